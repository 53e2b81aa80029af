"""Names of output files: such as every file system takes, no two alike."""

from __future__ import annotations

import re
import unicodedata

SUMMARY = "汇总"
UNIT_REPORT = "单位自评报告"

_UNSAFE = re.compile(r"[^\w（）《》·、—.-]+")
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
# Four bytes a character at most, and 255 bytes a name.
_LONGEST = 55


def safe_name(text: str) -> str:
    """A text as a file name without ending: no slashes, no device of Windows', none of the batch's own files."""
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", text))[:_LONGEST].strip("._- ") or "项目"
    return (
        f"项目_{name}"
        if name == SUMMARY or name.startswith(UNIT_REPORT) or _DEVICES.fullmatch(name)
        else name
    )


class Names:
    """Gives names; one that is taken (in capitals or not) gets a number: 泵站, 泵站（2）."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, text: str) -> str:
        """A safe name that was not given before."""
        name, number = safe_name(text), 1
        given = name
        while given.casefold() in self._taken:
            number += 1
            given = f"{name}（{number}）"
        self._taken.add(given.casefold())
        return given
