"""Tracked changes: accepted they are the new text, rejected the old one; who changed what, and the comments beside it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings

from assistant.export.docx import docx_bytes
from assistant.export.marks import Remark
from assistant.export.paper import Paper, Signature
from assistant.export.tracked import tracked_docx_bytes
from assistant.export.tracked_section import UNCHANGED, TrackedSection

from .open_xml import faults
from .resolving import W, accepted, by_libreoffice, needs_libreoffice, rejected, shown, xml
from .tracked_papers import AT, expected, mark, papers, text_of

HEADING = (mark("keep", "一、"), mark("drop", "旧", "模型"), mark("add", "新名"))


def section(
    *changes: tuple[str, ...], heading: str = "一、概况", heads: tuple = (), **more
) -> TrackedSection:
    """A section whose marks are given as (op, text[, author])."""
    marks = tuple(mark(*one) for one in changes)
    return TrackedSection(heading, 1, text_of(marks, "add"), "s", marks, heading_marks=heads, **more)


def whole(op: str, text: str, heading: str = "二、一节") -> TrackedSection:
    """A section that only one of the texts has."""
    marks = (mark(op, text),) if text else UNCHANGED
    return TrackedSection(heading, 1, text_of(marks, "add"), "w", marks, heading_marks=(mark(op, heading),))


def paper_of(*sections: TrackedSection, signed: bool = False) -> Paper:
    signature = Signature("云山县教育局", "2026年3月1日") if signed else None
    return Paper("题目", sections=sections, signature=signature)


def made(*sections: TrackedSection, signed: bool = False) -> bytes:
    return tracked_docx_bytes(paper_of(*sections, signed=signed), AT)


KEPT = section(("keep", "留下。"))
# What a file may end with, and changes at both sides of a paragraph's end.
ENDINGS = {
    "a new section": (KEPT, whole("add", "新一。\n新二。")),
    "a section gone": (KEPT, whole("drop", "旧一。\n旧二。")),
    "one gone, one new": (KEPT, whole("drop", "旧一。\n旧二。"), whole("add", "新。", "二、另一节")),
    "one new, one gone": (KEPT, whole("add", "新。"), whole("drop", "旧一。\n旧二。", "二、另一节")),
    "a new text": (KEPT, section(("add", "新一。\n新二。"))),
    "a text gone": (KEPT, section(("drop", "旧一。\n旧二。"))),
    "a new heading": (KEPT, whole("add", "")),
    "a heading gone": (KEPT, whole("drop", "")),
    "a heading gone, a new text": (KEPT, whole("drop", ""), whole("add", "新。", "二、另一节")),
    "everything new": (whole("add", "新一。\n新二。"),),
    "everything gone": (whole("drop", "旧。"),),
}
CHANGES = {
    "a paragraph in between": (section(("keep", "甲。\n"), ("add", "乙。\n"), ("keep", "丙。")),),
    "a paragraph gone": (section(("keep", "甲。\n"), ("drop", "乙。\n"), ("keep", "丙。")),),
    "split": (section(("keep", "甲。"), ("add", "\n"), ("keep", "乙。")),),
    "joined": (section(("keep", "甲。"), ("drop", "\n"), ("keep", "乙。")),),
    "moved": (section(("drop", "甲。\n"), ("keep", "乙。"), ("add", "\n甲。")),),
    "one for two": (section(("drop", "甲。"), ("add", "乙。\n丙。"), ("keep", "\n丁。")),),
    "added at both sides of an end": (
        section(("keep", "甲"), ("add", "新"), ("keep", "\n"), ("add", "乙\n"), ("keep", "丙")),
    ),
    "added at an end and begun": (
        section(("keep", "甲"), ("add", "新\n乙"), ("keep", "\n"), ("add", "新"), ("keep", "丙")),
    ),
    "by two": (
        section(("keep", "甲"), ("add", "新"), ("keep", "\n"), ("add", "乙\n", "模型"), ("keep", "丙")),
    ),
    "dropped at both sides of an end": (
        section(("keep", "甲"), ("drop", "旧"), ("keep", "\n"), ("drop", "乙\n"), ("keep", "丙")),
    ),
    "a heading and its text": (section(("add", "甲\n"), ("keep", "乙"), heading="一、新名", heads=HEADING),),
    "blank lines": (
        section(("keep", "甲\n\n"), ("add", " \n乙\n"), ("keep", "\n丙\n"), ("drop", "\n　\n丁")),
    ),
    "quotes and marks": (
        section(("keep", "“甲”"), ("drop", "<&>"), ("add", "……【待补充：日期】"), ("keep", "——\t乙")),
    ),
}


@settings(max_examples=80, deadline=None)
@given(papers())
def test_accepted_is_the_new_text_and_rejected_the_old(paper: Paper) -> None:
    content = tracked_docx_bytes(paper, AT)
    assert shown(accepted(content)) == expected(paper, "add")
    assert shown(rejected(content)) == expected(paper, "drop")


@pytest.mark.parametrize("sections", (ENDINGS | CHANGES).values(), ids=(ENDINGS | CHANGES).keys())
def test_no_paragraph_comes_or_goes_that_neither_text_has(sections: tuple) -> None:
    for signed in (False, True):
        paper = paper_of(*sections, signed=signed)
        content = tracked_docx_bytes(paper, AT)
        assert shown(accepted(content)) == expected(paper, "add")
        assert shown(rejected(content)) == expected(paper, "drop")


@needs_libreoffice
def test_libreoffice_accepts_and_rejects_alike(tmp_path: Path) -> None:
    given_ = [paper_of(*sections) for sections in (ENDINGS | CHANGES).values()]
    given_ += [paper_of(*sections, signed=True) for sections in ENDINGS.values()]
    plain = len(given_)
    # Beside a comment LibreOffice 7.4 cuts a change in two, and lets a body text that goes hand its style on.
    given_ += [_remarked(paper_of(*sections)) for sections in CHANGES.values()]
    resolved = by_libreoffice([tracked_docx_bytes(one, AT) for one in given_], tmp_path)
    for number, (paper, (new, old)) in enumerate(zip(given_, resolved, strict=True)):
        for content, side in ((new, "add"), (old, "drop")):
            got, wanted = shown(content), expected(paper, side)
            assert (
                got == wanted if number < plain else [text for _, text in got] == [text for _, text in wanted]
            )


@settings(max_examples=15, deadline=None)
@given(papers())
def test_word_finds_nothing_to_repair(paper: Paper) -> None:
    assert faults(tracked_docx_bytes(_remarked(paper), AT)) == []


def test_a_report_with_cover_and_annex(bound: Paper) -> None:
    """The mark that ends the text before the annex stands in a section's end: it stays, and so does the section."""
    changed = tuple(
        replace(one, marks=(mark("drop", "旧文。\n旧段。"), mark("add", one.text)) if one.text else UNCHANGED)
        for one in bound.sections
    )
    for signature in (bound.signature, None):
        content = tracked_docx_bytes(
            replace(bound, sections=changed, signature=signature, attachments=()), AT
        )
        assert faults(content) == []
        plain = replace(bound, sections=tuple(replace(one, remarks=()) for one in bound.sections))
        wanted = shown(
            docx_bytes(replace(plain, signature=signature, attachments=()), created=AT, final=False)
        )
        assert shown(accepted(content)) == wanted
        old = [text for style, text in shown(rejected(content)) if style == "Body Text"]
        assert old == ["旧文。", "旧段。"] * sum(bool(one.text) for one in bound.sections)
        assert (
            len(xml(content).findall(f".//{W}sectPr"))
            == len(xml(accepted(content)).findall(f".//{W}sectPr"))
            > 1
        )


