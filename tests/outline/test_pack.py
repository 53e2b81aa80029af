"""A pack as a value: places, needs, names."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from assistant.outline.pack import Pack, patterns_of

SMALL: dict[str, Any] = {
    "id": "small",
    "title": "小模板",
    "report_title": "{unit}{year}年{project}报告",
    "cover": {"title": "报告"},
    "sections": [
        {"id": "basics", "heading": "基本情况", "children": [
            {"id": "overview", "heading": "概况", "kinds": ["overview", "goals"]},
            {"id": "money", "heading": "资金", "kinds": ["funds_used"], "patterns": ["funds_used"], "needs": ["funds.as_of"]},
        ]},
        {"id": "heading_only", "heading": "问题", "kinds": ["problems"], "patterns": []},
    ],
    "needs": {"overview": ["project.content", "report.unit"], "goals": ["goals.overall", "report.unit"], "funds_used": ["funds.payments"]},
}  # fmt: skip


def pack(**changes: Any) -> Pack:
    return Pack.model_validate(SMALL | changes)


def refusal(**changes: Any) -> str:
    with pytest.raises(ValidationError) as raised:
        pack(**changes)
    return str(raised.value)


def nested(depth: int) -> list[dict[str, Any]]:
    return [{"id": f"s{depth}", "heading": "标题", "children": nested(depth - 1)}] if depth else []


def test_headings_are_numbered_by_level_and_place() -> None:
    assert [(one.level, one.heading) for one in pack().placed()] == [
        (1, "一、基本情况"), (2, "（一）概况"), (2, "（二）资金"), (1, "二、问题"),
    ]  # fmt: skip
    assert [one.heading for one in pack(sections=nested(4)).placed()] == [
        "一、标题",
        "（一）标题",
        "1.标题",
        "（1）标题",
    ]


def test_a_section_needs_its_own_list_or_that_of_its_kinds() -> None:
    """A heading without text of its own needs nothing."""
    assert pack().needed() == {
        "overview": ("project.content", "report.unit", "goals.overall"),
        "money": ("funds.as_of",),
    }


def test_a_section_is_told_by_its_own_patterns_or_those_of_its_kinds() -> None:
    assert {one.section.id: patterns_of(one.section) for one in pack().placed()} == {
        "basics": (), "overview": ("overview", "goals"), "money": ("funds_used",), "heading_only": (),
    }  # fmt: skip
    assert pack().patterns() == {"overview", "goals", "funds_used"}


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("岚桥县水务局", "我局"),
        ("岚桥县人民医院", "我院"),
        ("岚桥县水务局泵站管理所", "我单位"),
        ("", "我单位"),
    ],
)
def test_what_a_unit_calls_itself_follows_the_end_of_its_name(unit: str, name: str) -> None:
    assert pack(self_names={"局": "我局", "医院": "我院", "": "错"}).self_name(unit) == name


@pytest.mark.parametrize(
    "path",
    ["no.such", "funds.amount", "funds.payments.amount", "report[0].unit", "资金", "", "report.unit.upper"],
)
def test_only_paths_where_a_fact_can_stand(path: str) -> None:
    assert "没有这个事实字段" in refusal(needs={"overview": [path]})
    assert "没有这个事实字段" in refusal(cover={"title": "报告", "lines": [{"label": "x", "fact": path}]})


@pytest.mark.parametrize(
    "path",
    ["funds", "funds.payments", "funds.payments[0].amount", "evaluation.notice.title", "project.content[0]"],
)
def test_groups_lists_and_leaves_can_be_needed(path: str) -> None:
    assert pack(needs={"overview": [path]}).needs["overview"] == (path,)


def test_the_outline_has_at_most_four_levels_and_99_headings_each() -> None:
    assert "最多4级" in refusal(sections=nested(5))
    many = [{"id": f"s{n}", "heading": "标题"} for n in range(99)]
    assert pack(sections=many).placed()[-1].heading == "九十九、标题"
    assert "99" in refusal(sections=[*many, {"id": "last", "heading": "标题"}])


@pytest.mark.parametrize("weights", [{"产出": 50, "效益": 49}, {"产出": 99.99}, {"产出": 101}])
def test_weights_that_do_not_add_up(weights: dict[str, Any]) -> None:
    assert "应为100" in refusal(weights=weights)


@pytest.mark.parametrize(
    "weights",
    [{}, {"产出": 100}, {"产出": 33.3, "效益": 33.3, "满意度": 33.4}, {"产出": "62.5", "过程": 37.5}],
)
def test_weights_add_up_exactly(weights: dict[str, Any]) -> None:
    """As decimals: 33.3 + 33.3 + 33.4 is not 100 in floats."""
    assert sum(pack(weights=weights).weights.values()) == (100 if weights else 0)


def test_a_title_has_only_the_blanks_that_facts_fill() -> None:
    assert "{county}" in refusal(report_title="{county}{year}年报告")
    assert "{单位}" in refusal(cover={"title": "{单位}报告"})
    assert pack(report_title="报告").report_title == "报告"


def test_a_pack_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        pack().title = "别的"  # type: ignore[misc]
