"""The rule book: at which level each rule speaks, and its thresholds, as the locality pack says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from assistant.outline.pack import GradeBand, Pack, Ruling
from assistant.outline.packs import DEFAULT_PACK, load_pack
from assistant.review.findings import Finding
from assistant.review.rules.rule import Rule


@dataclass(frozen=True)
class RuleBook:
    """The rulings by rule id, and the bands that grades are given by."""

    rulings: Mapping[str, Ruling]
    bands: tuple[GradeBand, ...] = ()

    @classmethod
    def of(cls, pack: Pack) -> RuleBook:
        """The pack's rulings; a rule that it does not name keeps the shipped one."""
        return cls(_with_weights({**_shipped(), **pack.rules}, pack), pack.bands)

    def limits(self, rule: str) -> Mapping[str, Decimal]:
        """The thresholds of a rule."""
        return self.rulings[rule].limits

    def on(self, rule: str) -> bool:
        """Whether the pack leaves a rule switched on."""
        return self.rulings[rule].level != "off"

    def apply(self, rules: Sequence[Rule], subject: Any) -> Iterator[Finding]:
        """The findings of several rules on one subject (a section, a paper or a case)."""
        for rule in rules:
            yield from self._findings(rule, subject)

    def _findings(self, rule: Rule, subject: Any) -> Iterator[Finding]:
        ruling = self.rulings[rule.id]
        if ruling.level == "off":
            return
        for fault in rule.check(subject, ruling.limits):
            yield Finding(
                rule=rule.id,
                severity=ruling.level,
                section=fault.section,
                start=fault.start,
                end=fault.end,
                text=fault.text,
                message=fault.message,
                fix=fault.fix,
                path=fault.path,
            )


def _shipped() -> Mapping[str, Ruling]:
    return default_book().rulings


@cache
def default_book() -> RuleBook:
    """The rule book of the default pack."""
    pack = load_pack(DEFAULT_PACK)
    return RuleBook(_with_weights(pack.rules, pack), pack.bands)


def _with_weights(rulings: Mapping[str, Ruling], pack: Pack) -> Mapping[str, Ruling]:
    """The pack's weights by 一级 are the thresholds of the rule that checks them: they are written once."""
    ruling = rulings["level_weights"]
    return {**rulings, "level_weights": ruling.model_copy(update={"limits": pack.weights})}
