"""Formulas of a reader: sums and differences that a report may state though no form asks for them.

What a payee got in all, what a source gave in all, the points that the execution rate lost, the full marks. Values as in facts/derived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.facts.derived import Derived
from assistant.facts.model import FUND_SOURCES, ProjectFacts
from assistant.facts.quantities import amount_text, number_text


def formulas(facts: ProjectFacts) -> Mapping[str, Derived]:
    """Every such value that the facts allow, by name."""
    return {one.name: one for one in (*_sums(facts), *_lost(facts), *_full(facts), *_counts(facts))}


def _sums(facts: ProjectFacts) -> Iterator[Derived]:
    """Sums over several payments to one payee, and over several arrivals from one source."""
    paid = [(one.payee, one.amount) for one in facts.funds.payments]
    came = [(FUND_SOURCES.get(one.source or ""), one.amount) for one in facts.funds.arrivals]
    for group, leaf, title, items in (
        ("funds.payments", "paid_to", "支付{}合计", paid),
        ("funds.arrivals", "arrived_from", "{}到位合计", came),
    ):
        for party in dict.fromkeys(name for name, _ in items if name):
            own = [(index, amount) for index, (name, amount) in enumerate(items) if name == party]
            amounts = [amount for _, amount in own if amount is not None]
            if len(own) > 1 and len(amounts) == len(own):
                total = sum(amounts, Decimal(0))
                inputs = tuple(f"{group}[{index}].amount" for index, _ in own)
                name = f"funds.{leaf}.{party}"
                yield Derived(name, title.format(party), total, amount_text(total), inputs, "Σ金额")


def _lost(facts: ProjectFacts) -> Iterator[Derived]:
    weight, score = facts.execution_score.weight, facts.execution_score.score
    if weight is not None and score is not None and score < weight:
        lost = weight - score
        inputs = ("execution_score.weight", "execution_score.score")
        yield Derived(
            "execution_score.lost", "预算执行率扣分", lost, f"{number_text(lost)}分", inputs, "分值－得分"
        )


def _full(facts: ProjectFacts) -> Iterator[Derived]:
    """The full marks, where every indicator has its own."""
    weights = [one.weight for one in facts.indicators if one.weight is not None]
    if weights and len(weights) == len(facts.indicators):
        total = sum(weights, facts.execution_score.weight or Decimal(0))
        inputs = tuple(f"indicators[{index}].weight" for index in range(len(weights)))
        yield Derived(
            "scores.full", "满分", total, f"{number_text(total)}分", inputs, "Σ指标分值＋预算执行率分值"
        )


def _counts(facts: ProjectFacts) -> Iterator[Derived]:
    payments = facts.funds.payments
    if payments:
        inputs = tuple(f"funds.payments[{index}].amount" for index in range(len(payments)))
        yield Derived(
            "funds.payments_count", "支付笔数", len(payments), f"{len(payments)}笔", inputs, "逐笔计数"
        )
