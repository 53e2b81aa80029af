"""Money: spent too little, too much, late, beyond its purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.advice.deviation import Case, Detector, Deviation
from assistant.advice.signals import Signal
from assistant.advice.statements import says
from assistant.facts.quantities import rate

_CAME_LATE = (
    r"(?:资金|经费|款|钱|补助|指标文件|指标|配套)[^，。]{0,14}才[^，。]{0,6}(?:拨|到|下|转|打|批)|(?:资金|经费|款|钱|补助|指标)[^，。]{0,6}(?:下|到|来)[来位]?得[^，。]{0,2}(?:晚|迟|慢)|"
    r"(?:资金|经费|款项?|钱|补助|指标)[^，。]{0,10}(?:才|迟迟|直到|拖到|较晚|偏晚|滞后|不及时|没有?(?:按时|及时)|未(?:能)?(?:按时|及时))[^，。]{0,10}(?:拨|到位|到账|下达|下拨)|"
    r"(?:资金|经费|款项?)(?:拨付|到位|下达)[^，。]{0,6}(?:较晚|偏晚|滞后|不及时|晚于|迟)"
)
_NO_SOURCE = (
    r"\d(?:亿|万)?元[^，。]{0,10}(?:找不到|没有?(?:着落|出处|来源)|无(?:着落|出处|来源))|(?:从哪里?|谁来?|由谁)[^，。]{0,4}(?:付|出钱|出)[^，。]{0,6}(?:没|未)|财政[^，。]{0,6}不(?:予|再)追加|"
    r"(?:差|缺|欠|缺口)[^，。]{0,6}\d[\d.]*(?:万元|亿元|元|万)[^，。]{0,12}(?:没有?着落|(?:没有?|未|无)(?:落实|来源|解决|安排)|缺口)|"
    r"资金缺口|(?:尾款|余款|配套资金)[^，。]{0,10}(?:没有?着落|无来源|没有?来源|未落实)"
)
_TAKEN_AWAY = (
    r"(?:出借|借给|借用|借出)[^，。]{0,14}(?:周转|使用|标段|单位|项目|公司)|从[^，。]{1,10}(?:费|经费|资金|款)(?:里|中)[^，。]{0,3}(?:开支|列支|支付|支出|报销)|"
    r"挪用|挤占|截留|套取|虚列|超范围(?:列支|支出|使用|发放)|改变(?:资金)?用途|用途(?:不符|超出)|"
    r"被[^，。]{1,14}(?:拿去|拿来|挪|用于|用在|垫付)|(?:拿去|挪去|垫付|抵顶|抵付)(?:付|发|买|交|还)?了?[^，。]{0,12}(?:租金|工资|办公|接待|欠款|费用|水电|奖金)"
)
_OWN_COMFORT = re.compile(
    r"食堂|灶具|招待|接待|公务用车|加油|门厅|办公用房|办公家具|办公楼|慰问|福利|奖金|工会|会餐|宿舍|旅游|考察费|体检|聚餐|节日"
)


def _low_execution(case: Case) -> Iterator[Deviation]:
    executed, reached = case.derived.get("funds.execution_rate"), case.value("funds.execution_rate")
    if executed and reached is not None and reached < case.limits.execution_rate:
        yield Deviation("low_execution", Signal.LOW_EXECUTION, ("funds.execution_rate", *executed.inputs))


def _large_carryover(case: Case) -> Iterator[Deviation]:
    left, budget = case.value("funds.balance"), case.value("funds.year_budget")
    share = rate(left, budget) if left is not None and budget is not None else None
    if share is not None and share > case.limits.carryover:
        inputs = case.derived["funds.balance"].inputs
        yield Deviation("large_carryover", Signal.LARGE_CARRYOVER, ("funds.balance", *inputs))


def _funds_short(case: Case) -> Iterator[Deviation]:
    gap = case.derived.get("funds.arrival_gap")
    if gap:
        yield Deviation("funds_short", Signal.FUNDS_SHORT, ("funds.arrival_gap", *gap.inputs))


def _funds_late(case: Case) -> Iterator[Deviation]:
    """Money that came after the work was to be finished, or of which it is said that it came late."""
    due = case.facts.project.period.planned_end
    late = [
        f"funds.arrivals[{index}].date"
        for index, one in enumerate(case.facts.funds.arrivals)
        if due and one.date and one.date > due
    ]
    paths = (*late, "project.period.planned_end") if late else says(case, _CAME_LATE)
    if paths:
        yield Deviation("funds_late", Signal.FUNDS_LATE, paths)


def _funding_gap(case: Case) -> Iterator[Deviation]:
    contract, budget = (
        case.facts.management.procurement.contract_amount,
        case.derived.get("funds.year_budget"),
    )
    if contract is not None and budget and isinstance(budget.value, Decimal) and contract > budget.value:
        paths = ("management.procurement.contract_amount", "funds.year_budget", *budget.inputs)
        yield Deviation("funding_gap", Signal.FUNDING_GAP, paths)
    elif paths := says(case, _NO_SOURCE):
        yield Deviation("funding_gap", Signal.FUNDING_GAP, paths)


def _overspent(case: Case) -> Iterator[Deviation]:
    over = case.derived.get("funds.overspent") or case.derived.get("funds.over_budget")
    if over:
        yield Deviation("overspent", Signal.OVERSPENT, (over.name, *over.inputs))


def _misuse(case: Case) -> Iterator[Deviation]:
    """Said in words, or a payment for what has nothing to do with the project."""
    paths = (*says(case, _TAKEN_AWAY), *_unrelated(case))
    if paths:
        yield Deviation("misuse", Signal.MISUSE, paths)


def _unrelated(case: Case) -> Iterator[str]:
    """Payments whose purpose is the unit's own comfort, where the project speaks of nothing like it."""
    project = case.facts.project
    about = "".join(
        [
            project.name,
            *project.content,
            case.facts.goals.overall or "",
            *(one.name or "" for one in case.facts.indicators),
        ]
    )
    for index, one in enumerate(case.facts.funds.payments):
        found = _OWN_COMFORT.search(one.purpose or "")
        if found and found.group() not in about:
            yield f"funds.payments[{index}].purpose"


DETECTORS: tuple[Detector, ...] = (
    _low_execution,
    _large_carryover,
    _funds_short,
    _funds_late,
    _funding_gap,
    _overspent,
    _misuse,
)
