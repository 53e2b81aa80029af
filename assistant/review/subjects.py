"""Subjects: what a figure can be said of — an indicator, a sum of the funds, a payment's purpose, a score — by its names.

A subject owns slots: its figures with the role that each plays (actual, target, completion, gap, score, weight, lost).
What a figure in a text is said of is decided in `statements`; here is only what the facts know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.facts.derived import Derived
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.paths import unit_of, value_at
from assistant.facts.quantities import number_text
from assistant.review.mention import Key
from assistant.review.mentions import find_mentions

_COUNTED = re.compile(r"(?<=.{2})(?:数量|总数|个数|数|情况)$")
_BRACKETED = re.compile(r"（[^（）]*）$")
_SHORTEST = 3
# How official prose calls the sums and scores: path → names, the longer ones first where one begins another.
_CALLED = {
    "funds.initial_budget": (
        "年初预算数", "年初预算资金", "年初预算安排", "年初安排预算", "年初批复预算", "年初预算",
    ),
    "funds.year_budget": ("全年预算数", "全年预算调整为", "全年预算", "调整后预算数", "调整后预算", "预算调整为"),
    "funds.arrived_total": (
        "资金全部到位，合计", "资金全部到位，共计", "到位资金合计", "资金到位合计", "实际到位资金", "累计到位资金", "累计到位", "到位资金共计",
    ),
    "funds.paid_total": (
        "累计支出", "实际支出", "支出合计", "累计支付", "支出共计", "项目支出", "资金支出",
    ),
    "funds.execution_rate": ("预算执行率", "资金执行率", "预算资金执行率", "执行率"),
    "funds.arrival_rate": ("资金到位率", "到位率"),
    "funds.balance": ("结余资金", "资金结余", "结余"),
    "management.procurement.contract_amount": ("合同总金额", "合同金额", "合同总价"),
    "evaluation.declared_score": (
        "自评得分", "自评总分", "综合得分", "总得分", "最终得分", "评价得分", "自评总得分", "总分",
    ),
    "satisfaction_survey.sample": ("发放调查问卷", "发放问卷", "发出问卷", "调查问卷"),
    "satisfaction_survey.returned": (
        "收回有效问卷", "回收有效问卷", "有效问卷", "收回问卷", "回收问卷",
    ),
    "satisfaction_survey.return_rate": ("问卷有效率", "有效回收率", "问卷回收率", "回收率", "有效率"),
    "evaluation.team.size": ("自评小组共", "评价小组共"),
}  # fmt: skip


@dataclass(frozen=True)
class Slot:
    """One figure of a subject; `text` is how it is written, `keys` what it means."""

    path: str
    role: str
    text: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Subject:
    """`title` is told to people; `names` are how a text may call it."""

    title: str
    names: tuple[str, ...]
    slots: tuple[Slot, ...]
    # Whether the names mean nothing else in any report (年初预算), so that the figure behind one is surely the subject's.
    firm: bool = False

    @property
    def is_indicator(self) -> bool:
        """Whether the figures are an indicator's."""
        return self.slots[0].path.startswith("indicators[")


def subjects(facts: ProjectFacts, derived: Mapping[str, Derived]) -> tuple[Subject, ...]:
    """All subjects of the facts that have a name and a figure."""
    found = [
        *_indicators(facts, derived),
        *_outcomes(facts),
        *_called(facts, derived),
        *_levels(facts, derived),
        *_purposes(facts),
    ]
    return tuple(one for one in found if one.names and one.slots)


def same(said: Key, known: Key) -> bool:
    """Whether two figures are one: counts by number and the first characters of their measure."""
    return said == known or (comparable(said, known) and said[1] == known[1])


def comparable(said: Key, known: Key) -> bool:
    """Whether two figures measure the same kind of thing, so that one can contradict the other."""
    if said[0] != known[0]:
        return False
    if said[0] != "count":
        return True
    measure, other = said[2], known[2]
    alike = measure[:1] == other[:1] or measure.removeprefix("个")[:1] == other.removeprefix("个")[:1]
    return bool(measure and other) and alike


def _slot(path: str, role: str, text: str) -> Slot:
    return Slot(path, role, text, tuple(one.key for one in find_mentions(f"{text}，")))


def _indicators(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Subject]:
    goals = dict(enumerate(facts.goals.specific))
    for index, one in enumerate(facts.indicators):
        path = f"indicators[{index}]"
        slots = list(_figures(path, one))
        for leaf, role in (
            ("completion", "completion"), ("gap", "gap"), ("rate_percent", "completion"), ("lost", "lost"),
        ):  # fmt: skip
            if f"{path}.{leaf}" in derived:
                slots.append(_slot(f"{path}.{leaf}", role, derived[f"{path}.{leaf}"].text))
        names = list(_names(one))
        for number, goal in list(goals.items()):
            if goal.name and goal.quantity is not None and _goal_of(one, goal.quantity, goal.unit, facts):
                names.append(goal.name)
                slots.append(
                    _slot(
                        f"goals.specific[{number}].quantity",
                        "target",
                        number_text(goal.quantity) + (goal.unit or ""),
                    )
                )
                del goals[number]
        yield Subject(one.name or "", tuple(dict.fromkeys(names)), tuple(slots))
    for number, goal in goals.items():
        if goal.name and goal.quantity is not None:
            text = number_text(goal.quantity) + (goal.unit or "")
            slot = _slot(f"goals.specific[{number}].quantity", "target", text)
            yield Subject(goal.name, _long_enough(goal.name), (slot,))


