"""What a text has of any report of the library, by what that report is to it."""

from __future__ import annotations

import pytest

from assistant.facts.model import ProjectFacts
from assistant.library.finding.originals import PastReport
from assistant.review.archive import Archive
from assistant.review.foreign import foreign
from assistant.review.ledger import Ledger
from assistant.review.rules import Section
from tests.review.conftest import NAMES, PACKS, draft_of
from tests.review.past import EARLIER, SISTER, STRANGER, found, past_report


@pytest.fixture(scope="module")
def stranger() -> PastReport:
    return past_report(STRANGER, "砺山2022.md")


def test_a_strangers_unit_is_an_error_with_source_and_fix(stranger, facts, ledger):
    (finding,) = found("由砺山县粮食局组织实施。", [stranger], facts, ledger)
    assert (finding.rule, finding.severity, finding.text, finding.start) == (
        "foreign_identity", "error", "砺山县粮食局", 1,
    )  # fmt: skip
    assert "《砺山2022.md》" in finding.message
    assert finding.fix == "云栖县粮食局"


def test_a_county_is_put_right_a_company_is_not(stranger, facts, ledger):
    *_, finding = found("砺山县审计所位于砺山县。", [stranger], facts, ledger)
    assert (finding.text, finding.fix) == ("砺山县", "云栖县")
    (finding,) = found("购自苍岩仓储工程有限公司。", [stranger], facts, ledger)
    assert finding.fix is None and "资金使用情况" in finding.message


@pytest.mark.parametrize(
    ("text", "rule", "severity", "written"),
    [
        ("砺山粮食局验收了项目。", "foreign_identity", "warning", "砺山粮食局"),
        ("支付苍岩仓储货款。", "foreign_identity", "warning", "苍岩仓储"),
        ("支付苍岩公司货款。", "foreign_identity", "warning", "苍岩公司"),
        ("砺山的仓房已经改造。", "foreign_identity", "warning", "砺山"),
        ("付给苍岩仓贮工程有限公司。", "near_identity", "warning", "苍岩仓贮工程有限公司"),
        ("付给苍岩仓储工程队有限公司。", "near_identity", "warning", "苍岩仓储工程队有限公司"),
        ("累计支付318.47万元。", "foreign_figure", "warning", "318.47万元"),
        ("累计支付3184700元。", "foreign_figure", "warning", "3184700元"),
        ("执行率93.68%。", "foreign_figure", "warning", "93.68%"),
        ("发放补贴7246户。", "foreign_figure", "warning", "7246"),
        ("依据砺财建〔2022〕31号实施。", "foreign_figure", "error", "砺财建〔2022〕31号"),
        ("依据砺财建[2022]31号实施。", "foreign_figure", "error", "砺财建[2022]31号"),
    ],
)
def test_what_is_a_strangers(text, rule, severity, written, stranger, facts, ledger):
    findings = found(text, [stranger], facts, ledger)
    assert [(one.rule, one.severity, one.text) for one in findings] == [(rule, severity, written)]
    assert findings[0].text == text[findings[0].start : findings[0].end]


@pytest.mark.parametrize(
    "text",
    [
        "云栖县粮食局支付和畅建设有限公司240.5万元，依据云财建〔2024〕7号。",
        "全部12座仓房在2022年完成改造，合格率100%，得10分。",
        "截至2022年12月31日没有结余。",
        "云栖县粮贮局组织实施。",
    ],
)
def test_own_and_common_things_are_nobodys(text, stranger, facts, ledger):
    assert found(text, [stranger], facts, ledger) == []


def test_a_copied_problem_is_found_through_spaces_and_lines(stranger, facts, ledger):
    copied = "时不会读取报警曲线，\n  夜班无人值守的三个小时里高温点"
    text = f"本年度{copied}仍有发生。"
    (finding,) = found(text, [stranger], facts, ledger)
    assert (finding.rule, finding.severity) == ("copied_span", "warning")
    assert text[finding.start : finding.end] == copied
    assert "存在的问题" in finding.message and f"有{len(''.join(copied.split()))}个字" in finding.message