def test_every_change_says_who_made_it_and_when() -> None:
    later = AT + timedelta(hours=3)
    marks = (mark("keep", "甲"), mark("drop", "乙", "模型"), replace(mark("add", "丙", "赵审核"), at=later))
    content = made(TrackedSection("一、概况", 1, "甲丙", "s", marks))
    found = [
        (one.tag.removeprefix(W), one.get(f"{W}author"), one.get(f"{W}date"), "".join(one.itertext()))
        for one in xml(content).iter(f"{W}ins", f"{W}del")
    ]
    assert found == [
        ("del", "模型", "2026-03-01T09:30:00Z", "乙"),
        ("ins", "赵审核", "2026-03-01T12:30:00Z", "丙"),
    ]


def test_additions_at_both_sides_of_an_end_are_dated_apart() -> None:
    """Else LibreOffice takes them for one, and the end between them for added."""
    (sections,) = [CHANGES["added at both sides of an end"]]
    first, *rest = [one.get(f"{W}date") for one in xml(made(*sections)).iter(f"{W}ins")]
    assert datetime.fromisoformat(rest[0]) - datetime.fromisoformat(first) == timedelta(minutes=2)
    assert set(rest) == {"2026-03-01T09:30:00Z"}


def test_dropped_words_are_set_as_such() -> None:
    content = made(section(("keep", "甲"), ("drop", " 乙【待核实：金额】"), ("keep", "丙")))
    words = [
        (one.tag, one.text)
        for around in xml(content).iter(f"{W}del")
        for one in around.iter(f"{W}t", f"{W}delText")
    ]
    assert words == [(f"{W}delText", " 乙"), (f"{W}delText", "【待核实：金额】")]


