"""Dates in the facts: data of the evaluated year, a report filled after its data, work done in time or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.facts.derived import met
from assistant.facts.quantities import date_text
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, of


def data_year(case: Case, limits: Limits) -> Iterator[Fault]:
    """21: money is told as of the end of the evaluated year; what was paid later must be explained."""
    funds, year = case.facts.funds, case.facts.report.year
    end = date(year, 12, 31)
    if funds.as_of and funds.as_of > end:
        yield of(
            "funds.as_of",
            date_text(funds.as_of),
            f"评价年度为{year}年，支出数据截止到{date_text(funds.as_of)}，请改为{year}年12月31日的数据或说明年后支出",
        )
    for index, one in enumerate(funds.payments):
        if one.date and one.date > end and not (funds.as_of and one.date <= funds.as_of):
            yield of(
                f"funds.payments[{index}].date",
                date_text(one.date),
                f"支付日期{date_text(one.date)}晚于评价年度{year}年，请核对日期或说明年后支出",
            )


def filled_on(case: Case, limits: Limits) -> Iterator[Fault]:
    """22: a report is filled after its data, and not years later."""
    facts = case.facts
    filled = facts.report.filled_on
    if not filled:
        return
    known = {
        "支出数据截止日期": facts.funds.as_of,
        "满意度调查日期": facts.satisfaction_survey.as_of,
        "自评通知日期": facts.evaluation.notice.date,
        "实际完成日期": facts.project.period.actual_end,
    }
    for name, day in known.items():
        if day and filled < day:
            yield of(
                "report.filled_on",
                date_text(filled),
                f"填报日期{date_text(filled)}早于{name}{date_text(day)}，请核对两个日期",
            )
    if (filled - date(facts.report.year, 12, 31)).days > limits["days"]:
        yield of(
            "report.filled_on",
            date_text(filled),
            f"填报日期{date_text(filled)}距{facts.report.year}年末已超过{limits['days']}天，请核对评价年度或填报日期",
        )


def timeliness(case: Case, limits: Limits) -> Iterator[Fault]:
    """23: work that ended late cannot have full marks for being in time."""
    period = case.facts.project.period
    if not period.planned_end or not period.actual_end or period.actual_end <= period.planned_end:
        return
    timed = [
        (index, one)
        for index, one in enumerate(case.facts.indicators)
        if (one.level2 and "时效" in one.level2)
        and one.name
        and any(word in one.name for word in ("工期", "完工", "竣工", "完成", "进度"))
    ]
    for index, one in timed:
        if one.weight and one.score == one.weight and met(one) is not False:
            yield of(
                f"indicators[{index}].score",
                one.name or "",
                f"项目计划{date_text(period.planned_end)}完成、实际{date_text(period.actual_end)}完成，“{one.name}”却得满分，"
                "请核对完成日期或得分",
            )


RULES = (
    Rule("data_year", (21,), "数据属于评价年度", "facts", data_year),
    Rule("filled_on", (22,), "填报日期不早于数据日期", "facts", filled_on),
    Rule("timeliness", (23,), "时效得分与完成日期一致", "facts", timeliness),
)
