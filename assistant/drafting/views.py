"""The facts as sentence patterns see them: attribute access that remembers where each value came from.

`Leaf` writes itself in the standard style with its provenance mark; `Gap` writes 【待补充：…】 and is false in an `if`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from assistant.drafting.marks import Scribe, Source
from assistant.drafting.typography import typeset
from assistant.facts.derived import Derived
from assistant.facts.model import FUND_SOURCES, PROJECT_TYPES
from assistant.facts.paths import title_of, unit_of
from assistant.facts.quantities import date_text, number_text

_TRAILING = re.compile(r"[\s。；;，,、.]+$")
_CODES = {**FUND_SOURCES, **PROJECT_TYPES}


def placeholder(title: str) -> str:
    """The visible mark of a missing fact."""
    return f"【待补充：{title}】"


def written(value: Any, path: str) -> str:
    """A fact in the standard style: 285.6万元, 2024年3月1日, a phrase without its closing punctuation."""
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal | int):
        return number_text(value) + unit_of(path) if path != "report.year" else f"{value}年"
    text = str(value)
    if path.endswith((".source", "project.type")):
        text = _CODES.get(text, text)
    return typeset(_TRAILING.sub("", text) or text)


class Leaf:
    """A fact or derived value that is present."""

    def __init__(self, value: Any, text: str, path: str, scribe: Scribe) -> None:
        self.value, self.text, self.path, self._scribe = value, text, path, scribe

    def __str__(self) -> str:
        return self.said(self.text)

    def __bool__(self) -> bool:
        return True

    def said(self, text: str) -> str:
        """This value said in other words, still traced to it."""
        return self._scribe.mark(text, Source(self.path))


class Gap:
    """A fact that is missing: false, empty, and a placeholder wherever it is written."""

    value = None
    text = ""

    def __init__(self, path: str, scribe: Scribe, title: str = "") -> None:
        self.path, self._scribe = path, scribe
        self.title = title or title_of(path)

    def __str__(self) -> str:
        return self._scribe.mark(placeholder(self.title), Source(self.path, missing=True))

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def said(self, text: str) -> str:
        """A missing fact stays a placeholder, however it was to be said."""
        return str(self)


class Group:
    """A group of facts; its attributes are leaves, gaps, groups or lists of them."""

    def __init__(self, group: BaseModel, path: str, scribe: Scribe) -> None:
        self._group, self.path, self._scribe = group, path, scribe

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._group).model_fields:
            raise AttributeError(name)
        return view(getattr(self._group, name), f"{self.path}.{name}" if self.path else name, self._scribe)

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in type(self._group).model_fields)

    @property
    def raw(self) -> Any:
        """The pydantic value behind the view, for filters that compute."""
        return self._group


def view(value: Any, path: str, scribe: Scribe) -> Any:
    """A value of the facts as patterns see it."""
    if value is None or value == ():
        return Gap(path, scribe)
    if isinstance(value, BaseModel):
        return Group(value, path, scribe)
    if isinstance(value, tuple):
        return [view(item, f"{path}[{index}]", scribe) for index, item in enumerate(value)]
    return Leaf(value, written(value, path), path, scribe)


def derived_view(found: Derived | None, name: str, scribe: Scribe) -> Leaf | Gap:
    """A derived value as patterns see it; a gap where the facts do not allow it."""
    if found is None:
        return Gap(name, scribe, title="计算所需数据")
    return Leaf(found.value, found.text, found.name, scribe)
