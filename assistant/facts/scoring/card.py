"""The scorecard: every row's computed score beside the declared one, and the sums. Writes no declared score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.scoring.attainment import earned
from assistant.facts.scoring.execution import execution
from assistant.facts.scoring.rules import ScoringRules
from assistant.facts.scoring.score import Earned, Score, points_text
from assistant.facts.scoring.weights import EXECUTION, weights


@dataclass(frozen=True)
class Scorecard:
    """The rows in the order of the form, and the declared total (None where it is not filled in)."""

    scores: tuple[Score, ...]
    declared: Decimal | None
    tolerance: Decimal

    @property
    def expected(self) -> Decimal | None:
        """Σ expected scores; None where one of them is not known."""
        return _sum([one.expected for one in self.scores])

    @property
    def low(self) -> Decimal | None:
        """The lowest total that keeps the rules."""
        return _sum([one.low for one in self.scores])

    @property
    def high(self) -> Decimal | None:
        """The highest total that keeps the rules."""
        return _sum([one.high for one in self.scores])

    @property
    def declared_sum(self) -> Decimal | None:
        """Σ declared scores of the rows that count; None where one is not filled in."""
        return _sum([one.declared for one in self.scores if one.applicable or one.declared is not None])


def scorecard(
    facts: ProjectFacts, derived: Mapping[str, Derived], rules: ScoringRules | None = None
) -> Scorecard:
    """The scores that the rules give for these facts; `derived` as from `derive(facts)`."""
    rules = rules or ScoringRules()
    scores = tuple(_scores(facts, derived, rules))
    return Scorecard(scores, facts.evaluation.declared_score, rules.tolerance)


def computed(card: Scorecard) -> Mapping[str, Derived]:
    """The computed scores as derived values, traceable like any other: `indicators[1].computed_score`, `scores.computed`."""
    found = {}
    for one in card.scores:
        if one.expected is None:
            continue
        name = f"{one.path}.computed_score"
        text = points_text(one.expected)
        found[name] = Derived(name, f"{one.title}测算得分", one.expected, text, one.inputs, one.reason)
    if card.expected is not None:
        name, inputs = "scores.computed", tuple(found)
        text = points_text(card.expected)
        found[name] = Derived(name, "测算总分", card.expected, text, inputs, "Σ各项测算得分")
    return found


def _scores(facts: ProjectFacts, derived: Mapping[str, Derived], rules: ScoringRules) -> Iterator[Score]:
    weighed = weights(facts, rules)
    if EXECUTION in weighed:
        weight, planned = weighed[EXECUTION], facts.execution_score.weight
        result = _no_weight() if weight is None else execution(weight, derived, rules)
        yield _score(
            EXECUTION, "预算执行率", planned, weight, facts.execution_score.score, result, result.leaves
        )
    for index, one in enumerate(facts.indicators):
        path = f"indicators[{index}]"
        weight, title = weighed[path], one.name or f"第{index + 1}项指标"
        if one.inapplicable:
            yield _left_out(path, title, one.weight, weight, one.score, one.inapplicable, rules)
            continue
        result = _no_weight() if weight is None else earned(one, weight, rules)
        inputs = tuple(f"{path}.{leaf}" for leaf in result.leaves)
        yield _score(path, title, one.weight, weight, one.score, result, inputs)


def _no_weight() -> Earned:
    return Earned.unknown("没有填写分值，无法计算得分")


def _score(
    path: str,
    title: str,
    planned: Decimal | None,
    weight: Decimal | None,
    declared: Decimal | None,
    result: Earned,
    inputs: Sequence[str],
) -> Score:
    reason = result.reason
    if planned is not None and weight is not None and planned != weight:
        reason = f"不适用指标的分值分摊后，分值由{points_text(planned)}变为{points_text(weight)}；{reason}"
    used = (f"{path}.weight", *inputs) if result.leaves else ()
    known = (result.expected, result.low, result.high)
    return Score(path, title, planned, weight, declared, *known, reason, result.formula, used)


def _left_out(
    path: str,
    title: str,
    planned: Decimal | None,
    weight: Decimal | None,
    declared: Decimal | None,
    why: str,
    rules: ScoringRules,
) -> Score:
    """An inapplicable indicator: full marks, or nothing because its weight went to the others."""
    told = f"不适用（{why}）"
    inputs = (f"{path}.weight", f"{path}.inapplicable")
    if weight is None:
        return Score(
            path, title, planned, None, declared, None, None, None, f"{told}，没有填写分值", applicable=False
        )
    if weight and rules.inapplicable != "full":  # nobody could take its weight
        reason = f"{told}，没有可以分摊分值的指标，无法计算得分"
        return Score(path, title, planned, weight, declared, None, None, None, reason, applicable=False)
    ending = (
        f"按满分{points_text(weight)}计" if rules.inapplicable == "full" else "不计分，分值由其他指标分摊"
    )
    known = (weight, weight, weight)
    return Score(path, title, planned, weight, declared, *known, f"{told}，{ending}", "", inputs, False)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None
