"""A search typed into the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.outline.kinds import Kind
from assistant.web.reports.views.hits import hits_list, no_search_yet

if TYPE_CHECKING:
    from assistant.library.library import Library

FOUND = 10
LONGEST = 500
ANY = ""


def kind_choices() -> list[tuple[str, str]]:
    """(Chinese label, value) of every kind, all kinds first."""
    return [("全部类别", ANY), *((kind.label, kind.value) for kind in Kind)]


def found(library: Library, text: str | None, kind: str | None) -> str:
    """The passages for a text, as HTML. Raises `InputError` on an unknown kind, `LibraryError`."""
    words = (text or "").strip()[:LONGEST]
    if not words:
        return no_search_yet()
    return hits_list(words, library.search(words, _kind(kind), FOUND))


def _kind(value: str | None) -> Kind | None:
    if not value:
        return None
    try:
        return Kind(value)
    except ValueError:
        raise InputError("没有这个类别。", hint="请刷新页面后重选。") from None
