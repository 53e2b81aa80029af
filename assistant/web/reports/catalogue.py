"""The documents of the library as a list: narrowed by words, in a chosen order, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.errors import PackError
from assistant.facts.model import PROJECT_TYPES
from assistant.outline.packs import load_pack

if TYPE_CHECKING:
    from assistant.library.storage.index import DocumentRecord

ON_A_PAGE = 50


class Order(StrEnum):
    """How the list is sorted; the value is what the person chooses."""

    YEAR = "年度由近到远"
    NAME = "文件名"
    UNIT = "单位"
    DOUBT = "待核对的在前"
    QUALITY = "质量低的在前"


@dataclass(frozen=True)
class Wish:
    """What a person wants to see; all words of `words` must stand somewhere in a row. `page` counts from 1."""

    words: str = ""
    doubtful_only: bool = False
    order: Order = Order.YEAR
    page: int = 1


@dataclass(frozen=True)
class Listing:
    """One page of the list; `matching` of `total` documents fit the wish, `doubts` places wait for a person."""

    rows: tuple[DocumentRecord, ...]
    matching: int
    total: int
    doubts: int
    wish: Wish

    @property
    def pages(self) -> int:
        """At least one."""
        return max(1, -(-self.matching // ON_A_PAGE))


def listing(records: Sequence[DocumentRecord], wish: Wish) -> Listing:
    """The page of the list that is wished for; a page beyond the last is the last."""
    wanted = wish.words.casefold().split()
    fitting = [
        record
        for record in records
        if (record.uncertain or not wish.doubtful_only)
        and (not wanted or all(word in _searched(record) for word in wanted))
    ]
    fitting.sort(key=lambda record: _place(record, wish.order))
    found = Listing((), len(fitting), len(records), sum(record.uncertain for record in records), wish)
    page = min(max(1, wish.page), found.pages)
    rows = tuple(fitting[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    return replace(found, rows=rows, wish=replace(wish, page=page))


def type_name(code: str) -> str:
    """A project type in Chinese."""
    return PROJECT_TYPES.get(code, code)


@cache
def pack_name(code: str | None) -> str:
    """A locality pack's title; the code itself where the pack is gone, nothing where there is none."""
    if not code:
        return ""
    try:
        return load_pack(code).title
    except PackError:
        return code


def _searched(record: DocumentRecord) -> str:
    fields = (record.title, record.name, record.unit, record.year, record.region, record.project)
    named = (type_name(record.project_type), pack_name(record.pack))
    return " ".join(str(field) for field in (*fields, *named) if field is not None).casefold()


def _place(record: DocumentRecord, order: Order) -> tuple[Any, ...]:
    newest = (-(record.year or 0), record.unit or "", record.title, record.name)
    match order:
        case Order.NAME:
            return (record.name,)
        case Order.UNIT:
            return (record.unit is None, record.unit or "", *newest)
        case Order.DOUBT:
            return (-record.uncertain, *newest)
        case Order.QUALITY:
            return (record.quality, *newest)
        case _:
            return newest
