"""Small projects of invented units for batches: a tree with the figures that a unit's report adds up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from assistant.batch.unit.member import Member
from assistant.batch.unit.told import told_of
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack

UNIT = "岚桥县水务局"


def tree(name: str, budget: Any = 120, paid: Any = (60, "30.5"), **more: Any) -> dict[str, Any]:
    """A project with a budget, payments, one met and one unmet indicator, a score and a problem."""
    made: dict[str, Any] = {
        "report": {"year": 2024, "unit": UNIT, "filled_on": "2025-03-18"},
        "project": {"name": name},
        "funds": {"payments": [{"payee": "岚筑建设有限公司", "amount": one} for one in paid]},
        "indicators": [
            {"name": "更换水泵数量", "op": ">=", "target": 6, "unit": "台", "actual": 6, "weight": 50, "score": 50},
            {"name": "按期完工率", "op": "=", "target": 100, "unit": "%", "actual": 80, "weight": 40, "score": 32,
             "deviation": "汛期停工", "measure": "调整工期"},
        ],
        "execution_score": {"weight": 10, "score": 9},
        "evaluation": {"declared_score": 91, "grade": "优"},
        "problems": [{"title": f"{name}工程进度滞后", "cause": "汛期停工", "measures": ["按周调度进度"]}],
    }  # fmt: skip
    if budget is not None:
        made["funds"]["initial_budget"] = budget
    return made | more


def facts(name: str, budget: Any = 120, paid: Any = (60, "30.5"), **more: Any) -> ProjectFacts:
    """The facts of `tree`."""
    return facts_from_tree(tree(name, budget, paid, **more))


def save(folder: Path, *trees: dict[str, Any]) -> Path:
    """Facts files named after their projects, in a folder that is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in trees:
        name = one["project"]["name"]
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(plain(one), allow_unicode=True), encoding="utf-8")
    return folder


def plain(value: Any) -> Any:
    """Decimals as text, which YAML files hold too."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def member(given: ProjectFacts, number: int = 0, amounts: frozenset[Decimal] | None = None) -> Member:
    """A project of a unit; by default its draft names its budget and payments."""
    pack = load_pack("national")
    derived = pack.derived(given)
    named = {
        one.value
        for name in ("funds.year_budget", "funds.paid_total")
        if (one := derived.get(name)) and isinstance(one.value, Decimal)
    }
    said = frozenset(named) if amounts is None else amounts
    return Member(number, f"{number}.yaml", given, derived, said, told_of(given, pack))
