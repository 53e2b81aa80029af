"""Fixes: each that is offered cures its finding and brings no error; what none can cure says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.editing.proposal import accepted
from assistant.editing.sheet import Sheet
from assistant.errors import NotThere
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import value_at
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.workspace.fixes.bench import bench_of, beyond, counted, key_of
from assistant.workspace.fixes.fix import Edit, edited
from assistant.workspace.fixes.proposing import of_words
from assistant.workspace.fixing import Fix, Fixing, finding_id, fixes_of
from tests.samples import full_facts, full_tree
from tests.workspace.composed import PACK, changed, sheet_of, spoilt

PACKED = load_pack(PACK)
FACTS = full_facts()
SHEET = sheet_of(FACTS)

# Where, what stands there, what is made of it, the rule that finds it, the fix that is offered first, what it writes.
SPOILT = [
    ("overview", "640万元", "641万元", "contradicted", "replace", "640万元"),
    ("overview", "89.75%", "98.75%", "contradicted", "replace", "89.75%"),
    ("score", "等级为“优”", "等级为“差”", "grade_stated", "replace", "优"),
    ("score", "，等级为“优”", "", "grade_missing", "replace", "自评得分94.78分，等级为“优”"),
    ("score", "等级为“优”", "等级为“优秀”", "grade_word", "replace", "优"),
    ("score", "得分94.78分", "得分90分", "score_parts", "replace", "自评得分94.78分"),
    ("purpose", "岚财绩〔2025〕4号", "岚财绩[2025]4号", "document_number_brackets", "replace", "岚财绩〔2025〕4号"),
    (
        "overview", "《关于下达2024年卫生健康专项资金的通知》（岚财社〔2024〕18号）",
        "《关于下达2024年卫生健康专项资金的通知（岚财社〔2024〕18号）》", "number_inside_title", "replace",
        "《关于下达2024年卫生健康专项资金的通知》（岚财社〔2024〕18号）",
    ),
    (
        "overview", "《关于下达2024年卫生健康专项资金的通知》", "关于下达2024年卫生健康专项资金的通知", "untitled_document",
        "replace", "《关于下达2024年卫生健康专项资金的通知》",
    ),
    ("overview", "截至2024年", "截止2024年", "until", "replace", "截至"),
    ("overview", "2024年3月5日", "2024年03月05日", "date_form", "replace", "2024年3月5日"),
    ("overview", "岚桥县人民医院急诊楼改造项目", "岚桥县人民医院急诊改造项目", "misspelt_name", "replace", "岚桥县人民医院急诊楼改造项目"),
    ("benefits", "评定为“明显提升”", "评定\n为“明显提升”", "broken_line", "replace", ""),
    ("suggestions", "（一）针对", "(一)针对", "numbering_mark", "replace", "（一）"),
    ("suggestions", "（三）针对", "（四）针对", "number_jump", "renumber", "三"),
    ("other", "改造期间", "今年，改造期间", "relative_year", "year-2024", "2024年"),
    ("other", "原用途。", "原用途。（参考格式）", "template_residue", "drop", ""),
    ("other", "原用途。", "原用途。经办人联系电话：13812345678。", "filler", "drop", ""),
    ("other", "原用途。", "原用途。补贴对象身份证号为110101199003074258。", "personal_data", "drop", ""),
    ("other", "改造期间", "（改造期间", "unpaired_bracket", "drop", ""),
    (
        "goals", "更换急救设备46台。", "更换急救设备46台。项目总体目标是改造急诊楼，缩短急诊患者等候时间，提升急救能力。",
        "repeated_sentence", "drop", "",
    ),
    ("score", "（扣0.7分）。", "（扣0.7分）。项目综合得分90分。", "score_conflict", "replace", "综合得分94.78分"),
    ("problems", "仅为89.75%", "仅为98.75%", "rate_conflict", "replace", "预算执行率仅为89.75%"),
    ("overview", "89.75%", "98.75%", "rate_arithmetic", "replace", "预算执行率89.75%"),
    (
        "benefits", "1.25个百分点。", "1.25个百分点。患者满意度从上年的90%提高到91.25%，提高1.25%。", "percentage_points",
        "replace", "1.25个百分点",
    ),
    ("process", "衡准工程监理有限公司", "青川监理咨询有限公司", "untraced_name", "sentence", None),
    ("overview", "62.767万元。", "62.767万元。项目资金已全部支付完毕。", "all_spent", "strike", ""),
    ("benefits", "1.25个百分点。", "1.25个百分点。各项指标完成情况无偏差。", "none_deviation", "strike", ""),
    ("outputs", "少3台，原因", "超过目标，原因", "false_claim", "sentence", None),
    ("other", "原用途。", "原用途。项目由岚川县第一医院承担。", "untraced_name", "strike", ""),
    ("outputs", "成本为549.733万元", "成本为549.733元", "unit_scale", "replace", "549.733万元"),
]  # fmt: skip


def found(sheet: Sheet, rule: str, facts: ProjectFacts = FACTS) -> tuple[Fixing, Finding]:
    fixing = Fixing(facts, PACKED, sheet)
    before = bench_of(FACTS, PACKED, SHEET).findings
    new = beyond(bench_of(facts, PACKED, sheet).findings, before)
    return fixing, next(one for one in new if one.rule == rule)


def mending(fixing: Fixing, finding: Finding) -> list[Fix]:
    return [one for one in fixing.offered(finding) if one.way in ("text", "fact")]


def assert_cured(facts: ProjectFacts, sheet: Sheet, fixing: Fixing, finding: Finding, fix: Fix) -> Sheet:
    done = fixing.propose(finding_id(finding), fix.id)
    after = accepted(sheet, done.proposal)
    before = bench_of(facts, PACKED, sheet).findings
    now = bench_of(done.facts or facts, PACKED, after).findings
    assert counted(now).get(key_of(finding), 0) < counted(before)[key_of(finding)], fix
    assert not [one for one in beyond(now, before) if one.severity == "error"], fix
    return after


@pytest.mark.parametrize(
    ("section", "old", "new", "rule", "first", "writes"), SPOILT, ids=[one[3] for one in SPOILT]
)
def test_every_offered_fix_cures_its_finding_and_brings_no_error(
    section, old, new, rule, first, writes
) -> None:
    sheet = spoilt(SHEET, section, old, new)
    fixing, finding = found(sheet, rule)
    offered = mending(fixing, finding)
    assert offered[0].id == first
    if writes is not None:
        assert offered[0].edits[0].after == writes
    for fix in offered:
        assert fix.label and not fix.label.isascii()
        assert_cured(FACTS, sheet, fixing, finding, fix)


@pytest.mark.parametrize(
    ("values", "rule", "path", "value"),
    [
        ({"evaluation.declared_score": "90"}, "score_sum", "evaluation.declared_score", "94.78"),
        ({"evaluation.grade": "中"}, "grade", "evaluation.grade", "优"),
        ({"execution_score.score": "5"}, "execution_score", "execution_score.score", "8.98"),
        ({"indicators.1.score": "2"}, "score_deviates", "indicators[1].score", None),
        ({"indicators.1.score": "10"}, "full_marks_unmet", "indicators[1].score", None),
        ({"indicators.4.op": ">="}, "indicator_direction", "indicators[4].op", "<="),
        ({"funds.payments.0.amount": "3310700"}, "amount_scale", "funds.payments[0].amount", "331.07"),
    ],
)
def test_a_fault_of_the_facts_is_cured_in_the_facts(values, rule, path, value) -> None:
    facts = facts_from_tree(changed(full_tree(), values))
    sheet = sheet_of(facts)
    fixing, finding = found(sheet, rule, facts)
    (fix,) = mending(fixing, finding)
    assert fix.way == "fact"
    assert fix.changes[0].path == path
    after = fixing.propose(finding_id(finding), fix.id).facts
    assert after is not None
    if value is not None:
        assert str(value_at(after, path)) == value
    assert_cured(facts, sheet, fixing, finding, fix)


def test_a_score_brings_total_and_grade_with_it() -> None:
    values = {"indicators.0.score": "1", "evaluation.declared_score": "94.78", "evaluation.grade": "优"}
    facts = facts_from_tree(changed(full_tree(), values))
    fixing, finding = found(sheet_of(facts), "score_sum", facts)
    (fix,) = mending(fixing, finding)
    assert [one.path for one in fix.changes] == ["evaluation.declared_score", "evaluation.grade"]


def test_where_the_text_is_right_the_form_is_changed_and_the_report_follows() -> None:
    sheet = spoilt(SHEET, "process", "571.9万元", "572万元")
    fixing, finding = found(sheet, "contradicted")
    fact = next(one for one in mending(fixing, finding) if one.way == "fact")
    done = fixing.propose(finding_id(finding), fact.id)
    assert done.facts is not None
    assert str(done.facts.management.procurement.contract_amount) == "572"
    assert done.proposal.fact is not None
    assert done.proposal.fact.before == "571.9万元"
    assert "572万元" in accepted(sheet, done.proposal).leaf("process").text


def test_a_change_of_facts_that_would_spoil_the_report_is_not_offered() -> None:
    # 30% of a target that is also another's: the change would make the other place wrong.
    sheet = spoilt(SHEET, "overview", "549.733万元", "700万元")
    fixing, finding = found(sheet, "contradicted")
    assert [one.id for one in mending(fixing, finding) if one.way == "fact"] == []


def test_one_click_is_enough_where_the_text_is_brought_to_the_facts() -> None:
    sheet = spoilt(SHEET, "process", "571.9万元", "572万元")
    fixing, finding = found(sheet, "contradicted")
    sure = {fix.id: fixing.propose(finding_id(finding), fix.id).sure for fix in mending(fixing, finding)}
    assert sure == {"replace": True, "fact": False, "mark": True}


def test_what_takes_a_fact_out_of_the_text_wants_confirming() -> None:
    assert not of_words(bench_of(FACTS, PACKED, SHEET), {"goals": ""}, "删去").sure


def test_the_same_slip_is_mended_everywhere_at_once() -> None:
    sheet = spoilt(SHEET, "overview", "截至2024年", "截止2024年")
    sheet = spoilt(sheet, "other", "改造期间", "截止2024年12月31日，改造期间")
    fixing, finding = found(sheet, "until")
    every = next(one for one in mending(fixing, finding) if one.id == "all")
    after = assert_cured(FACTS, sheet, fixing, finding, every)
    assert "截止" not in after.leaf("overview").text + after.leaf("other").text


def test_slogans_lose_their_set_phrases() -> None:
    slogans = "我院进一步加强现场管理。要求施工单位切实落实安全责任。各科室不断改进配合工作。"
    sheet = SHEET.with_texts({"process": f"{slogans}\n{SHEET.leaf('process').text.partition(chr(10))[2]}"})
    fixing, finding = found(sheet, "hollow_words")
    (shorten,) = mending(fixing, finding)
    after = assert_cured(FACTS, sheet, fixing, finding, shorten)
    assert after.leaf("process").text.startswith("我院加强现场管理。要求施工单位落实安全责任。")


def test_a_doubtful_name_is_marked_with_all_its_words() -> None:
    sheet = spoilt(SHEET, "overview", "岚桥县卫生健康局", "青川县卫生健康局")
    fixing = Fixing(FACTS, PACKED, sheet)
    place = next(
        one
        for one in bench_of(FACTS, PACKED, sheet).findings
        if one.rule == "untraced_name" and one.text == "青川县"
    )
    mark = next(one for one in fixing.offered(place) if one.id == "mark")
    after = assert_cured(FACTS, sheet, fixing, place, mark)
    assert "【待核实：青川县卫生健康局】" in after.leaf("overview").text


def test_an_indicator_that_is_left_out_is_told_where_it_belongs() -> None:
    facts = FACTS
    text = SHEET.leaf("outputs").text
    told = text[text.index("成本方面") :]
    sheet = spoilt(SHEET, "outputs", told, "")
    sheet = sheet.with_texts(
        {leaf.id: leaf.text.replace("和项目总成本", "").replace("项目总成本", "") for leaf in sheet.leaves}
    )
    fixing, finding = found(sheet, "omitted_indicator")
    (say,) = mending(fixing, finding)
    after = assert_cured(facts, sheet, fixing, finding, say)
    assert after.leaf("outputs").text.endswith(told)


@pytest.mark.parametrize(
    ("section", "old", "new", "rule"),
    [("other", "原用途。", "原用途。本件为机密★一年。", "secrecy_mark")],
)
def test_what_no_edit_can_cure_leads_to_its_place_and_to_a_model(section, old, new, rule) -> None:
    fixing, finding = found(spoilt(SHEET, section, old, new), rule)
    assert [
        one.way for one in fixing.offered(finding) if one.id not in ("section", "paragraph", "sentence")
    ] == [
        "go",
        "model",
    ]


def test_what_is_to_be_filled_in_is_left_to_the_todo_list() -> None:
    fixing = Fixing(FACTS, PACKED, SHEET)
    gap = next(one for one in bench_of(FACTS, PACKED, SHEET).findings if one.rule == "missing_fact")
    assert [one.way for one in fixing.offered(gap)] == ["go"]


def test_a_missing_fact_leads_to_its_field() -> None:
    fixing = Fixing(FACTS, PACKED, SHEET)
    lacking = next(one for one in bench_of(FACTS, PACKED, SHEET).findings if one.rule == "no_measure")
    (field,) = fixing.offered(lacking)
    assert (field.way, field.field, field.label) == ("field", lacking.path, "去填报表修改")


def test_a_finding_that_only_the_archive_knows_is_cured_with_its_words() -> None:
    sheet = spoilt(SHEET, "other", "改造期间的", "按照云溪乡模式，改造期间的")
    text = sheet.leaf("other").text
    start = text.index("云溪乡")
    known = [one for one in bench_of(FACTS, PACKED, sheet).findings if one.text == "云溪乡"]
    foreign = Finding(
        rule="foreign_identity",
        severity="error",
        section="other",
        start=start,
        end=start + 3,
        text="云溪乡",
        message="“云溪乡”出自往年报告《某县报告》，请删去或改为本项目的名称",
    )
    fixing = Fixing(FACTS, PACKED, sheet, [*known, foreign])
    mark = next(one for one in fixing.offered(foreign) if one.id == "mark")
    after = accepted(sheet, fixing.propose(finding_id(foreign), mark.id).proposal)
    assert "【待核实：云溪乡】" in after.leaf("other").text
    model = next(one for one in fixing.offered(foreign) if one.way == "model")
    assert "某县报告" not in model.instruction, "another report's name must not reach a prompt"


@pytest.mark.parametrize("fix", ["nonsense", "", "go", "section' OR 1=1", "\x00"])
def test_an_unknown_fix_is_refused(fix) -> None:
    fixing, finding = found(spoilt(SHEET, "overview", "640万元", "641万元"), "contradicted")
    with pytest.raises(NotThere):
        fixing.propose(finding_id(finding), fix)


def test_a_finding_that_is_gone_is_refused() -> None:
    _, finding = found(spoilt(SHEET, "overview", "640万元", "641万元"), "contradicted")
    with pytest.raises(NotThere, match="检查结果"):
        Fixing(FACTS, PACKED, SHEET).propose(finding_id(finding), "replace")


def test_nothing_is_offered_for_a_place_that_is_not_there() -> None:
    stray = Finding(
        rule="until",
        severity="info",
        section="overview",
        start=9000,
        end=9002,
        text="截止",
        message="m",
        fix="截至",
    )
    gone = stray.model_copy(update={"section": "nowhere"})
    fixing = Fixing(FACTS, PACKED, SHEET, [stray, gone])
    assert mending(fixing, stray) == []
    assert mending(fixing, gone) == []


def test_fixes_of_one_finding() -> None:
    sheet = spoilt(SHEET, "overview", "截至2024年", "截止2024年")
    _, finding = found(sheet, "until")
    assert fixes_of(finding, sheet, FACTS, PACKED)[0].label == "改为“截至”"


def test_ids_tell_findings_apart() -> None:
    one = Finding(rule="until", severity="info", section="a", start=0, end=2, text="截止", message="m")
    others = [
        one.model_copy(update=change)
        for change in ({"start": 1}, {"rule": "x"}, {"text": "截"}, {"path": "p"})
    ]
    assert len({finding_id(each) for each in (one, *others)}) == 5
    assert finding_id(one) == finding_id(one.model_copy())


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.text(max_size=5)), max_size=5),
)
def test_edits_touch_only_their_spans(text, wanted) -> None:
    edits, at = [], 0
    for gap, size, after in wanted:
        start = min(at + gap, len(text))
        at = min(start + size, len(text))
        edits.append(Edit("a", start, at, after))
    expected = text
    for one in reversed(edits):
        expected = expected[: one.start] + one.after + expected[one.end :]
    assert edited(text, edits) == expected
