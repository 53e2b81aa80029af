"""Our own files with tracked changes come back: accepted they are the new text, rejected the old."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.marks import Mark
from assistant.export.paper import Paper, PaperSection, Signature
from assistant.export.returned.comparing import returned
from assistant.export.returned.parts import cut
from assistant.export.returned.printed import printed
from assistant.export.returned.reading import read
from assistant.export.tracked import tracked_docx_bytes
from tests.export.tracked_papers import AT, MARKS, expected, mark, papers, text_of

HEADINGS = (("一、基本情况", 1), ("（一）项目概况", 2), ("二、有关建议", 1))


@settings(max_examples=40, deadline=None)
@given(papers())
def test_both_readings_are_those_that_were_meant(paper: Paper) -> None:
    edited = read("修订.docx", tracked_docx_bytes(paper, AT))
    for side, blocks in (("add", edited.accepted), ("drop", edited.rejected)):
        assert [block.text for block in blocks if block.lines] == [text for _, text in expected(paper, side)]


@settings(max_examples=25, deadline=None)
@given(st.lists(MARKS, min_size=3, max_size=3))
def test_the_new_text_is_unchanged_and_the_old_one_is_known(marks: list[tuple[Mark, ...]]) -> None:
    def paper(side: str) -> Paper:
        texts = [text_of(one, side) for one in marks]
        sections = tuple(
            PaperSection(heading, level, text, f"s{number}")
            for number, ((heading, level), text) in enumerate(zip(HEADINGS, texts, strict=True))
        )
        return Paper("题目", sections=sections, signature=Signature("云山县教育局", "2026年3月1日"))

    new, old = paper("add"), paper("drop")
    sections = tuple(replace(one, marks=own) for one, own in zip(new.sections, marks, strict=True))
    edited = read("修订.docx", tracked_docx_bytes(replace(new, sections=sections), AT))
    found = returned("修订.docx", new, edited)
    assert (found.texts, found.headings, found.gone, found.edges) == ({}, (), (), ())
    before = cut(printed(old), edited.rejected)
    for number, section in enumerate(old.sections):
        assert [one.text for one in before.lines.get(number, ())] == list(section.paragraphs)


def test_authors_are_those_who_changed_the_section() -> None:
    marks = (mark("keep", "甲。"), mark("drop", "乙。", "李填报"), mark("add", "丙。", "赵审核"))
    old = PaperSection("一、概况", 1, "甲。乙。", "a")
    new = replace(old, text="甲。丙。", marks=marks)
    other = PaperSection("二、建议", 1, "丁。", "b")
    edited = read("修订.docx", tracked_docx_bytes(Paper("题", sections=(new, other)), datetime(2026, 3, 1)))
    found = returned("修订.docx", Paper("题", sections=(old, other)), edited)
    assert found.texts == {"a": "甲。丙。"}
    assert found.authors == {"a": ("李填报", "赵审核")}
    assert found.untracked == ()
