"""Expected scores as rules: a declared score that the scoring rules do not give, and the local review scale.

The scale (what a reviewer takes off for missing evidence, hollow results …) is local practice: off unless a pack switches
it on, with its percentages as thresholds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.facts.derived import Derived
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import number_text
from assistant.review.rules.book import RuleBook, default_book
from assistant.review.rules.indicators import category, duplicate
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, of
from assistant.review.score_sheet import Bands, Deduction, ScoreSheet, score_sheet

_SET_WORDS = re.compile(
    r"(?:有所|明显|显著|大幅|持续|不断|进一步|逐步|稳步|有效|切实|较为?|基本|得到|全面|良好|较好|已|均|效果|成效|能力|水平|"
    r"提升|提高|改善|增强|促进|保障|优化|完善|健全|达成|达到|完成|实现|达标|预期|目标|指标|[，。、；的了和])+"
)
_INDEX = re.compile(r"\[(\d+)\]")


def sheet_of(facts: ProjectFacts, derived: Mapping[str, Derived], book: RuleBook | None = None) -> ScoreSheet:
    """The score sheet by a pack's rule book: its bands, and its review scale where that is switched on."""
    book = book or default_book()
    case = Case(facts, derived)
    scale = book.limits("review_scale") if book.on("review_scale") else None
    cuts = tuple(deductions(case, scale)) if scale else ()
    return score_sheet(facts, derived, _bands(book.limits("score_deviates")), cuts)


def _bands(limits: Limits) -> Bands:
    return Bands(limits["upper"], limits["lower"])


def score_deviates(case: Case, limits: Limits) -> Iterator[Fault]:
    """10–12, 6: a declared score that the scoring rules do not give (points lost without a reason are another rule's)."""
    sheet = score_sheet(case.facts, case.derived, _bands(limits))
    for line in sheet.lines:
        full = line.expected == line.weight or line.declared == line.weight
        if full or line.path == "execution_score" or not line.deviates(limits["tolerance"]):
            continue
        yield of(
            f"{line.path}.score",
            line.name,
            f"“{line.name}”填报{number_text(line.declared or 0)}分，按计分规则应得{number_text(line.expected or 0)}分"
            f"（{line.reason}），请按公式重算或说明依据",
        )


def review_scale(case: Case, limits: Limits) -> Iterator[Fault]:
    """What a reviewer may be expected to take off, by the local scale."""
    for cut in deductions(case, limits):
        one = case.facts.indicators[cut.indicator]
        yield of(
            f"indicators[{cut.indicator}]",
            one.name or "",
            f"“{one.name}”{cut.reason}，复核时可能扣{number_text(cut.percent)}%的得分，请补充",
        )


def deductions(case: Case, limits: Limits) -> Iterator[Deduction]:
    """The worst fault of each indicator by the scale; one is enough to take points off."""
    placed = {
        kind: {
            int(found.group(1)) for fault in check(case, limits) if (found := _INDEX.search(fault.path or ""))
        }
        for kind, check in (("duplicate", duplicate), ("mismatch", category))
    }
    for index, one in enumerate(case.facts.indicators):
        kinds = [kind for kind, where in placed.items() if index in where]
        kinds += [kind for kind, told in _weak(one, case) if told]
        if kinds:
            worst = max(kinds, key=lambda kind: limits[kind])
            yield Deduction(index, limits[worst], _REASONS[worst])


def _weak(one: Indicator, case: Case) -> Iterator[tuple[str, bool]]:
    survey = case.facts.satisfaction_survey
    surveyed = bool(survey.sample or survey.returned)
    yield "no_evidence", "满意度" in f"{one.level1}{one.level2}" and not surveyed
    told = one.actual_text or ""
    yield "hollow", one.qualitative and bool(_SET_WORDS.fullmatch(told or "达成"))
    yield "vague", one.qualitative and not re.search(r"\d", told) and len(told) < 12
    yield "loose", one.target is not None and not one.unit
    several = len(re.split("[、；]", one.target_text or "")) > 1
    yield "partial", one.qualitative and several and one.rate is not None and one.rate < 1


_REASONS = {
    "duplicate": "与另一项指标重复",
    "mismatch": "指标归类不对",
    "no_evidence": "没有佐证（满意度无样本）",
    "hollow": "完成情况空洞，没有具体内容",
    "vague": "完成情况模糊，没有数据",
    "loose": "指标值没有计量单位",
    "partial": "多个目标中有个别未完成",
}

RULES = (
    Rule("score_deviates", (12,), "得分按计分规则计算", "facts", score_deviates),
    Rule("review_scale", (12,), "按本地复核尺度预计扣分", "facts", review_scale),
)