def test_a_blank_line_less_is_no_change_of_a_paragraph() -> None:
    content = made(
        section(("keep", "甲\n"), ("drop", "\n"), ("keep", "乙\n　"), ("add", "　\n"), ("keep", "丙"))
    )
    assert not list(xml(content).iter(f"{W}ins", f"{W}del"))


def test_no_two_changes_and_nothing_else_bear_one_number() -> None:
    content = made(*CHANGES["by two"], *ENDINGS["one gone, one new"], signed=True)
    changes = [one.get(f"{W}id") for one in xml(content).iter(f"{W}ins", f"{W}del", f"{W}pPrChange")]
    others = {one.get(f"{W}id") for one in xml(content).iter(f"{W}bookmarkStart")}
    assert len(set(changes)) == len(changes) > 5
    assert not others & set(changes)


def test_every_run_has_its_faces_and_placeholders_their_mark() -> None:
    content = made(section(("add", "甲【待补充：日期】"), ("drop", "【待核实：金额】乙")))
    tracked = [one for one in xml(content).iter(f"{W}r") if one.getparent().tag in (f"{W}ins", f"{W}del")]
    runs = [one for one in tracked if "".join(one.itertext())]
    assert all(one.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "仿宋_GB2312" for one in runs)
    marked = ["".join(one.itertext()) for one in runs if one.find(f"{W}rPr/{W}highlight") is not None]
    assert marked == ["【待补充：日期】", "【待核实：金额】"]


def test_a_run_in_heading_keeps_its_face_when_it_is_changed() -> None:
    changed = section(("keep", "（一）制度"), ("drop", "不全"), ("add", "不健全"), ("keep", "。报账不及时。"))
    styles = {
        "".join(one.itertext()): [style.get(f"{W}val") for style in one.iter(f"{W}rStyle")]
        for one in xml(made(changed)).iter(f"{W}r")
    }
    assert styles["不全"] == styles["不健全"] == styles["（一）制度"] == styles["。"] != []
    assert styles["报账不及时。"] == []


def test_comments_stand_at_their_words_and_go_with_them() -> None:
    changed = section(
        ("keep", "甲乙"),
        ("add", "丙丁"),
        ("keep", "戊"),
        remarks=(
            Remark(3, 4, "只说丁", "赵审核"),
            Remark(1, 5, "说乙到戊", "赵审核"),
            Remark(3, 5, "说丁戊", "赵审核"),
        ),
    )
    content = made(changed)
    ids = {one.text: str(one.comment_id) for one in Document(io.BytesIO(content)).comments}
    assert _between(content, ids["只说丁"]) == "丁"
    assert _between(content, ids["说乙到戊"]) == "乙丙丁戊"
    old = rejected(content)
    assert _between(old, ids["说乙到戊"]) == "乙戊"
    assert _between(old, ids["说丁戊"]) == "戊"
    signs = [one.get(f"{W}id") for one in xml(old).iter(f"{W}commentReference")]
    assert ids["说乙到戊"] in signs and ids["只说丁"] not in signs
    assert ids["只说丁"] in [one.get(f"{W}id") for one in xml(accepted(content)).iter(f"{W}commentReference")]


def test_a_remark_on_a_text_that_is_gone_stands_at_the_heading() -> None:
    content = made(section(("drop", "旧。"), remarks=(Remark(0, 0, "为何删去？", "赵审核"),)))
    (found,) = [one for one in Document(io.BytesIO(content)).comments if one.author == "赵审核"]
    assert _between(content, str(found.comment_id)) == "一、概况"


def test_a_mark_without_an_author_is_signed_by_nobody() -> None:
    assert 'w:author="未署名"' in _body(made(section(("add", "甲", ""))))


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert made(*CHANGES["by two"]) == made(*CHANGES["by two"])


def _remarked(paper: Paper) -> Paper:
    remarks = (Remark(0, 3, "看一下", "赵审核"), Remark(2, 40, "再看\n一下", "模型"))
    return replace(paper, sections=tuple(replace(one, remarks=remarks) for one in paper.sections))


def _body(content: bytes) -> str:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    return etree.tostring(xml(content), encoding="unicode")


def _between(content: bytes, comment: str) -> str:
    """The words that a comment spans, those of both texts."""
    text, inside = "", False
    for one in xml(content).iter():
        if one.get(f"{W}id") == comment and one.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
            inside = one.tag.endswith("Start")
        elif inside and one.tag in (f"{W}t", f"{W}delText"):
            text += one.text
    return text
