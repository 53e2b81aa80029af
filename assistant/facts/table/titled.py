"""Cells that say themselves what they hold, line by line: `计量单位：个`.

Facts are single lines, so a cell of lines that each begin with the title of a fact can be told from every other cell. The
table is written so wherever the plain way would not be read back as the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from assistant.facts.model import Indicator
from assistant.facts.paths import title_of


@cache
def indicator_titles() -> dict[str, str]:
    """Title → field of an indicator."""
    return {described.title or name: name for name, described in Indicator.model_fields.items()}


def titled(values: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The values by field as lines with their titles; `titles` as `indicator_titles` gives them."""
    names = {field: title for title, field in titles.items()}
    return "\n".join(f"{names[field]}：{text}" for field, text in values.items())


def read_titled(text: str, titles: Mapping[str, str], only: Iterable[str]) -> dict[str, str] | None:
    """The values of a cell written by `titled`; None where it is not one. `only` are the fields that it may hold."""
    allowed = set(only)
    found: dict[str, str] = {}
    for line in text.split("\n"):
        title, colon, value = line.partition("：")
        field = titles.get(title.strip())
        if not colon or field not in allowed or field in found:
            return None
        found[field] = value.strip()
    return found or None


def with_title(path: str, text: str) -> str:
    """项目名称：… — one fact outside a list."""
    return f"{title_of(path)}：{text}"


def without_title(path: str, text: str) -> str | None:
    """The inverse of `with_title`, or None."""
    mark = f"{title_of(path)}："
    return text.removeprefix(mark).strip() if text.startswith(mark) else None
