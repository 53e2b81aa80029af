"""Which characters a report may hold, and how wide they set: one em if Chinese, half if Latin."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# XML 1.0 forbids these; the C1 controls are allowed there but no font draws them.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")


def legal(text: str) -> str:
    """The text with every line end as a newline and without characters that an XML file cannot carry."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Legal text on one line: runs of blanks become one space, none at either end."""
    return _BLANKS.sub(" ", legal(text)).strip()


_BETWEEN = re.compile(r"(?<=[\u2e80-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u2e80-\u9fff])")


def set_width(text: str) -> float:
    """How many em a line of the text may take: Word and LibreOffice leave a quarter between Chinese and Latin characters."""
    return width(text) + len(_BETWEEN.findall(text)) / 4


def width(text: str) -> float:
    """How many em the text takes in a line."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)
