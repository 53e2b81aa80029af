"""Exemplars as the library has them: masked, with their source; one that is gone says so and stops nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

from assistant.drafting.draft import ExemplarRef
from assistant.errors import LibraryError
from assistant.library.documents import SourceDocument
from assistant.library.library import Library
from assistant.library.passages import Passage, passages_of
from assistant.library.storage.records import DocumentRecord
from assistant.library.structure.tree import grow
from assistant.workspace.exemplar_sources import sources_of

TEXT = """青川县水利局2022年灌区维修项目绩效自评报告

一、项目基本情况
青川县水利局2022年实施灌区维修项目，年初预算86.5万元，维修渠道12.4千米，受益群众3200人。

二、存在的问题
受汛期影响，渠道维修工期推迟21天，青川县水利局已督促施工单位赶工。
"""


def passages() -> list[Passage]:
    source = SourceDocument("青川灌区.docx", TEXT, (), "0" * 64)
    return list(passages_of(source, grow(TEXT), "d1"))


@dataclass
class Shelf:
    """The two questions that are asked of a library."""

    held: list[Passage] = field(default_factory=passages)
    broken: bool = False

    def documents(self) -> list[DocumentRecord]:
        return [DocumentRecord("d1", "青川灌区.docx", "0" * 64, "灌区", 2, 2)]

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        if self.broken:
            raise LibraryError("往年报告库打不开。")
        return tuple(self.held) if document_id == "d1" else ()


def shelf(**more: Any) -> Library:
    return cast(Library, Shelf(**more))


def ref(heading: str, document: str = "青川灌区.docx") -> ExemplarRef:
    return ExemplarRef(document=document, heading=heading, score=0.81)


def test_the_masked_text_is_shown_with_its_source():
    held = passages()
    (found,) = sources_of(shelf(), [ref(held[0].heading)])
    assert found.masked
    assert "青川" not in found.masked
    assert "86.5" not in found.masked
    assert "〔" in found.masked
    assert (found.document, found.score, found.gone) == ("青川灌区.docx", 0.81, "")
    assert found.kind == held[0].kind.label


def test_a_passage_of_several_kinds_is_shown_once():
    one = passages()[0]
    again = replace(one, id=f"{one.id}x")
    (found,) = sources_of(shelf(held=[one, again]), [ref(one.heading)])
    assert found.masked == str(one.masked)


def test_the_rows_of_tables_are_left_out():
    one = replace(passages()[0], is_table=True)
    (found,) = sources_of(shelf(held=[one]), [ref(one.heading)])
    assert found.gone


def test_what_is_gone_says_so_and_the_others_are_shown():
    heading = passages()[0].heading
    gone, moved, there = sources_of(shelf(), [ref("x", "没有.docx"), ref("没有的标题"), ref(heading)])
    assert "删去" in gone.gone
    assert "没有这个标题" in moved.gone
    assert there.masked


def test_a_library_out_of_order_is_told():
    (found,) = sources_of(shelf(broken=True), [ref("一")])
    assert found.gone == "往年报告库打不开。"
