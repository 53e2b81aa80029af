"""A pack from a template's headings: a sound one, in the template's order, with every sentence pattern told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.outline.deriving import FoundHeading, PackDraft, TemplateShape, derive_pack
from assistant.outline.deriving_yaml import pack_yaml
from assistant.outline.headings import kinds_of
from assistant.outline.kinds import Kind
from assistant.outline.numbering import label
from assistant.outline.pack import patterns_of
from assistant.outline.packs import load_pack, pack_names, read_pack


def shape(*headings: str, **more) -> TemplateShape:
    """Headings by their depth in full-width spaces: "一、…", "　（一）…"."""
    above: list[tuple[int, str]] = []
    found = []
    for one in headings:
        level = 1 + len(one) - len(one.lstrip("　"))
        words = one.lstrip("　")
        above = [pair for pair in above if pair[0] < level]
        kinds, sure = kinds_of(words, [heading for _, heading in above])
        found.append(FoundHeading(words, level, kinds, sure))
        above.append((level, words))
    return TemplateShape("某县模板.docx", tuple(found), **more)


def drawn(*headings: str, **more) -> PackDraft:
    return derive_pack(shape(*headings, **more), "own", "某县模板")


def told(draft: PackDraft) -> dict[str, tuple[str, ...]]:
    return {one.section.heading: patterns_of(one.section) for one in draft.pack.placed()}


def test_headings_lose_their_numbers_and_keep_their_order_and_nesting() -> None:
    draft = drawn("一、项目基本情况", "　（一）项目概况", "　（二）绩效目标", "二、自评结论")
    assert [(one.level, one.section.heading) for one in draft.pack.placed()] == [
        (1, "项目基本情况"),
        (2, "项目概况"),
        (2, "绩效目标"),
        (1, "自评结论"),
    ]
    assert [one.id for one in draft.sections] == ["overview_part", "overview", "goals", "score"]


def test_a_kind_that_several_sections_share_is_told_by_their_words() -> None:
    draft = drawn(
        "一、自评工作开展情况",
        "　（一）评价小组情况",
        "　（二）自评工作过程",
        "　（三）报送时间和质量",
        "　（四）报送与公开的一致性",
    )
    assert told(draft) == {
        "自评工作开展情况": (),
        "评价小组情况": ("evaluation_team",),
        "自评工作过程": ("evaluation_steps",),
        "报送时间和质量": ("submission",),
        "报送与公开的一致性": ("publication",),
    }
    assert draft.pack.needed()["evaluation_steps"] == ("evaluation.steps",)


def test_parts_that_cannot_be_told_apart_are_told_above() -> None:
    draft = drawn("一、产出情况", "　（一）数量指标", "　（二）质量指标", "二、自评结论")
    assert told(draft) == {"产出情况": ("outputs",), "数量指标": (), "质量指标": (), "自评结论": ("score",)}


def test_problems_and_measures_of_one_section_are_told_together() -> None:
    assert told(drawn("一、存在的问题及整改措施"))["存在的问题及整改措施"] == ("problems_and_measures",)


def test_a_heading_without_a_known_kind_stands_alone_and_is_doubtful() -> None:
    draft = drawn("一、项目概况", "二、甲乙丙丁")
    assert draft.sections[1].kinds == () and not draft.sections[1].sure and not draft.sections[1].told
    assert "请核对" in pack_yaml(draft)


def test_a_persons_kinds_count() -> None:
    given_ = shape("一、项目概况", "二、甲乙丙丁")
    draft = derive_pack(given_, "own", "某县模板", {"2": (Kind.SCORE,)})
    assert draft.sections[1].sure and told(draft)["甲乙丙丁"] == ("score",)
    with pytest.raises(InputError, match="编号为 9"):
        derive_pack(given_, "own", "某县模板", {"9": (Kind.SCORE,)})


def test_attachments_are_no_sections_and_too_deep_ones_are_told() -> None:
    draft = drawn(
        "一、项目概况",
        "　（一）实施内容",
        "　　1.建设内容",
        "　　　（1）主要建设内容",
        "　　　　①建设背景",
        "附件1 项目支出绩效自评表",
    )
    assert len(draft.sections) == 4
    assert any("建设背景" in note for note in draft.notes)


def test_without_headings_there_is_no_pack() -> None:
    with pytest.raises(InputError, match="没有找到标题"):
        drawn()


def test_titles_and_cover_ask_for_facts() -> None:
    draft = drawn(
        "一、项目概况",
        title="XX单位20XX年度XX项目绩效自评报告",
        cover_title="____年度财政支出绩效自评报告",
        labels=("项 目 名 称", "评价单位（公章）", "单位网址"),
    )
    assert draft.pack.report_title == "{unit}{year}年度{project}绩效自评报告"
    assert draft.pack.cover.title == "{year}年度财政支出绩效自评报告"
    assert [(one.label, one.fact) for one in draft.pack.cover.lines] == [
        ("项 目 名 称", "project.name"),
        ("评价单位（公章）", "report.unit"),
    ]
    assert any("单位网址" in note for note in draft.notes)


def test_a_report_that_is_written_already_is_remarked_on() -> None:
    assert "像是写好的报告" in drawn("一、项目概况", written=30).notes[0]
    assert not any("写好的报告" in note for note in drawn("一、项目概况", title="某报告", written=2).notes)


@pytest.mark.parametrize("name", ["national", "guangdong-county", "guangdong-project", "yunnan"])
def test_the_headings_of_a_shipped_pack_give_its_kinds_back(name: str) -> None:
    """By headings alone; what its author decided against the words of a heading cannot be known."""
    pack = load_pack(name)
    draft = drawn(*("　" * (one.level - 1) + one.heading for one in pack.placed()))
    pairs = [
        (set(one.section.kinds), set(other.section.kinds))
        for one, other in zip(pack.placed(), draft.pack.placed(), strict=True)
        if patterns_of(one.section)
    ]
    assert sum(ours == theirs for ours, theirs in pairs) / len(pairs) >= 0.75
    assert all(ours & theirs for ours, theirs in pairs if ours and theirs) or name == "guangdong-project"


_HEADING = st.sampled_from(
    [
        one.section.heading
        for name in ("national", "yunnan", "guangdong-county")
        for one in load_pack(name).placed()
    ]
    + [
        "甲乙丙",
        "数量指标",
        "质量指标",
        "资金管理",
        "自评工作过程",
        "“引号”：冒号#井号",
        "甲\u2028乙\x7f\ufeff丙",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(_HEADING, st.integers(1, 4)), min_size=1, max_size=20))
def test_any_outline_gives_a_sound_pack_that_tells_each_pattern_once(tmp_path_factory, headings) -> None:
    draft = drawn(*("　" * (level - 1) + label(level, 1) + words for words, level in headings))
    used = [name for one in draft.pack.placed() for name in patterns_of(one.section)]
    assert len(used) == len(set(used))
    file = tmp_path_factory.mktemp("pack") / "pack.yaml"
    file.write_text(pack_yaml(draft), encoding="utf-8")
    read = read_pack(file, "own")
    assert read.sections == draft.pack.sections
    assert (read.title, read.report_title, read.cover) == (
        draft.pack.title,
        draft.pack.report_title,
        draft.pack.cover,
    )


def test_what_a_template_leaves_to_the_common_file_comes_from_there(tmp_path: Path) -> None:
    file = tmp_path / "pack.yaml"
    file.write_text(pack_yaml(drawn("一、项目概况")), encoding="utf-8")
    assert read_pack(file, "own").weights == load_pack(pack_names()[0]).weights
