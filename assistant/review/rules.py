"""The reviewer's first rules: small named checks over text and facts, each with a message a clerk understands.

Numbers at the start of docstrings are those of the finance reviewer's 39-point checklist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.facts.derived import Derived, met
from assistant.facts.model import ProjectFacts
from assistant.facts.quantities import number_text
from assistant.review.findings import Finding, Severity


@dataclass(frozen=True)
class Section:
    """A section under review."""

    id: str
    heading: str
    text: str


TextRule = Callable[[Section], Iterator[Finding]]
FactRule = Callable[[ProjectFacts, Mapping[str, Derived]], Iterator[Finding]]

_GAP = re.compile(r"【待补充：([^【】]*+)】")
_CHECK = re.compile(r"【待核实：([^【】]*+)】")
_RESIDUE = re.compile(
    r"〔(?:单位|地名|人名|企业|项目|金额|比率|数量|分值|日期|年份|文号|文件|电话|证号|账号)\d*〕|(?<![Xx×])[Xx×]{2,}+(?=[年月日县市局元])|20[xX]{2}|（参考格式）|\{\{|\}\}"
)
_BRACKETS = re.compile(r"([\u4e00-\u9fff]{1,12})([\[(（【])((?:19|20)\d{2})([\])）】])(\d+号)")
_UNTIL = re.compile(r"截止(?=\d{4}年|\d{1,2}月|目前|年底)")


def review_text(section: Section) -> Iterator[Finding]:
    """Every text rule on one section."""
    for rule in (_placeholders, _residues, _brackets, _until):
        yield from rule(section)


def _found(
    section: Section,
    match: re.Match[str],
    rule: str,
    severity: Severity,
    message: str,
    fix: str | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        severity=severity,
        section=section.id,
        start=match.start(),
        end=match.end(),
        text=match.group(),
        message=message,
        fix=fix,
    )


def _placeholders(section: Section) -> Iterator[Finding]:
    for match in _GAP.finditer(section.text):
        yield _found(
            section, match, "missing_fact", "info", f"缺少“{match.group(1)}”，请补充事实后重新起草或直接填写"
        )
    for match in _CHECK.finditer(section.text):
        yield _found(section, match, "to_verify", "warning", f"请核实：{match.group(1)}")


def _residues(section: Section) -> Iterator[Finding]:
    """34: template placeholders and masked slots left in the text."""
    for match in _RESIDUE.finditer(section.text):
        yield _found(
            section, match, "template_residue", "error", f"“{match.group()}”是模板残留，请改为实际内容"
        )


def _brackets(section: Section) -> Iterator[Finding]:
    """27: the year of a document number stands in 〔〕."""
    for match in _BRACKETS.finditer(section.text):
        fix = f"{match.group(1)}〔{match.group(3)}〕{match.group(5)}"
        yield _found(
            section, match, "document_number_brackets", "warning", "文号中的年份应用六角括号〔〕", fix
        )


def _until(section: Section) -> Iterator[Finding]:
    """21: 截至 is a point in time; 截止 ends something."""
    for match in _UNTIL.finditer(section.text):
        yield _found(section, match, "until", "warning", "表示时间点应写“截至”", "截至")


def review_repetition(sections: list[Section]) -> Iterator[Finding]:
    """33: the same sentence of 15 characters or more stands twice."""
    seen: dict[str, str] = {}
    for section in sections:
        for match in re.finditer(r"[^。！？\n]{15,}", section.text):
            sentence = match.group().strip()
            if sentence in seen:
                where = seen[sentence]
                yield _found(
                    section, match, "repeated_sentence", "warning", f"与“{where}”中的句子重复，请删去一处"
                )
            else:
                seen[sentence] = section.heading


def review_facts(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """Rules that need only the facts; their findings belong to no section."""
    for rule in (_score_sum, _weight_sum, _grade, _execution_score, _money_order, _unearned, _no_reason):
        yield from rule(facts, derived)


def _fact_finding(rule: str, severity: Severity, text: str, message: str) -> Finding:
    return Finding(rule=rule, severity=severity, section="", start=0, end=0, text=text, message=message)


def _score_sum(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """1: Σ scores = declared score, ±0.1."""
    total, declared = derived.get("scores.total"), facts.evaluation.declared_score
    if total and declared is not None and abs(Decimal(total.value) - declared) > Decimal("0.1"):
        shown = number_text(declared)
        yield _fact_finding(
            "score_sum", "error", shown, f"各项得分合计{total.text}，与自评总分{shown}分不一致"
        )


def _weight_sum(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """3: Σ weights = 100."""
    weights = [one.weight for one in facts.indicators]
    if not weights or None in weights or facts.execution_score.weight is None:
        return
    total = sum((weight for weight in weights if weight is not None), facts.execution_score.weight)
    if total != 100:
        yield _fact_finding(
            "weight_sum", "error", number_text(total), f"分值合计{number_text(total)}分，应为100分"
        )


def _grade(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """2: the grade fits the score."""
    grade, earned = facts.evaluation.grade, derived.get("evaluation.grade_by_bands")
    if grade and earned and facts.evaluation.declared_score is not None and grade != earned.value:
        score = number_text(facts.evaluation.declared_score)
        yield _fact_finding(
            "grade", "error", grade, f"自评{score}分对应的等级为“{earned.value}”，填报为“{grade}”"
        )


def _execution_score(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """6: execution score = weight × rate, capped; ±0.1."""
    scored, executed = facts.execution_score, derived.get("funds.execution_rate")
    if scored.weight is None or scored.score is None or executed is None:
        return
    due = (scored.weight * min(Decimal(executed.value), Decimal(100)) / 100).quantize(Decimal("0.01"))
    if abs(due - scored.score) > Decimal("0.1"):
        said = f"预算执行率{executed.text}，按分值{number_text(scored.weight)}分计应得{number_text(due)}分"
        yield _fact_finding(
            "execution_score",
            "warning",
            number_text(scored.score),
            f"{said}，填报{number_text(scored.score)}分",
        )


def _money_order(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """7, 17: budget ≥ arrived ≥ spent."""
    budget, arrived, paid = (
        derived.get(f"funds.{name}") for name in ("year_budget", "arrived_total", "paid_total")
    )
    if budget and arrived and Decimal(arrived.value) > Decimal(budget.value):
        yield _fact_finding(
            "money_order", "error", arrived.text, f"到位资金{arrived.text}大于全年预算{budget.text}"
        )
    if arrived and paid and Decimal(paid.value) > Decimal(arrived.value):
        yield _fact_finding(
            "money_order", "error", paid.text, f"累计支出{paid.text}大于到位资金{arrived.text}"
        )


def _unearned(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """10–12: full marks for an unmet indicator; points lost without a reason on a met one."""
    for one in facts.indicators:
        if one.weight is None or one.score is None:
            continue
        if met(one) is False and one.score == one.weight:
            yield _fact_finding(
                "full_marks_unmet", "error", one.name or "", f"“{one.name}”未达到目标却得满分"
            )
        if met(one) is True and one.score < one.weight and not one.deviation:
            lost = number_text(one.weight - one.score)
            yield _fact_finding(
                "lost_without_reason",
                "warning",
                one.name or "",
                f"“{one.name}”达到目标却扣{lost}分，没有说明理由",
            )


def _no_reason(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Finding]:
    """13: an unmet indicator needs its reason."""
    for one in facts.indicators:
        if met(one) is False and not one.deviation:
            yield _fact_finding(
                "no_deviation_reason", "warning", one.name or "", f"“{one.name}”未达到目标，没有填写偏差原因"
            )
