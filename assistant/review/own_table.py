"""The 自评表 behind a report: what stands in it as the facts have it needs no review; what does not is left to be looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from assistant.facts.table.form import Form

_BLANKS = re.compile(r"\s+")


def without_own_cells(text: str, form: Form, cells_of: Callable[[str], tuple[str, ...]]) -> str:
    """A text without those cells of its table rows (`|…|` lines, read by `cells_of`) that the filled form has too.

    Rows of which nothing is left go; other lines stay.
    """
    own = {_plain(one.value) for one in form.cells}
    kept: list[str] = []
    for line in text.split("\n"):
        if not (line.startswith("|") and line.endswith("|")):
            kept.append(line)
            continue
        strange = [cell for cell in cells_of(line) if cell and _plain(cell) not in own]
        if strange:
            kept.append("；".join(strange))
    return "\n".join(kept)


def _plain(value: str | Decimal) -> str | Decimal:
    """A cell without blanks; figures by value, so that 940.90 is 940.9."""
    text = _BLANKS.sub("", str(value)).replace("|", "／")
    try:
        return Decimal(text).normalize() if text else text
    except InvalidOperation:
        return text
