"""What was exported and came back as it was brings no change, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.events import Finished
from assistant.drafting.pipeline import Job, draft
from assistant.export.docx import docx_bytes
from assistant.export.marks import Remark
from assistant.export.of_draft import paper_of
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature
from assistant.export.returned.comparing import Returned, returned
from assistant.export.returned.reading import read
from assistant.export.returned.texts import rebuilt
from assistant.outline.packs import load_pack
from tests.samples import full_facts

CREATED = datetime(2025, 3, 14, 9, 30)
ODD = st.sampled_from(
    (
        *(
            "一、基本情况",
            "（一）项目概况",
            "1.资金安排",
            "（1）县级",
            "二、",
            "第一部分 概况",
            "一、基本情况。本年完成。",
        ),
        *(
            "岚桥县水务局",
            "2025年3月14日",
            "附件：自评表",
            "附件：1.\t表",
            "【待补充：原因】",
            "“引号”——……",
            "\t缩进\t",
            "　　全角空格",
        ),
        *("A  B", "-", "\u2011", "1", "a\u00a0b", "<w:p>&amp;", "项目概况", "", " ", "x\u00ady"),
    )
)
ANY = st.text(st.characters(codec=None), max_size=12)
LINES = st.lists(ODD | ANY, max_size=4).map("\n".join)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    rows = draw(st.lists(st.tuples(ODD, st.integers(1, 4), LINES), max_size=6))
    sections = tuple(
        PaperSection(heading, level, text, f"s{number}") for number, (heading, level, text) in enumerate(rows)
    )
    return Paper(
        draw(ODD | ANY),
        tuple(CoverLine(*one) for one in draw(st.lists(st.tuples(ODD, ODD), max_size=2))),
        draw(st.none() | ODD),
        sections,
        draw(st.none() | st.builds(Signature, ODD, ODD)),
        tuple(draw(st.lists(ODD, max_size=2))),
        draw(st.sampled_from(("", "3.17"))),
    )


def back(paper: Paper, content: bytes) -> Returned:
    return returned("报告.docx", paper, read("报告.docx", content))


def same(found: Returned) -> None:
    assert replace(found, alike=1.0, untracked=()) == Returned()


@settings(max_examples=30, deadline=None)
@given(papers())
def test_our_own_file_comes_back_as_it_was(paper: Paper) -> None:
    same(back(paper, docx_bytes(paper, created=CREATED)))


@pytest.mark.parametrize("pack", ["national", "yunnan", "guangdong-county", "guangdong-project"])
def test_a_composed_report_of_every_pack_comes_back_as_it_was(pack: str) -> None:
    job = Job(full_facts(), load_pack(pack))
    made = next(event.draft for event in draft(job) if isinstance(event, Finished))
    paper = paper_of(made)
    same(back(paper, docx_bytes(paper, created=CREATED)))


def test_the_version_comes_back(paper: Paper) -> None:
    file = docx_bytes(replace(paper, version="12.345"), created=CREATED)
    assert read("报告.docx", file).version == "12.345"
    assert read("报告.docx", docx_bytes(paper, created=CREATED)).version == ""


def test_remarks_in_the_file_change_no_text(paper: Paper) -> None:
    section = replace(
        paper.sections[1], remarks=(Remark(3, 8, "请核对", "周核"), Remark(0, 900, "全段", "周核"))
    )
    remarked = replace(paper, sections=(paper.sections[0], section, *paper.sections[2:]))
    found = back(paper, docx_bytes(remarked, created=CREATED))
    same(replace(found, comments=()))
    assert [(one.author, one.text) for one in found.comments if one.author == "周核"] == [
        ("周核", "请核对"),
        ("周核", "全段"),
    ]


@pytest.mark.parametrize(
    ("text", "lines", "wanted"),
    [
        ("　甲。\n\n乙。", ["甲。", "乙。"], "　甲。\n\n乙。"),
        ("　甲。\n\n乙。", ["甲。", "丙。"], "　甲。\n丙。"),
        ("甲。\n\n乙。\n丙。", ["甲。", "乙。"], "甲。\n\n乙。"),
        ("甲。", [], ""),
        ("", ["甲。"], "甲。"),
        ("甲。\n乙。", ["乙。", "甲。"], "乙。\n甲。"),
    ],
)
def test_lines_that_stayed_keep_their_blanks(text: str, lines: list[str], wanted: str) -> None:
    assert rebuilt(text, lines) == wanted


@given(
    st.lists(st.text("甲乙。1 ", max_size=4), max_size=5),
    st.lists(st.text("甲乙。1", min_size=1, max_size=4), max_size=5),
)
def test_the_lines_of_a_rebuilt_text_are_those_of_the_file(raw: list[str], lines: list[str]) -> None:
    text = rebuilt("\n".join(raw), lines)
    assert [" ".join(line.split()) for line in text.split("\n") if line.strip()] == lines
