"""Loading facts: every fault gives exactly one message, and nothing in the file's format can change a value."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from assistant.errors import AssistantError, FactProblem, FactsError, InputError
from assistant.facts.load import MAX_BYTES, facts_from_text, facts_from_tree, load_facts
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves
from tests.samples import full_facts, full_tree, small_tree
from tests.strategies import facts_trees

HEAD = "report: {year: 2024, unit: 岚桥县水务局}\nproject: {name: 泵站改造}\n"


def problems(tree: Any) -> list[FactProblem]:
    with pytest.raises(FactsError) as raised:
        facts_from_tree(tree)
    return raised.value.problems


def problems_in(text: str, **options: Any) -> list[FactProblem]:
    with pytest.raises(FactsError) as raised:
        facts_from_text(text, **options)
    return raised.value.problems


def refusal(text: str, **options: Any) -> str:
    with pytest.raises(InputError) as raised:
        facts_from_text(text, **options)
    assert not isinstance(raised.value, FactsError)
    return str(raised.value)


def plant(tree: dict[str, Any], *steps: str | int, value: Any) -> None:
    target: Any = tree
    for step in steps[:-1]:
        target = target[step] if isinstance(step, int) else target.setdefault(step, {})
    target[steps[-1]] = value


FAULTS: dict[str, tuple[tuple[str | int, ...], Any, str, str, str]] = {
    # name: where it is planted, what, the path and the Chinese title of the message, and a word of it
    "year in words": (("report", "year"), "二〇二四", "report.year", "评价年度", "应为数字"),
    "year before 2000": (("report", "year"), 1999, "report.year", "评价年度", "四位年份"),
    "unit left blank": (("report", "unit"), "  ", "report.unit", "单位全称", "必须填写"),
    "unknown field": (("report", "unit_shrot"), "岚桥", "report.unit_shrot", "unit_shrot", "是否想写 unit_short（单位简称）"),
    "unknown group": (("fund",), {}, "fund", "fund", "是否想写 funds（资金）"),
    "nothing like it": (("report", "qqq"), "x", "report.qqq", "qqq", "可用的有：year、unit、"),
    "unknown type": (("project", "type"), "太空", "project.type", "项目类型", "construction（工程建设）"),
    "unknown source": (("funds", "arrivals", 1, "source"), "村", "funds.arrivals[1].source", "第2项资金来源", "下列之一"),
    "no such day": (("report", "filled_on"), "2025-02-30", "report.filled_on", "填报日期", "没有这一天"),
    "not a date": (("funds", "as_of"), "去年底", "funds.as_of", "支出数据截止日期", "应为日期"),
    "amount with unit": (("funds", "initial_budget"), "640万元", "funds.initial_budget", "年初预算数", "不带单位"),
    "amount with comma": (("funds", "payments", 0, "amount"), "3,310", "funds.payments[0].amount", "第1项支付金额", "逗号"),
    "negative amount": (("funds", "adjusted_budget"), -3, "funds.adjusted_budget", "全年预算数", "不能为负"),
    "not finite": (("funds", "initial_budget"), "NaN", "funds.initial_budget", "年初预算数", "有限"),
    "too large": (("funds", "initial_budget"), "1e999999", "funds.initial_budget", "年初预算数", "合理范围"),
    "too fine": (("funds", "initial_budget"), "1e-400", "funds.initial_budget", "年初预算数", "合理范围"),
    "a truth value": (("funds", "initial_budget"), True, "funds.initial_budget", "年初预算数", "应为数字"),
    "a float": (("funds", "initial_budget"), 0.1, "funds.initial_budget", "年初预算数", "应为数字"),
    "operator": (("indicators", 0, "op"), "大于", "indicators[0].op", "第1项指标方向", ">=、<= 或 ="),
    "score above weight": (("indicators", 1, "score"), 11, "indicators[1].score", "第2项指标得分", "不能高于分值（10分）"),
    "fraction": (("indicators", 6, "rate"), 85, "indicators[6].rate", "第7项完成程度（定性）", "0到1"),
    "points": (("evaluation", "declared_score"), "100.01", "evaluation.declared_score", "自评总分", "0到100"),
    "grade": (("evaluation", "grade"), "特优", "evaluation.grade", "自评等级", "优、良、中、差"),
    "execution score": (("execution_score", "score"), 11, "execution_score.score", "预算执行率得分", "不能高于分值"),
    "half a person": (("evaluation", "team", "size"), "5.5", "evaluation.team.size", "自评小组人数", "整数"),
    "more returned than sent": (
        ("satisfaction_survey", "returned"), 321, "satisfaction_survey.returned", "收回有效问卷数", "320份",
    ),
    "end before start": (
        ("project", "period", "actual_end"), "2024-03-10", "project.period.actual_end", "实际完成日期", "2024-03-11",
    ),
    "list as text": (("project", "content"), "改造", "project.content", "主要内容", "应为列表"),
    "too many items": (("experience",), ["做法"] * 501, "experience", "主要经验及做法", "最多500项"),
    "empty item": (("project", "content", 1), None, "project.content[1]", "第2项主要内容", "不能为空"),
    "group as text": (("project", "period"), "全年", "project.period", "实施期", "应为一组字段"),
    "group as list": (("application",), ["公开"], "application", "结果应用和公开", "应为一组字段"),
    "item as text": (("indicators", 2), "合格率", "indicators[2]", "第3项绩效指标", "应为一组字段"),
    "text as list": (("goals", "overall"), ["改造"], "goals.overall", "总体目标", "应为一段文字"),
    "too long": (("goals", "overall"), "长" * 4001, "goals.overall", "总体目标", "4001字"),
    "invisible only": (("goals", "overall"), "\u200b\ue000", "goals.overall", "总体目标", "不能为空"),
    "repeated id": (("indicators", 3, "id"), "n1", "indicators", "绩效指标", "指标编号重复：n1"),
    "bytes": (("goals", "overall"), b"abc", "goals.overall", "总体目标", "应为一段文字"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_gives_exactly_one_message(name: str) -> None:
    at, value, path, title, words = FAULTS[name]
    tree = full_tree()
    plant(tree, *at, value=value)
    found = problems(tree)
    assert [(one.path, one.title) for one in found] == [(path, title)]
    assert words in found[0].message


def test_limits_belong_to_what_they_allow() -> None:
    """Work of one day, full marks and every questionnaire returned are no faults."""
    tree = full_tree()
    tree["project"]["period"] = dict.fromkeys(
        ("planned_start", "planned_end", "actual_start", "actual_end"), "2024-03-11"
    )
    tree["satisfaction_survey"]["returned"] = tree["satisfaction_survey"]["sample"]
    tree["execution_score"]["score"] = tree["execution_score"]["weight"]
    tree["evaluation"]["declared_score"] = 100
    tree["experience"] = ["做法"] * 500
    tree["goals"]["overall"] = "长" * 4000
    tree["funds"]["initial_budget"] = "999999999999.9999999999"
    assert facts_from_tree(tree).goals.overall == "长" * 4000


TEN = (
    "year before 2000", "unknown field", "unknown type", "no such day", "amount with unit", "score above weight",
    "operator", "grade", "empty item", "repeated id",
)  # fmt: skip


def test_ten_faults_give_ten_messages() -> None:
    tree = full_tree()
    for name in TEN:
        plant(tree, *FAULTS[name][0], value=FAULTS[name][1])
    found = problems(tree)
    assert sorted(one.path for one in found) == sorted(FAULTS[name][2] for name in TEN)
    with pytest.raises(FactsError, match=r"有 10 处问题[\s\S]*10\. ") as raised:
        facts_from_tree(tree, source="岚桥.yaml")
    assert raised.value.source == "岚桥.yaml"


@pytest.mark.parametrize(("wrong", "right"), [("yaer", "year"), ("units", "unit")])
def test_a_misspelt_required_field_is_one_fault(wrong: str, right: str) -> None:
    tree = full_tree()
    tree["report"][wrong] = tree["report"].pop(right)
    assert [one.path for one in problems(tree)] == [f"report.{wrong}"]
    assert f"是否想写 {right}" in problems(tree)[0].message


def test_a_misspelt_required_group_is_one_fault() -> None:
    tree = full_tree()
    tree["projct"] = tree.pop("project")
    assert [one.path for one in problems(tree)] == ["projct"]


def test_what_is_required_is_asked_for_by_its_chinese_title() -> None:
    assert [(one.path, one.title) for one in problems({})] == [
        ("report", "填报信息"),
        ("project", "项目信息"),
    ]
    found = problems({"report": {}, "project": {}})
    assert [one.title for one in found] == ["评价年度", "单位全称", "项目名称"]
    assert {one.message for one in found} == {"必须填写"}


def test_everything_else_is_optional() -> None:
    facts = facts_from_tree(small_tree())
    assert dict(leaves(facts)) == {
        "report.year": 2024,
        "report.unit": "岚桥县水务局",
        "project.name": "岚桥县泵站改造项目",
    }


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000"])
def test_a_blank_field_counts_as_not_given(blank: Any) -> None:
    tree = small_tree() | {"funds": {"initial_budget": blank, "balance_handling": blank}, "problems": blank}
    assert facts_from_tree(tree) == facts_from_tree(small_tree())


@pytest.mark.parametrize("tree", [None, [], "x", 3, [{"report": 1}]])
def test_facts_must_be_fields(tree: Any) -> None:
    (found,) = problems(tree)
    assert "report、project" in found.message


def test_a_message_never_shows_what_a_terminal_would_obey() -> None:
    tree = full_tree()
    tree["report"]["year"] = "\ud800\x1b[31m\n红"
    assert problems(tree)[0].value == "[31m 红"
    str(problems(tree)[0]).encode()


# --- what a YAML file can do to a value ---------------------------------------------------------------------------------


def leaf(yaml_value: str, field: str = "funds.balance_handling") -> Any:
    group, name = field.split(".")
    return getattr(getattr(facts_from_text(f"{HEAD}{group}:\n  {name}: {yaml_value}\n"), group), name)


@pytest.mark.parametrize(
    "written",
    ["0123", "0755", "+8613800000000", "12:30", "1:30.5", "yes", "no", "on", "Off", "true", "2024-01-20", "2024-02-30",
     "0x1F", "1_000", ".inf", ".NaN", "1e5", "12345678901234567890", "=", "岚财〔2024〕1号", "～"],
)  # fmt: skip
def test_text_stays_as_it_was_written(written: str) -> None:
    assert leaf(written) == written


@pytest.mark.parametrize(
    "written", ["0.1", "285.600", "9265.353442", "100000.01", "1e2", "３０.５", "'12.30'", "1_000.5"]
)
def test_an_amount_is_the_exact_decimal(written: str) -> None:
    amount = leaf(written, "funds.initial_budget")
    assert isinstance(amount, Decimal)
    assert amount == Decimal(written.strip("'").replace("_", ""))


@pytest.mark.parametrize("written", ["-0", "0", "0.00", "0e9999"])
def test_there_is_one_zero(written: str) -> None:
    amount = leaf(written, "funds.initial_budget")
    assert (amount, amount.is_signed()) == (0, False)


@pytest.mark.parametrize(
    "written", ["yes", "true", ".inf", "-.inf", ".nan", "0x1F", "0b11", "1:30", "2024-01-20", "~a"]
)
def test_what_is_no_number_is_a_fault_of_the_field(written: str) -> None:
    with pytest.raises(FactsError) as raised:
        leaf(written, "funds.initial_budget")
    assert [one.path for one in raised.value.problems] == ["funds.initial_budget"]
    assert raised.value.problems[0].value == written


def test_a_thousands_comma_never_cuts_an_amount() -> None:
    """In braces YAML reads 1,500 as the amount 1 and a field called 500."""
    found = problems_in(HEAD + "funds: {initial_budget: 1,500, payments: [{amount: 2,000, payee: 岚筑公司}]}")
    assert {one.path for one in found} == {"funds.500", "funds.payments[0].000"}
    assert all("千位逗号" in one.message for one in found)


@pytest.mark.parametrize("op", [">=", "<=", "=", "≥", "≤", "==", "＝"])
def test_operators_in_the_forms_people_type(op: str) -> None:
    facts = facts_from_text(f'{HEAD}indicators: [{{op: "{op}"}}]')
    assert facts.indicators[0].op in (">=", "<=", "=")


def test_a_bare_equals_sign_is_an_operator_too() -> None:
    assert facts_from_text(HEAD + "indicators: [{op: =}]").indicators[0].op == "="


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x [1]\nb: *x", ("第2行", "锚点")),
        ("a: 1\na: 2", ("第2行", "a 写了两次")),
        (HEAD + "funds:\n  as_of: 2024-01-01\n  as_of: 2024-01-02", ("第5行", "as_of 写了两次")),
        ("? [a]\n: 1", ("第1行", "字段名应为文字")),
        ("? {a: 1}\n: 1", ("第1行", "字段名应为文字")),
        ("~: 1", ("第1行", "字段名应为文字")),
        (HEAD + "funds:\n\tas_of: 2024-01-01", ("第4行", "Tab")),
        ("report: {year: 2024", ("第", "行", "格式有误")),
        ("report: year: 2024", ("第1行", "格式有误")),
        (HEAD + "indicators: [{op: >=}]", ("第3行", ">=、<= 要加引号")),
        ("a: !!python/object/apply:os.system [ls]", ("第1行", "格式有误")),
        ("a: !!python/name:os.system ''", ("第1行", "格式有误")),
        ("a: {<<: {b: 1}}", ("第1行", "格式有误")),
        ("a: 1\n--- \nb: 2", ("第2行", "格式有误")),
        ("a: '\x00'", ("不是合法的YAML", "乱码")),
        ("[" * 5000, ("不是合法的YAML", "嵌套过深")),
        ("{a: " * 5000, ("不是合法的YAML", "嵌套过深")),
    ],
)
def test_a_broken_yaml_says_where(text: str, words: tuple[str, ...]) -> None:
    message = refusal(text, source="岚桥.yaml")
    assert all(word in message for word in ("岚桥.yaml", *words)), message
    assert "python" not in message


def test_a_billion_laughs_are_refused_before_they_grow() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    assert "锚点" in refusal(f"l0: &l0 [哈]\n{levels}")


@pytest.mark.parametrize("nested", ["[" * 30 + "]" * 30, "{a: " * 30 + "1" + "}" * 30])
def test_deep_nesting_is_one_fault(nested: str) -> None:
    (found,) = problems_in(HEAD + f"other: {nested}")
    assert found.message == "嵌套过深"


@pytest.mark.parametrize("tagged", ["!!binary aGk=", "!!set {a, b}", "!!omap [a: 1]"])
def test_other_yaml_types_are_no_text(tagged: str) -> None:
    with pytest.raises(FactsError) as raised:
        leaf(tagged)
    assert [one.message for one in raised.value.problems] == ["应为一段文字"]


# --- JSON ---------------------------------------------------------------------------------------------------------------


def in_json(**more: str) -> str:
    fields = "".join(f', "{name}": {value}' for name, value in more.items())
    return (
        f'{{"report": {{"year": 2024, "unit": "岚桥县水务局"}}, "project": {{"name": "泵站改造"}}{fields}}}'
    )


def test_json_figures_are_exact() -> None:
    facts = facts_from_text(
        in_json(funds='{"initial_budget": 0.1, "adjusted_budget": 1e2}'), json_format=True
    )
    assert (facts.funds.initial_budget, facts.funds.adjusted_budget) == (Decimal("0.1"), Decimal(100))


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e99999", "true"])
def test_json_without_a_real_number_is_a_fault_of_the_field(written: str) -> None:
    found = problems_in(in_json(funds=f'{{"initial_budget": {written}}}'), json_format=True)
    assert [one.path for one in found] == ["funds.initial_budget"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"report": {"year": 2023, "year": 2024}}', ("year 写了两次",)),
        ('{"report": 1,\n "project": }', ("第2行第", "不是合法的JSON")),
        ("", ("第1行", "不是合法的JSON")),
        ("[" * 100_000, ("不是合法的JSON", "嵌套过深")),
        ('{"a":' * 100_000, ("不是合法的JSON", "嵌套过深")),
        ('{"a": ' + "9" * 5000 + "}", ("不是合法的JSON", "超长数字")),
    ],
)
def test_a_broken_json_says_so(text: str, words: tuple[str, ...]) -> None:
    message = refusal(text, json_format=True)
    assert all(word in message for word in words), message


# --- files --------------------------------------------------------------------------------------------------------------


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("name", ["facts.yaml", "facts.yml", "facts.json", "FACTS.JSON"])
def test_the_same_facts_from_yaml_and_json(tmp_path: Path, name: str, bom: bytes) -> None:
    dump = json.dumps if name.lower().endswith("json") else yaml.safe_dump
    assert load_facts(written(tmp_path, name, bom + dump(full_tree()).encode())) == full_facts()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("report: {unit: 岚桥县水务局}".encode("gb18030"), "不是UTF-8"),
        (b"PK\x03\x04\xff\xfe", "不是UTF-8"),
        (b"\xff\xfe" + "report: 1".encode("utf-16-le"), "不是UTF-8"),
        (b"#" * (MAX_BYTES + 1), "过大"),
        (b"", "应以 report、project"),
        (b"\n# nothing\n", "应以 report、project"),
        ("- 岚桥\n".encode(), "应以 report、project"),
    ],
)
def test_a_file_that_cannot_be_facts(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as raised:
        load_facts(written(tmp_path, "岚桥.yaml", content))
    assert "岚桥.yaml" in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        load_facts(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="文件夹"):
        load_facts(tmp_path)


# --- laws ---------------------------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts_trees())
def test_facts_written_out_are_the_same_facts_again(tree: dict[str, Any]) -> None:
    """Cleaning text happens once: what was loaded, loaded again, changes no more."""
    facts = facts_from_tree(tree)
    assert facts_from_tree(facts.model_dump(mode="python", exclude_none=True)) == facts
    assert facts_from_text(facts.model_dump_json(exclude_none=True), json_format=True) == facts


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts_trees())
def test_no_text_of_the_facts_can_break_a_line_or_forge_a_mark(tree: dict[str, Any]) -> None:
    for path, value in leaves(facts_from_tree(tree)):
        if isinstance(value, str):
            assert len(value.splitlines()) == 1, path
            assert not any("\ue000" <= c <= "\uf8ff" or c in "\t\u200b\u00ad\ufffe" for c in value), path


def test_every_refusal_is_an_error_for_the_user() -> None:
    assert issubclass(FactsError, InputError)
    assert issubclass(InputError, AssistantError)


def test_facts_cannot_be_changed_afterwards() -> None:
    facts: ProjectFacts = full_facts()
    with pytest.raises(ValueError, match="frozen"):
        facts.report.unit = "别的单位"  # type: ignore[misc]
