from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.library.structure.corrections import FIELDS, Correction, corrected
from assistant.library.structure.tree import SectionTree, grow
from assistant.outline.kinds import Kind

TEXT = """青溪县水利局2023年东干渠清淤项目支出绩效自评报告
一、基本情况
（一）项目概况
清淤十二公里。
二、甲乙丙
（一）丁戊
从略。
（二）资金使用情况
支付十万元。
三、存在的问题
（一）验收偏晚
资料不全。
"""


def kinds(tree: SectionTree, id: str) -> list[str]:
    return [kind.value for kind in next(one for one in tree.sections if one.id == id).kinds]


@pytest.fixture
def tree() -> SectionTree:
    return grow(TEXT)


class TestKinds:
    def test_a_persons_kinds_are_certain(self, tree: SectionTree) -> None:
        made = corrected(tree, Correction().with_kinds(tree, "2", ["outputs", Kind.BENEFITS]))
        section = next(one for one in made.sections if one.id == "2")
        assert section.kinds == (Kind.OUTPUTS, Kind.BENEFITS)
        assert (section.confidence, section.told_by) == (1.0, "person")

    def test_what_inherits_follows_and_what_has_its_own_words_stays(self, tree: SectionTree) -> None:
        made = corrected(tree, Correction().with_kinds(tree, "2", ["outputs"]))
        assert kinds(made, "2.1") == ["outputs"]
        assert kinds(made, "2.2") == ["funds_used"]
        assert kinds(made, "3.1") == ["problems"]

    def test_a_list_of_problems_that_is_corrected_takes_its_items_along(self, tree: SectionTree) -> None:
        made = corrected(tree, Correction().with_kinds(tree, "3", ["measures"]))
        assert kinds(made, "3.1") == ["measures"]

    def test_chinese_names_do_too(self, tree: SectionTree) -> None:
        correction = Correction().with_kinds(tree, "2", ["效益"])
        assert kinds(corrected(tree, correction), "2") == ["benefits"]

    def test_the_last_correction_of_a_section_counts_and_no_kinds_take_it_back(
        self, tree: SectionTree
    ) -> None:
        twice = Correction().with_kinds(tree, "2", ["outputs"]).with_kinds(tree, "2", ["goals"])
        assert kinds(corrected(tree, twice), "2") == ["goals"]
        assert twice.with_kinds(tree, "2", []).is_empty

    def test_the_heading_is_still_known_as_matter_of_the_text(self, tree: SectionTree) -> None:
        made = corrected(tree, Correction().with_kinds(tree, "3.1", ["measures"]))
        section = next(one for one in made.sections if one.id == "3.1")
        assert section.is_matter
        assert not next(one for one in made.sections if one.id == "3").is_matter

    def test_a_section_without_heading_can_be_corrected(self) -> None:
        found = grow("截至12月31日累计支出96.5万元。\n发放问卷200份，收回186份。\n")
        made = corrected(found, Correction().with_kinds(found, "2", ["other"]))
        assert [kinds(made, id) for id in ("1", "2")] == [["funds_used"], ["other"]]
        assert made.uncertain() == found.uncertain()[:1]


class TestAChangedFile:
    def test_numbers_brackets_and_order_may_change(self, tree: SectionTree) -> None:
        correction = Correction().with_kinds(tree, "2.1", ["goals"])
        changed = TEXT.replace("二、", "四．").replace("（一）丁戊", "（3) 丁 戊").replace("从略", "另附")
        made = corrected(grow("序言一句。\n" + changed), correction)
        section = next(one for one in made.sections if "丁" in one.heading)
        assert section.kinds == (Kind.GOALS,)

    def test_the_heading_above_may_be_reworded(self, tree: SectionTree) -> None:
        correction = Correction().with_kinds(tree, "2.1", ["goals"])
        assert kinds(corrected(grow(TEXT.replace("甲乙丙", "庚辛")), correction), "2.1") == ["goals"]

    def test_of_two_of_one_name_the_right_one_is_meant(self) -> None:
        text = "一、甲乙\n从略。\n二、甲乙\n从略。\n"
        correction = Correction().with_kinds(grow(text), "2", ["goals"])
        made = corrected(grow(text + "三、其他\n无。\n"), correction)
        assert [kinds(made, id) for id in ("1", "2")] == [["other"], ["goals"]]

    def test_a_section_that_is_gone_is_left_out(self, tree: SectionTree) -> None:
        correction = Correction().with_kinds(tree, "2.1", ["goals"])
        assert corrected(grow("一、项目概况\n清淤。\n"), correction).sections[0].kinds == (Kind.OVERVIEW,)