def test_last_years_names_and_words_are_the_units_own(facts, ledger):
    earlier = past_report(EARLIER, "上年.md")
    text = "望坪镇的仓房由恒岭机电设备有限公司改造，冬季通风期间三名职工轮流住在库区守着风机开关。"
    assert found(text, [earlier], facts, ledger) == []


@pytest.mark.parametrize("figure", ["164.83万元", "云财建〔2023〕5号", "2023年12月20日"])
def test_last_years_figures_are_not(figure, facts, ledger):
    (finding,) = found(f"款项，{figure}。", [past_report(EARLIER, "上年.md")], facts, ledger)
    assert (finding.rule, finding.severity, finding.text) == ("stale_figure", "warning", figure)
    assert "本单位2023年度报告《上年.md》" in finding.message


def test_the_same_report_in_the_library_is_no_source(facts, ledger):
    same = past_report(EARLIER.replace("2023", "2024"), "本年.md")
    assert same.record.year == facts.report.year
    assert found("支付恒岭机电设备有限公司164.83万元。", [same], facts, ledger) == []


def test_of_the_units_other_projects_places_are_own_but_not_companies(facts, ledger):
    sister = past_report(SISTER, "粮油.md")
    findings = found("望坪镇由丰穗粮油商贸有限公司配送，支付77.26万元。", [sister], facts, ledger)
    assert [one.text for one in findings] == ["丰穗粮油商贸有限公司", "77.26万元"]
    assert all("本单位其他项目的报告" in one.message for one in findings)


def test_what_three_counties_name_is_nobodys(facts, ledger):
    law = "《粮食流通监督检查工作管理办法》"
    reports = [
        past_report(
            STRANGER.replace("《砺山县储备粮仓房改造方案》", law).replace("砺山", place), f"{place}.md"
        )
        for place in ("砺山", "桐荻", "岚禾")
    ]
    text = f"依据{law}实施。"
    assert [one.severity for one in found(text, reports[:2], facts, ledger)] == ["warning"]
    assert found(text, reports, facts, ledger) == []


def test_a_figure_that_many_units_have_is_chance(facts, ledger):
    reports = [
        past_report(STRANGER.replace("砺山", place), f"{place}.md")
        for place in ("砺山", "桐荻", "岚禾", "苇渡")
    ]
    assert found("累计支付318.47万元。", reports, facts, ledger) == []
    (finding,) = found("累计支付318.47万元。", reports[:3], facts, ledger)
    assert "等3份报告" in finding.message


def test_a_figure_of_the_facts_is_own_whoever_has_it(facts: ProjectFacts, ledger: Ledger):
    stranger = past_report(STRANGER.replace("318.47", "240.5"))
    assert found("支付240.5万元。", [stranger], facts, ledger) == []


@pytest.mark.parametrize("name", NAMES[::4])
def test_sound_drafts_have_nothing_of_others(name: str):
    draft = draft_of(name, PACKS[0])
    others = Archive([past_report(STRANGER), past_report(EARLIER), past_report(SISTER)])
    assert foreign(draft.sections, draft.facts, Ledger(draft.facts, draft.derived), others) == []


def test_findings_come_section_by_section_in_reading_order(stranger, facts, ledger):
    sections = [Section("1", "一", "支付318.47万元给砺山县粮食局。"), Section("2", "二", "砺山县。")]
    findings = foreign(sections, facts, ledger, Archive([stranger]))
    assert [(one.section, one.text) for one in findings] == [
        ("1", "318.47万元"),
        ("1", "砺山县粮食局"),
        ("2", "砺山县"),
    ]


def test_an_empty_library_has_nothing(facts, ledger):
    assert found("支付318.47万元给砺山县粮食局。", [], facts, ledger) == []
