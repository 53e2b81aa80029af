"""Any edit of any report comes back: every section has the paragraphs that the file has, no other section is touched."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.export.docx import docx_bytes
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature

from .test_identity import CREATED, back

WORDS = st.sampled_from(
    (
        *(
            "预算执行率97.75%。",
            "本年支出305.554万元，结余7.046万元。",
            "1.进度滞后。竣工推迟。",
            "2.资料不全。",
            "（一）加强管理。",
        ),
        *(
            "一、概况如下：",
            "【待补充：原因】。",
            "“双随机”抽查3次——全部合格……",
            "项目概况",
            "岚桥县水务局负责。",
            "详见附件：自评表。",
        ),
    )
)
PARAGRAPHS = st.lists(WORDS, max_size=5, unique=True)
HEADINGS = (
    ("一、基本情况", 1),
    ("（一）项目概况", 2),
    ("（二）项目绩效目标", 2),
    ("二、评价结论", 1),
    ("三、存在的问题", 1),
    ("四、有关建议", 1),
)


def paper_with(texts: list[list[str]], *, ids: bool = True) -> Paper:
    sections = tuple(
        PaperSection(heading, level, "\n".join(lines), f"s{number}" if ids else "")
        for number, ((heading, level), lines) in enumerate(zip(HEADINGS, texts, strict=True))
    )
    cover = (CoverLine("项目名称", "泵站改造项目"), CoverLine("填报人"))
    signed = Signature("岚桥县水务局", "2025年3月14日")
    return Paper("岚桥县水务局泵站改造项目绩效自评报告", cover, "绩效自评报告", sections, signed, ("自评表",))


TEXTS = st.lists(PARAGRAPHS, min_size=len(HEADINGS), max_size=len(HEADINGS))


@settings(max_examples=30, deadline=None)
@given(TEXTS, TEXTS, st.booleans())
def test_other_paragraphs_come_back_where_they_stand(
    old: list[list[str]], new: list[list[str]], bookmarks: bool
) -> None:
    base = paper_with(old)
    found = back(base, docx_bytes(paper_with(new, ids=bookmarks), created=CREATED))
    wanted = {f"s{n}": "\n".join(lines) for n, lines in enumerate(new) if lines != old[n]}
    assert (found.texts, found.headings, found.gone, found.edges) == (wanted, (), (), ())


@settings(max_examples=20, deadline=None)
@given(TEXTS, st.permutations(range(len(HEADINGS))), st.booleans())
def test_sections_in_another_order_keep_their_texts(
    texts: list[list[str]], order: list[int], bookmarks: bool
) -> None:
    base = paper_with(texts)
    shuffled = paper_with(texts, ids=bookmarks)
    shuffled = replace(shuffled, sections=tuple(shuffled.sections[at] for at in order))
    found = back(base, docx_bytes(shuffled, created=CREATED))
    assert (found.texts, found.headings, found.gone) == ({}, (), ())
    assert bool(found.moved) == (list(order) != sorted(order))


@settings(max_examples=20, deadline=None)
@given(TEXTS, st.sets(st.integers(0, len(HEADINGS) - 1), max_size=len(HEADINGS) - 1), st.booleans())
def test_sections_that_went_are_told_and_no_other(
    texts: list[list[str]], gone: set[int], bookmarks: bool
) -> None:
    base = paper_with(texts)
    left = paper_with(texts, ids=bookmarks)
    left = replace(left, sections=tuple(one for at, one in enumerate(left.sections) if at not in gone))
    found = back(base, docx_bytes(left, created=CREATED))
    assert found.gone == tuple(f"s{at}" for at in sorted(gone))
    # A file with less than half of the sections is a part of the report, and says nothing of the rest.
    told = gone if len(gone) <= len(HEADINGS) / 2 else set()
    assert found.texts == {f"s{at}": "" for at in told if texts[at]}
