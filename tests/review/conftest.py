"""The corpus as facts with their composed drafts, made once: composing is the slow part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.facts.derived import Derived, derive
from assistant.facts.load import facts_from_text, load_facts
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack, pack_names
from assistant.resources import shipped
from assistant.review.ledger import Ledger
from assistant.review.rules import Section


@dataclass(frozen=True)
class Draft:
    """The sound draft of one facts file in one locality's outline."""

    facts: ProjectFacts
    derived: Mapping[str, Derived]
    sections: tuple[Section, ...]


@cache
def corpus_facts() -> dict[str, ProjectFacts]:
    return {path.stem: load_facts(path) for path in sorted(shipped("corpus").glob("*.yaml"))}


@cache
def draft_of(name: str, pack: str) -> Draft:
    facts = corpus_facts()[name]
    plan = make_plan(facts, load_pack(pack))
    sections = tuple(Section(one.id, one.heading, compose(one).text) for one in plan.sections)
    return Draft(facts, plan.derived, sections)


NAMES = tuple(corpus_facts())
PACKS = tuple(pack_names())

SMALL = """
report: {year: 2024, unit: 云栖县粮食局, unit_short: 县粮食局, region: 云栖县, finance_authority: 云栖县财政局, filled_by: 卢之遥}
project:
  name: 粮库改造项目
  basis: [{title: 关于下达粮库改造资金的通知, number: 云财建〔2024〕7号, issuer: 云栖县财政局, date: 2024-03-05}]
  content: [改造仓房三座, 依据GB18030升级软件]
funds:
  initial_budget: 285.6
  payments: [{payee: 和畅建设有限公司, amount: 240.5, date: 2024-11-20}, {payee: 云栖县仓储服务中心, amount: 12, date: 2024-12-02}]
indicators:
  - {name: 改造仓房数量, op: ">=", target: 3, unit: 座, actual: 3, weight: 30, score: 30}
  - {name: 储粮损耗率, op: "<=", target: 1.5, unit: "%", actual: 1.2, weight: 30, score: 30}
  - {name: 购置测温电缆, op: ">=", target: 120, unit: 根, actual: 96, weight: 20, score: 16, deviation: 到货晚}
  - {name: 售粮农户满意度, op: ">=", target: 90, unit: "%", actual: 86, weight: 10, score: 9.5, deviation: 排队久}
  - {name: 每吨烘干成本, op: "<=", target: 60, unit: 元/吨, actual: 66, weight: 10, score: 9, deviation: 燃料涨价}
"""


@pytest.fixture(scope="session")
def facts() -> ProjectFacts:
    return facts_from_text(SMALL)


@pytest.fixture(scope="session")
def ledger(facts: ProjectFacts) -> Ledger:
    return Ledger(facts, derive(facts))
