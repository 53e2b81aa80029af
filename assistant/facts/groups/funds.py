"""Money: budget, arrivals, payments; 万元."""

from __future__ import annotations

from typing import Annotated

from assistant.facts.choices import FundSource
from assistant.facts.fields import Amount, Day, FactGroup, ListOf, Text, field


class Arrival(FactGroup):
    """Money that arrived."""

    source: FundSource | None = field("资金来源", "哪一级财政，或自筹", example="县级财政")
    amount: Amount | None = field("到位金额", "该笔到位的金额", unit="万元", example="150", essential=True)
    date: Day | None = field("到位日期", "指标下达或到账的日期", example="2024-04-10")


class Payment(FactGroup):
    """Money that was paid."""

    payee: Text | None = field("收款单位", "单位全称", example="某水利工程有限公司", yearly=True)
    amount: Amount | None = field("支付金额", "该笔支付的金额", unit="万元", example="86.4", essential=True)
    purpose: Text | None = field("支付用途", "付的什么款", example="水泵机组采购", yearly=True)
    date: Day | None = field("支付日期", "国库支付的日期", example="2024-06-18")


class Funds(FactGroup):
    """Budget, arrivals and payments; 万元."""

    initial_budget: Amount | None = field("年初预算数", "年初批复的预算", unit="万元", example="160")
    adjusted_budget: Amount | None = field(
        "全年预算数", "调整后的预算；未调整可不填", unit="万元", example="150"
    )
    adjustment_reason: Text | None = field(
        "预算调整原因", "预算有调整时填写", example="招标节约，核减预算", long=True, yearly=True
    )
    arrivals: Annotated[tuple[Arrival, ...], ListOf] = field("资金到位情况", "每笔到位资金一行", default=())
    payments: Annotated[tuple[Payment, ...], ListOf] = field("资金支付情况", "每笔支付一行", default=())
    as_of: Day | None = field("支出数据截止日期", "支付情况统计到哪一天", example="2024-12-31")
    balance_handling: Text | None = field(
        "结余资金处理", "有结余时填写", example="结余资金由财政收回统筹", long=True, yearly=True
    )
