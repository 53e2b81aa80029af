"""Papers with tracked changes: random ones, and what they must become."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hypothesis import strategies as st

from assistant.export.marks import Mark
from assistant.export.paper import Paper, PaperSection, Signature
from assistant.export.tracked_section import UNCHANGED, TrackedSection

AT = datetime(2026, 3, 1, 9, 30)
# Between two parts of a text; newlines make paragraphs, blanks must not be lost or come.
_WORDS = st.text(st.sampled_from("甲乙丙。“”\n\n　 1.&<"), max_size=8) | st.sampled_from(
    ["项目支出285.6万元。", "【待补充：竣工日期】", "一、概况\n", "\n", "\n\n", "2024年3月", "\t", " 末 "]
)
_AUTHORS = st.sampled_from(["模型", "李填报", "赵审核"])


def mark(op: str, text: str, author: str = "李填报") -> Mark:
    """A mark; what is kept has no author."""
    kept = op == "keep"
    return Mark(op, text, "" if kept else author, None if kept else AT)  # type: ignore[arg-type]


def text_of(marks: Iterable[Mark], side: str) -> str:
    """One of the two texts: that without what was dropped (side "add") or without what was added."""
    return "".join(one.text for one in marks if one.op in ("keep", side))


MARKS = st.lists(st.builds(mark, st.sampled_from(["keep", "drop", "add"]), _WORDS, _AUTHORS), max_size=6).map(
    tuple
)


@st.composite
def sections(draw: st.DrawFn) -> PaperSection:
    """A section that both texts have, that only one has, or whose heading has changed."""
    kind = draw(st.sampled_from(["both", "both", "heading", "new", "gone"]))
    level = draw(st.integers(1, 4))
    marks = draw(MARKS)
    if kind in ("new", "gone"):
        op = "add" if kind == "new" else "drop"
        words = text_of(marks, "add")
        heading = draw(st.sampled_from(["（一）一节", "2.另节"]))
        text = words if kind == "new" else ""
        own = (mark(op, words),) if words else UNCHANGED
        return TrackedSection(heading, level, text, "s", own, heading_marks=(mark(op, heading),))
    now = text_of(marks, "add")
    changed = (mark("keep", "一、"), mark("drop", "旧", "模型"), mark("add", "新名"))
    heads = changed if kind == "heading" else ()
    heading = draw(st.sampled_from(["", "一、概况"])) if kind == "both" else "一、新名"
    return TrackedSection(heading, level, now, "s", marks or UNCHANGED, heading_marks=heads)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper; with a signature, or one that ends with its text."""
    signed = Signature("云山县教育局", "2026年3月1日") if draw(st.booleans()) else None
    return Paper("题目", sections=tuple(draw(st.lists(sections(), max_size=5))), signature=signed)


def expected(paper: Paper, side: str) -> list[tuple[str, str]]:
    """Style and text of every paragraph of one of the two texts."""
    rows = [("Title", paper.title)]
    for section in paper.sections:
        changed = section.heading_marks if isinstance(section, TrackedSection) else ()
        heading = text_of(changed, side) if changed else section.heading
        text = text_of(section.marks, side)
        rows += [(f"Heading {section.level}", heading)] if heading else []
        rows += [("Body Text", line.strip()) for line in text.split("\n") if line.strip()]
    if paper.signature:
        rows += [("落款", paper.signature.unit), ("落款", paper.signature.date)]
    return rows
