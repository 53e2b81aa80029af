"""Deviations → suggestions: each worded by its pattern (prompts/advice), every figure traced to the facts.

A pattern gives lines of five sorts: 标题, 事实, 影响, 原因, 措施. What the unit itself declared about the matter comes
before what the pattern says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import jinja2

from assistant.advice.deviations import Deviation, Signal, Thresholds, find_deviations, points_lost
from assistant.advice.followup import follow_ups
from assistant.advice.problems import SPEAKS_OF, report_problems
from assistant.advice.suggestion import (
    Advice,
    NoPrecedents,
    Precedents,
    ShownDeviation,
    Suggestion,
    Wanted,
    distinct_measures,
    merged,
    statement,
)
from assistant.drafting.marks import Scribe, Source
from assistant.drafting.patterns import environment
from assistant.drafting.plan import Point
from assistant.drafting.views import Gap, derived_view, view, written
from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import steps, value_at
from assistant.facts.quantities import number_text
from assistant.outline.pack import Pack
from assistant.resources import shipped

_IN_UNITS = re.compile(r"indicators\[\d+\]\.(?:target|actual)")
_SORTS = {"标题": "title", "事实": "facts", "影响": "effects", "原因": "causes", "措施": "measures"}
# Told in one suggestion with the first of its kind: one cause, one cure.
_WITH = {
    Signal.LARGE_CARRYOVER: Signal.LOW_EXECUTION,
    Signal.FUNDS_SHORT: Signal.LOW_EXECUTION,
    Signal.GOAL_NOT_ADJUSTED: Signal.BUDGET_MISMATCH,
    Signal.FULL_MARKS: Signal.GENEROUS_SCORE,
    Signal.GENEROUS_SCORE: Signal.GENEROUS_SCORE,
    Signal.MISPLACED_INDICATOR: Signal.MISPLACED_INDICATOR,
    Signal.WRONG_DIRECTION: Signal.WRONG_DIRECTION,
    Signal.UNMEASURABLE: Signal.UNMEASURABLE,
}


@dataclass
class Wording:
    """What a pattern says of one deviation, sort by sort."""

    title: list[Point] = field(default_factory=list)
    facts: list[Point] = field(default_factory=list)
    effects: list[Point] = field(default_factory=list)
    causes: list[Point] = field(default_factory=list)
    measures: list[Point] = field(default_factory=list)


def thresholds_of(pack: Pack) -> Thresholds:
    """Where deviations begin in this locality."""
    limits = pack.limits
    return Thresholds(
        limits.execution_rate,
        limits.overshoot,
        limits.qualitative,
        limits.carryover,
        limits.contract_days,
        limits.procurement,
        satisfaction=limits.satisfaction,
    )


def suggest(
    facts: ProjectFacts,
    pack: Pack,
    earned: Mapping[str, Decimal] | None = None,
    precedents: Precedents | None = None,
    last: ProjectFacts | None = None,
) -> Advice:
    """What the facts show and what to do about it. `earned` are the scores that the rules give, by path. No deviation,
    no suggestion.
    """
    derived = dict(pack.derived(facts))
    deviations = find_deviations(facts, derived, thresholds_of(pack), earned)
    declared = _declared(facts, deviations)
    teller = _Teller(facts, derived, earned or {})
    told = [teller.suggestion(one, declared.get(one)) for one in deviations]
    joined = _joined(facts, deviations, told)
    joined.sort(key=lambda one: -one.points_lost)
    signals = {one.id: one.signal for one in deviations}
    wanted = [
        Wanted(f"{one.title} {one.evidence}"[:120], SPEAKS_OF.get(signals[one.deviation], ""))
        for one in joined
    ]
    for one, found in zip(joined, (precedents or NoPrecedents()).for_problems(wanted, facts), strict=True):
        one.precedents = found
    previous = follow_ups(last, _deviations(last, pack), facts, deviations) if last else []
    return Advice(
        deviations=[_shown(one, facts, derived) for one in deviations], suggestions=joined, previous=previous
    )


def _deviations(facts: ProjectFacts, pack: Pack) -> list[Deviation]:
    derived = pack.derived(facts)
    return find_deviations(facts, derived, thresholds_of(pack))


def _declared(facts: ProjectFacts, deviations: Sequence[Deviation]) -> dict[Deviation, int]:
    """Which problem of the facts speaks of which deviation: one that proves it, or one about the same matter."""
    of = {
        deviation: told.declared
        for told in report_problems(facts, deviations)
        if told.declared is not None
        for deviation in told.deviations
    }
    for deviation in deviations:
        proving = [steps(path)[1] for path in deviation.facts if path.startswith("problems[")]
        if proving and isinstance(proving[0], int):
            of[deviation] = proving[0]
    return of


def _joined(
    facts: ProjectFacts, deviations: Sequence[Deviation], told: Sequence[Suggestion]
) -> list[Suggestion]:
    """Suggestions with those merged that belong together."""
    out: dict[str, Suggestion] = {}
    leaders: dict[Signal | tuple[str, int], str] = {}
    judged: dict[str, set[str]] = {}
    for deviation, one in zip(deviations, told, strict=True):
        # Deviations that the same declared problem speaks of are one problem too.
        own = ("declared", one.declared) if one.declared is not None else None
        with_what = Signal.DELAY if _late(deviation, facts) else _WITH.get(deviation.signal)
        leader = (own and leaders.get(own)) or (with_what and leaders.get(with_what))
        rows = {path.rpartition(".")[0] for path in deviation.facts if path.startswith("indicators[")}
        if leader and rows and rows <= judged[leader]:
            # The same indicators once more: their figures are told and their points are counted.
            out[leader] = out[leader].model_copy(
                update={"deviations": [*out[leader].deviations, *one.deviations]}
            )
            continue
        if leader:
            out[leader] = merged(out[leader], one)
            judged[leader] |= rows
            continue
        out[one.id] = one
        judged[one.id] = rows
        leaders.setdefault(deviation.signal, one.id)
        if own:
            leaders[own] = one.id
    return list(out.values())


def _late(deviation: Deviation, facts: ProjectFacts) -> bool:
    """Whether it is an indicator of time that was missed: the delay once more."""
    unmet = deviation.signal is Signal.UNMET and deviation.index is not None
    return unmet and "时效" in (facts.indicators[deviation.index or 0].level2 or "")


def _shown(deviation: Deviation, facts: ProjectFacts, derived: Mapping[str, Derived]) -> ShownDeviation:
    values: dict[str, str] = {}
    for path in deviation.facts:
        if path in derived:
            values[path] = derived[path].text
        elif (value := value_at(facts, path)) is not None:
            unit = value_at(facts, path.rpartition(".")[0] + ".unit") if _IN_UNITS.fullmatch(path) else None
            values[path] = written(value, path) + (unit or "")
    return ShownDeviation(
        id=deviation.id, signal=deviation.signal.value, facts=list(deviation.facts), values=values
    )


class _Teller:
    """Words the deviations of one project."""

    def __init__(
        self, facts: ProjectFacts, derived: Mapping[str, Derived], earned: Mapping[str, Decimal]
    ) -> None:
        self._facts, self._derived, self._earned = facts, derived, earned

    def suggestion(self, deviation: Deviation, declared: int | None) -> Suggestion:
        """The suggestion for one deviation; `declared` is the problem in the facts that speaks of it."""
        said = self.wording(deviation)
        own = self._facts.problems[declared] if declared is not None else None
        title = (own and own.title) or _text(said.title)
        effect = (own and own.consequence) or _text(said.effects)
        # A unit that gave the figures itself is not told them twice.
        evidence = "" if own and any(char.isdigit() for char in effect) else _text(said.facts)
        points = [*said.title, *said.facts, *said.effects, *said.causes, *said.measures]
        missing = dict.fromkeys(span.source.path for p in points for span in p.spans if span.source.missing)
        return Suggestion(
            id=f"s_{deviation.id}",
            deviation=deviation.id,
            problem=statement(title, evidence, effect),
            cause=(own and own.cause) or _text(said.causes),
            measures=_measures(own.measures if own else (), [point.text for point in said.measures]),
            title=title,
            evidence=evidence,
            consequence=effect,
            deviations=[deviation.id],
            points_lost=points_lost(self._facts, deviation),
            declared=declared,
            paths=list(dict.fromkeys(path for point in points for path in point.paths)),
            missing=list(missing),
        )

    def wording(self, deviation: Deviation) -> Wording:
        """What the deviation's pattern says."""
        scribe = Scribe()
        rendered = (
            _environment()
            .get_template(f"{deviation.signal.value}.j2")
            .render(self._context(deviation, scribe))
        )
        said = Wording()
        for line in filter(None, map(str.strip, rendered.split("\n"))):
            sort, _, text = line.partition("：")
            clean, spans = scribe.read(text)
            if clean:
                getattr(said, _SORTS[sort]).append(Point(clean.rstrip("。"), spans))
        return said

    def _context(self, deviation: Deviation, scribe: Scribe) -> dict[str, Any]:
        facts = view(self._facts, "", scribe)
        indicator = facts.indicators[deviation.index] if deviation.index is not None else None
        shown = {"signal": deviation.signal.value, "indicator": indicator, "facts": deviation.facts}
        return {
            "facts": facts,
            "d": lambda name: derived_view(self._derived.get(name), name, scribe),
            "gap": lambda path, title="": Gap(path, scribe, title),
            "verify": lambda what: f"【待核实：{what}】",
            "dev": shown,
            "one": {"said": None, "deviations": [shown]},
            "ind": indicator,
            "told_elsewhere": False,
            "told": self._told(deviation, scribe),
            "output_levels": _output_levels(facts),
            "lacking": self._lacking(),
            "direction": self._direction(deviation),
            **self._marks(deviation, scribe),
        }

    def _told(self, deviation: Deviation, scribe: Scribe) -> str:
        """The facts' own words that show the deviation, each once."""
        texts: dict[str, str] = {}
        for path in deviation.facts:
            value = value_at(self._facts, path)
            if isinstance(value, str):
                texts.setdefault(written(value, path), path)
        return "；".join(scribe.mark(text, Source(path)) for text, path in texts.items())

    def _lacking(self) -> str:
        words = ("质量", "成本")
        levels = "".join(f"{one.level1}{one.level2}" for one in self._facts.indicators)
        return "和".join(f"{word}指标" for word in words if word not in levels)

    def _direction(self, deviation: Deviation) -> str:
        given = self._facts.indicators[deviation.index].op if deviation.index is not None else None
        return {">=": "不低于", "<=": "不高于", "=": "等于"}.get(given or "", "")

    def _marks(self, deviation: Deviation, scribe: Scribe) -> dict[str, str]:
        """What is scored, its weight, its score, and the score that the rules give."""
        if deviation.signal is not Signal.GENEROUS_SCORE:
            return {}
        path, weight_path = deviation.facts[:2]
        indicator = self._facts.indicators[deviation.index] if deviation.index is not None else None
        subject = (
            scribe.mark(indicator.name, Source(f"indicators[{deviation.index}].name"))
            if indicator and indicator.name
            else ""
        )

        def points(value: Any, source: str) -> str:
            return (
                scribe.mark(f"{number_text(Decimal(value))}分", Source(source)) if value is not None else ""
            )

        return {
            "subject": subject or ("预算执行率" if indicator is None else "该指标"),
            "weight": points(value_at(self._facts, weight_path), weight_path),
            "score": points(value_at(self._facts, path), path),
            "earned": points(self._earned.get(path), f"{path}.by_rule"),
        }


def _output_levels(facts: Any) -> list[Any]:
    """The second levels of the output indicators, each once."""
    outputs = [one.level2 for one in facts.indicators if "产出" in one.level1.text and one.level2]
    return list({leaf.text: leaf for leaf in outputs}.values())


def _measures(own: Sequence[str], advised: Sequence[str]) -> list[str]:
    """The unit's own measures in its words, then those advised that say something else."""
    more = [one for one in advised if not any(one in told or told in one for told in own)]
    return [*dict.fromkeys(own), *distinct_measures(more)]


def _text(points: Sequence[Point]) -> str:
    return "，".join(point.text for point in points)


@cache
def _environment() -> jinja2.Environment:
    """The environment of the section patterns, with those of advice in front."""
    prompts = shipped("prompts")
    loader = jinja2.FileSystemLoader([prompts / "advice", prompts / "plan"])
    return environment().overlay(loader=loader)
