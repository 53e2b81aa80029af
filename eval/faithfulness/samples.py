"""What is asked in a run: the facts, their plan, and which of its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from assistant.drafting.plan import Plan, SectionPlan, make_plan
from assistant.facts.load import load_facts
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.review.ledger import Ledger

# Ten fields and sizes; a name is a file of the sample corpus.
FACTS = (
    "2022-culture-lijiang-wh",
    "2022-roads-mochuan",
    "2022-school-sanzhong",
    "2020-agriculture-baichuan",
    "2020-school-chengxi",
    "2022-culture-tonglan",
    "2023-police-wuye",
    "2021-hospital-yuanxiu",
    "2024-market-wangchao",
    "2021-environment-lanzhouhj",
)
PACK = "yunnan"
SECTIONS = 4

# The product's own limit when the runs began; set here, so that a run does not change its sections with the product.
_WORTH_ASKING = 25

Item = TypeVar("Item")


@dataclass(frozen=True)
class Case:
    """One facts file by one pack. `name` is the file's, without its ending."""

    name: str
    plan: Plan = field(repr=False)
    ledger: Ledger = field(repr=False)

    def section(self, id: str) -> SectionPlan:
        """The section's plan. Raises `ValueError` where the pack has no such section."""
        for section in self.plan.sections:
            if section.id == id:
                return section
        raise ValueError(f"{self.name}: {self.plan.pack.id} has no section {id} any more")


def load_case(facts: str, pack: str) -> Case:
    """A case from a sample's name or the path of a facts file."""
    path = Path(facts) if facts.endswith((".yaml", ".yml", ".json")) else shipped("corpus") / f"{facts}.yaml"
    plan = make_plan(load_facts(path), load_pack(pack))
    return Case(path.stem, plan, Ledger(plan.facts, plan.derived))


def chosen(case: Case, number: int) -> list[SectionPlan]:
    """The sections to ask for: `number` of those that a model has something to word in, from the first to the last."""
    return spread([one for one in case.plan.sections if _facts_in(one) >= _WORTH_ASKING], number)


def _facts_in(section: SectionPlan) -> int:
    """Characters of points that hold facts."""
    return sum(len(point.text) for point in section.points if point.paths)


def spread(items: Sequence[Item], number: int) -> list[Item]:
    """`number` of the items at even distances, the first and the last among them; all where there are no more."""
    if len(items) <= number:
        return list(items)
    if number == 1:
        return [items[0]]
    return [items[round(at * (len(items) - 1) / (number - 1))] for at in range(number)]