def _goal_of(one: Indicator, quantity: object, unit: str | None, facts: ProjectFacts) -> bool:
    """A goal is an indicator's own where no other indicator has the same target."""
    alike = [i for i in facts.indicators if i.target == quantity and (i.unit or "") == (unit or "")]
    return alike == [one]


def _figures(path: str, one: Indicator) -> Iterator[Slot]:
    unit = one.unit or ""
    for leaf in ("actual", "target"):
        value = getattr(one, leaf)
        if value is not None and unit:
            yield _slot(f"{path}.{leaf}", leaf, number_text(value) + unit)
    for leaf in ("weight", "score"):
        value = getattr(one, leaf)
        if value is not None:
            yield _slot(f"{path}.{leaf}", leaf, f"{number_text(value)}分")
    for leaf in ("target_text", "actual_text", "deviation", "measure"):
        text = getattr(one, leaf)
        if text:
            yield _slot(f"{path}.{leaf}", "told", text)


def _names(one: Indicator) -> Iterator[str]:
    name = one.name or ""
    unit = one.unit or ""
    bare = _BRACKETED.sub("", name)
    shorter = [_COUNTED.sub("", bare)]
    for ending in (f"{unit}数", unit) if unit else ():
        if bare.endswith(ending):
            shorter.append(bare.removesuffix(ending))
    for candidate in (name, bare, *shorter):
        yield from _long_enough(candidate)


def _long_enough(name: str) -> tuple[str, ...]:
    return (name,) if len(name) >= _SHORTEST else ()


def _outcomes(facts: ProjectFacts) -> Iterator[Subject]:
    for index, one in enumerate(facts.outcomes):
        if one.text and one.value is not None:
            text = number_text(one.value) + (one.unit or "")
            slot = _slot(f"outcomes[{index}].value", "actual", text)
            yield Subject(one.text, _long_enough(one.text), (slot,))


def _called(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Subject]:
    for path, names in _CALLED.items():
        slots = [_derived_or_fact(facts, derived, path, "actual")]
        if path == "funds.execution_rate":
            slots.append(_derived_or_fact(facts, derived, "execution_score.score", "score"))
            slots.append(_derived_or_fact(facts, derived, "execution_score.weight", "weight"))
            slots.append(_derived_or_fact(facts, derived, "execution_score.lost", "lost"))
        if path == "evaluation.declared_score":
            slots.append(_derived_or_fact(facts, derived, "scores.total", "actual"))
        yield Subject(names[0], names, tuple(slot for slot in slots if slot), firm=True)
    either = [
        _derived_or_fact(facts, derived, path, "actual")
        for path in ("funds.year_budget", "funds.initial_budget")
    ]
    yield Subject("年度预算", ("年度预算安排的资金",), tuple(slot for slot in either if slot), firm=True)


def _derived_or_fact(
    facts: ProjectFacts, derived: Mapping[str, Derived], path: str, role: str
) -> Slot | None:
    if path in derived:
        return _slot(path, role, derived[path].text)
    value = value_at(facts, path)
    return None if value is None else _slot(path, role, number_text(value) + unit_of(path))


def _levels(facts: ProjectFacts, derived: Mapping[str, Derived]) -> Iterator[Subject]:
    for level in dict.fromkeys(one.level1 for one in facts.indicators if one.level1):
        slots = [
            _slot(name, role, derived[name].text)
            for name, role in ((f"scores.{level}", "score"), (f"weights.{level}", "weight"))
            if name in derived
        ]
        yield Subject(level, (level,), tuple(slots))


def _purposes(facts: ProjectFacts) -> Iterator[Subject]:
    """What a payment was for, where no other payment was for the same."""
    payments = facts.funds.payments
    names = [_BRACKETED.sub("", one.purpose or "") for one in payments]
    times = Counter(names)
    for index, (one, name) in enumerate(zip(payments, names, strict=True)):
        if one.purpose and one.amount is not None and times[name] == 1:
            path = f"funds.payments[{index}].amount"
            slot = _slot(path, "actual", f"{number_text(one.amount)}万元")
            yield Subject(one.purpose, _long_enough(name), (slot,))


def by_name(known: Sequence[Subject]) -> dict[str, Subject]:
    """Subjects by name; those that share a name are one subject with the slots of all."""
    found: dict[str, Subject] = {}
    for one in known:
        for name in one.names:
            if name in found:
                other = found[name]
                found[name] = replace(other, slots=other.slots + one.slots)
            else:
                found[name] = one
    return found