class TestFields:
    def test_what_is_corrected_stands_for_what_was_read(self, tree: SectionTree) -> None:
        correction = (
            Correction()
            .with_field("title", "另一标题")
            .with_field("unit", "白梅市水务局")
            .with_field("year", "2022")
            .with_field("project", "智慧灌区平台")
        )
        found = corrected(tree, correction).profile
        assert (found.title, found.unit, found.year) == ("另一标题", "白梅市水务局", 2022)
        assert found.region == "白梅市"
        assert (found.projects[0], found.project_type) == ("智慧灌区平台", "informatization")

    def test_a_region_and_a_type_given_are_kept(self, tree: SectionTree) -> None:
        correction = Correction().with_field("region", "西岭县").with_field("project_type", "购买服务")
        found = corrected(tree, correction.with_field("project", "智慧灌区平台")).profile
        assert (found.region, found.project_type) == ("西岭县", "service")

    def test_an_empty_value_takes_the_correction_back(self) -> None:
        assert Correction().with_field("unit", "白梅市水务局").with_field("unit", " ").is_empty

    def test_nothing_corrected_is_the_same_tree(self, tree: SectionTree) -> None:
        assert corrected(tree, Correction()) is tree


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("act", "message", "hint"),
        [
            (lambda one, tree: one.with_kinds(tree, "2.9", ["goals"]), "没有“2.9”这个章节编号", "2.2"),
            (lambda one, tree: one.with_kinds(tree, "2", ["goal"]), "没有“goal”这个章节类型", "绩效目标"),
            (lambda one, tree: one.with_kinds(tree, "2", ["火星"]), "没有“火星”这个章节类型", "overview"),
            (lambda one, tree: one.with_field("units", "某局"), "没有“units”这个可改的项目", "单位"),
            (lambda one, tree: one.with_field("year", "去年"), "年度应为四位数字", "2023"),
            (lambda one, tree: one.with_field("year", "1066"), "年度太小", "重新"),
            (lambda one, tree: one.with_field("project_type", "工程"), "没有“工程”这个项目类型", "工程建设"),
            (lambda one, tree: one.with_field("unit", "某" * 201), "单位过长", "重新"),
        ],
    )
    def test_is_named_with_what_is_nearest(
        self, tree: SectionTree, act: object, message: str, hint: str
    ) -> None:
        assert callable(act)
        with pytest.raises(InputError) as refused:
            act(Correction(), tree)
        assert message in refused.value.message
        assert hint in refused.value.hint

    @pytest.mark.parametrize(
        "stored",
        [
            "",
            "[]",
            '{"colour": "red"}',
            '{"year": "2023"}',
            '{"year": 20}',
            '{"project_type": "castle"}',
            '{"sections": [{"at": {"heading": "甲"}, "kinds": []}]}',
            '{"sections": [{"at": {"heading": "甲"}, "kinds": ["goal"]}]}',
            '{"sections": [{"at": {"heading": "甲", "nth": 0}, "kinds": ["goals"]}]}',
            '{"sections": [{"kinds": ["goals"]}]}',
        ],
    )
    def test_a_stored_correction_that_is_broken(self, stored: str) -> None:
        with pytest.raises(InputError, match=r"更正记录有误|没有“castle”"):
            Correction.from_json(stored)


TEXTS = st.one_of(st.none(), st.text(min_size=1, max_size=30).filter(lambda one: bool(one.strip())))


@given(
    TEXTS, TEXTS, st.one_of(st.none(), st.integers(1990, 2100)), st.lists(st.sampled_from(Kind), max_size=4)
)
def test_what_is_stored_reads_back(
    title: str | None, unit: str | None, year: int | None, chosen: list[Kind]
) -> None:
    correction = Correction().with_field("title", title).with_field("unit", unit).with_field("year", year)
    correction = correction.with_kinds(grow(TEXT), "2.1", chosen)
    stored = correction.to_json()
    assert Correction.from_json(stored) == correction
    assert correction.is_empty == (stored == "{}")
    assert set(json.loads(stored)) <= {*FIELDS, "sections"}
