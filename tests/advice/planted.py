"""Facts without a deviation, and one way to plant each: what is changed, and the deviations that must follow from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.advice.signals import Signal
from tests.samples import full_tree

Tree = dict[str, Any]


def sound_tree() -> Tree:
    """A project that went as planned, with every field filled."""
    tree = full_tree()
    tree["project"]["period"] |= {"actual_end": "2024-08-30"}
    tree["funds"] |= {"payments": [{**tree["funds"]["payments"][0], "amount": "612.5"}]}
    n2, t1, s2 = (tree["indicators"][i] for i in (1, 3, 6))
    for one in (n2, t1):
        one |= {"actual": one["target"], "score": one["weight"]}
        one.pop("deviation"), one.pop("measure", None)
    s2 |= {"actual_text": "健全", "rate": 1, "score": 10}
    tree["indicators"][4]["actual"] = "612.5"
    tree["execution_score"]["score"] = 10
    tree["management"].pop("missing_systems")
    tree["indicators"][5]["score"] = 19  # stricter than the rules: not full marks throughout
    tree["evaluation"] |= {"declared_score": 99, "grade": "优"}
    tree["problems"] = []
    return tree


def _indicator(index: int, **values: Any) -> Callable[[Tree], None]:
    return lambda tree: tree["indicators"][index].update(values)


def _group(name: str, **values: Any) -> Callable[[Tree], None]:
    return lambda tree: tree[name].update(values)


def _paid(amount: str) -> Callable[[Tree], None]:
    return lambda tree: tree["funds"]["payments"][0].update(amount=amount)


def _arrived(amount: Any, date: str = "2024-03-05") -> Callable[[Tree], None]:
    return lambda tree: tree["funds"].update(arrivals=[{"source": "county", "amount": amount, "date": date}])


def _management(group: str, **values: Any) -> Callable[[Tree], None]:
    return lambda tree: tree["management"][group].update(values)


def _other(text: str) -> Callable[[Tree], None]:
    return lambda tree: tree.update(other=[text])


def _full(tree: Tree) -> None:
    for one in tree["indicators"]:
        one["score"] = one["weight"]
    tree["evaluation"]["declared_score"] = 100


def _unaccepted(tree: Tree) -> None:
    tree["management"]["acceptance"] = {}
    tree["other"] = ["工程已完工，尚未组织竣工验收"]


# What is planted → the signals that it must raise, all of them and no other.
PLANTED: dict[str, tuple[Callable[[Tree], None], set[Signal]]] = {
    "four fifths spent": (_paid("500"), {Signal.LOW_EXECUTION}),
    "half spent": (_paid("300"), {Signal.LOW_EXECUTION, Signal.LARGE_CARRYOVER}),
    "money short, all of it spent": (
        lambda tree: (_arrived("500")(tree), _paid("500")(tree)),
        {Signal.FUNDS_SHORT, Signal.LOW_EXECUTION},
    ),
    "money late": (_arrived("612.5", "2024-10-09"), {Signal.FUNDS_LATE}),
    "contract above the budget": (_management("procurement", contract_amount="700"), {Signal.FUNDING_GAP}),
    "spent more than arrived": (_paid("620"), {Signal.OVERSPENT}),
    "misused": (_other("审计指出专项资金被挪用12万元"), {Signal.MISUSE}),
    "finished late": (
        lambda tree: tree["project"]["period"].update(actual_end="2024-11-30"),
        {Signal.DELAY},
    ),
    "late by its indicator": (_indicator(3, actual=60, score=6), {Signal.DELAY, Signal.UNMET}),
    "contract late": (_management("procurement", award_date="2024-06-28"), {Signal.LATE_CONTRACT}),
    "accepted in the next year": (_management("acceptance", date="2025-01-15"), {Signal.LATE_ACCEPTANCE}),
    "not accepted": (_unaccepted, {Signal.LATE_ACCEPTANCE}),
    "given away directly": (_management("procurement", method="直接委托"), {Signal.PROCUREMENT}),
    "split": (_other("检查发现将同一工程拆分发包"), {Signal.PROCUREMENT}),
    "quantity missed": (_indicator(1, actual=40, score="8.7"), {Signal.UNMET}),
    "quality missed": (_indicator(2, actual=97, score="9.7"), {Signal.UNMET}),
    "effect missed": (_indicator(5, actual_text="基本未变", rate="0.5", score=10), {Signal.UNMET}),
    "not satisfied": (_indicator(7, actual=82, score="9.1"), {Signal.DISSATISFIED}),
    "no complaints taken for content": (
        _group("satisfaction_survey", method="全年无投诉，视为满意"),
        {Signal.UNFOUNDED_SATISFACTION},
    ),
    "nobody answered": (_group("satisfaction_survey", returned=0), {Signal.UNFOUNDED_SATISFACTION}),
    "target far exceeded": (_indicator(0, actual=13), {Signal.OVERSHOT}),
    "goal in words only": (
        lambda tree: tree.update(goals={"overall": "进一步改善就医环境，不断提升急救能力"}),
        {Signal.VAGUE_GOAL},
    ),
    "no yardstick": (_indicator(6, target_text="逐步完善"), {Signal.UNMEASURABLE}),
    "no quality indicator": (lambda tree: tree["indicators"].pop(2), {Signal.MISSING_INDICATOR}),
    "rate as cost": (
        _indicator(4, name="资金发放率", op="=", unit="%", target=100, actual=100),
        {Signal.MISPLACED_INDICATOR},
    ),
    "money as quantity": (
        _indicator(1, name="设备支付资金", unit="万元"),
        {Signal.MISPLACED_INDICATOR},
    ),
    "cost at least": (_indicator(4, op=">="), {Signal.WRONG_DIRECTION}),
    "quantity at most": (_indicator(1, op="<="), {Signal.WRONG_DIRECTION}),
    "cost target of another sum": (
        _indicator(4, target="580", actual="575"),
        {Signal.BUDGET_MISMATCH},
    ),
    "cost target of before": (
        _indicator(4, target=640),
        {Signal.GOAL_NOT_ADJUSTED, Signal.BUDGET_MISMATCH},
    ),
    "benefit told twice": (
        _indicator(
            5,
            name="改造抢救室数量",
            target_text=None,
            actual_text=None,
            rate=None,
            op=">=",
            target=8,
            actual=8,
            unit="间",
        ),
        {Signal.REPEATED_BENEFIT},
    ),
    "full marks beside a miss": (
        lambda tree: (_indicator(1, actual=40)(tree), _full(tree)),
        {Signal.UNMET, Signal.FULL_MARKS},
    ),
    "no system": (
        lambda tree: tree["management"].update(missing_systems=["急救设备管理办法"]),
        {Signal.MISSING_SYSTEM},
    ),
    "nobody inspected": (_other("施工期间未留存检查记录"), {Signal.WEAK_SUPERVISION}),
    "papers missing": (_other("设备安装的佐证材料不全"), {Signal.MISSING_EVIDENCE}),
    "idle": (_other("2台除颤仪到货后闲置"), {Signal.IDLE_ASSETS}),
    "not on the books": (_other("新购设备尚未登记固定资产"), {Signal.IDLE_ASSETS}),
    "nobody to keep it": (_other("设备维护经费尚未落实"), {Signal.NO_UPKEEP}),
    "several in one": (
        lambda tree: tree["project"].update(name="岚桥县人民医院急诊楼改造等3个项目"),
        {Signal.MERGED_PROJECTS},
    ),
    "result not used": (_group("application", use="自评结果尚未应用"), {Signal.WEAK_APPLICATION}),
}

# Denials and near words: nothing may be found.
HARMLESS = [
    "未发现挪用、截留专项资金的情况",
    "不存在拆分发包、规避招标行为",
    "新购设备已全部登记固定资产，没有闲置",
    "尾款未计入2024年度支出",
    "资料齐全，已归档",
    "落实了维护经费和责任人",
    "严禁超范围支出",
    "质保期内由供应商负责维护",
    "自评结果已公开",
    "按月开展监督检查，检查记录完整",
]
