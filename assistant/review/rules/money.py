"""Money in the facts: the order of budget, arrivals and payments, its changes, its scale, and what was done without it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.derived import met
from assistant.facts.quantities import amount_text, number_text
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, of


def money_order(case: Case, limits: Limits) -> Iterator[Fault]:
    """7, 17 (of the problem list): budget ≥ arrived ≥ spent."""
    budget, arrived, paid = (
        case.figure(f"funds.{name}") for name in ("year_budget", "arrived_total", "paid_total")
    )
    if budget is not None and arrived is not None and arrived > budget:
        yield of(
            "funds.arrivals",
            amount_text(arrived),
            f"到位资金{amount_text(arrived)}大于全年预算{amount_text(budget)}，请核对到位金额或补填预算调整",
        )
    ceiling, name = (arrived, "到位资金") if arrived is not None else (budget, "全年预算")
    if ceiling is not None and paid is not None and paid > ceiling:
        yield of(
            "funds.payments",
            amount_text(paid),
            f"累计支出{amount_text(paid)}大于{name}{amount_text(ceiling)}，请核对支付金额或说明资金来源",
        )


def adjustment_reason(case: Case, limits: Limits) -> Iterator[Fault]:
    """8: an adjusted budget says why."""
    funds = case.facts.funds
    if funds.initial_budget is None or funds.adjusted_budget is None or funds.adjustment_reason:
        return
    if funds.adjusted_budget != funds.initial_budget:
        change = amount_text(abs(funds.adjusted_budget - funds.initial_budget))
        word = "调增" if funds.adjusted_budget > funds.initial_budget else "调减"
        yield of(
            "funds.adjustment_reason",
            amount_text(funds.adjusted_budget),
            f"全年预算比年初{word}{change}，没有说明理由，请填写预算调整原因",
        )


def amount_scale(case: Case, limits: Limits) -> Iterator[Fault]:
    """24: an amount thousands of times the budget was most likely typed in 元."""
    funds = case.facts.funds
    budget = case.figure("funds.year_budget")
    if not budget:
        return
    amounts = [
        *((f"funds.arrivals[{i}].amount", one.amount) for i, one in enumerate(funds.arrivals)),
        *((f"funds.payments[{i}].amount", one.amount) for i, one in enumerate(funds.payments)),
        ("management.procurement.contract_amount", case.facts.management.procurement.contract_amount),
    ]
    for path, amount in amounts:
        if amount is not None and amount >= budget * limits["times"]:
            yield of(
                path,
                amount_text(amount),
                f"{amount_text(amount)}是全年预算{amount_text(budget)}的{number_text(amount // budget)}倍，"
                "是否把元填成了万元？请核对单位",
            )


def served_unpaid(case: Case, limits: Limits) -> Iterator[Fault]:
    """18: the work was done, but hardly any money was spent."""
    executed = case.figure("funds.execution_rate")
    amounts = [one for one in case.facts.indicators if one.level2 and "数量" in one.level2]
    if executed is None or executed >= limits["execution_rate"] or not amounts:
        return
    if all(met(one) for one in amounts):
        yield of(
            "funds.payments",
            f"{number_text(executed)}%",
            f"预算执行率只有{number_text(executed)}%，数量指标却全部完成，请说明未付款的原因或核对支付金额",
        )


def paid_unserved(case: Case, limits: Limits) -> Iterator[Fault]:
    """18, the other way: everything was paid while counted work was far from done."""
    executed = case.figure("funds.execution_rate")
    if executed is None or executed < 100:
        return
    for index, one in enumerate(case.facts.indicators):
        if not one.level2 or "数量" not in one.level2 or one.op != ">=" or not one.target:
            continue
        if one.actual is not None and one.actual * 100 < one.target * limits["completion"]:
            share = number_text((one.actual * 100 / one.target).quantize(Decimal("0.01")))
            yield of(
                f"indicators[{index}].actual",
                one.name or "",
                f"资金已100%支付，“{one.name}”只完成{share}%，请核对是否超进度付款",
            )


RULES = (
    Rule("money_order", (7,), "预算不小于到位，到位不小于支出", "facts", money_order),
    Rule("adjustment_reason", (8,), "预算调整有理由", "facts", adjustment_reason),
    Rule("served_unpaid", (18,), "任务完成而资金未付须说明", "facts", served_unpaid),
    Rule("paid_unserved", (18,), "资金付清而任务未完成须说明", "facts", paid_unserved),
    Rule("amount_scale", (24,), "金额量级合理", "facts", amount_scale),
)
