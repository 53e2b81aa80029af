"""Unmet indicators in the facts: each needs its reason and its measure, and a report with them has problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.derived import met
from assistant.facts.quantities import number_text
from assistant.review.rules.paper import Case
from assistant.review.rules.rule import Fault, Limits, Rule, of

# What explains anything and therefore nothing, unless something else is said beside it.
_HOLLOW = re.compile(
    "(?:绩效)?(?:意识|认识|重视程度|重视)(?:不强|不足|不够|不到位|有待(?:提高|加强))|(?:客观|多方面|各种|其他|种种|历史)(?:因素|原因)|工作(?:力度|经验)(?:不够|不足)|管理(?:不到位|不够规范)|"
    "有待(?:进一步)?(?:加强|提高|完善)|(?:统筹|沟通|协调)(?:不够|不足)|受|由于|因|导致|影响|等|的|和|、|，|。|是|主要|存在|对|还|较|不够|绩效|工作|目标|项目|单位|我局|原因"
)
_OF_MONEY = re.compile("执行|支出|支付|资金|结余|结转|拨付|配套|尾款|付款|预算")
_NOTHING = re.compile(r"^(?:无|没有|暂无|/|—|-|不适用)[。.]?$")


def no_deviation_reason(case: Case, limits: Limits) -> Iterator[Fault]:
    """13: an unmet indicator needs its reason."""
    for index, one in enumerate(case.facts.indicators):
        if met(one) is False and (not one.deviation or _NOTHING.match(one.deviation)):
            yield of(
                f"indicators[{index}].deviation",
                one.name or "",
                f"“{one.name}”未达到目标，没有填写偏差原因，请补填",
            )


def hollow_reason(case: Case, limits: Limits) -> Iterator[Fault]:
    """13: a reason of set words only explains nothing."""
    for index, one in enumerate(case.facts.indicators):
        reason = one.deviation or ""
        if (
            met(one) is False
            and reason
            and not _NOTHING.match(reason)
            and not _HOLLOW.sub("", reason).strip()
        ):
            yield of(
                f"indicators[{index}].deviation",
                reason,
                f"“{one.name}”的偏差原因“{reason}”过于空泛，请写明具体是什么事、影响了多少",
            )


def no_measure(case: Case, limits: Limits) -> Iterator[Fault]:
    """13: an unmet indicator needs a measure too."""
    for index, one in enumerate(case.facts.indicators):
        if met(one) is False and not one.measure:
            yield of(
                f"indicators[{index}].measure",
                one.name or "",
                f"“{one.name}”未达到目标，没有填写改进措施，请补填",
            )


def overshoot(case: Case, limits: Limits) -> Iterator[Fault]:
    """13: a target that was far exceeded may have been set too low."""
    for index, one in enumerate(case.facts.indicators):
        if one.op != ">=" or not one.target or one.target <= 0 or one.actual is None or one.deviation:
            continue
        if one.actual * 100 > one.target * limits["completion"]:
            share = number_text((one.actual * 100 / one.target).quantize(Decimal("0.1")))
            yield of(
                f"indicators[{index}].deviation",
                one.name or "",
                f"“{one.name}”完成目标的{share}%，超额较多，请说明原因或核对指标值是否偏低",
            )


def unexplained_execution(case: Case, limits: Limits) -> Iterator[Fault]:
    """32: a low execution rate is told among the problems, or where the rest of the money goes."""
    executed = case.figure("funds.execution_rate")
    if executed is None or executed >= limits["execution_rate"]:
        return
    facts = case.facts
    told = [f"{one.title}{one.cause}" for one in facts.problems]
    if not facts.funds.balance_handling and not any(_OF_MONEY.search(text) for text in told):
        yield of(
            "funds.balance_handling",
            f"{number_text(executed)}%",
            f"预算执行率{number_text(executed)}%，低于{number_text(limits['execution_rate'])}%，请说明原因和结余资金的处理",
        )


def no_problems(case: Case, limits: Limits) -> Iterator[Fault]:
    """32: points were lost, but no problem is told."""
    facts = case.facts
    unmet = [one.name or "" for one in facts.indicators if met(one) is False]
    if unmet and not facts.problems:
        yield of(
            "problems",
            "、".join(unmet[:3]),
            f"“{'”“'.join(unmet[:3])}”{'等' if len(unmet) > 3 else ''}未达到目标，却没有填写存在的问题，请补填",
        )


RULES = (
    Rule("no_deviation_reason", (13,), "未达标须有偏差原因", "facts", no_deviation_reason),
    Rule("hollow_reason", (13,), "偏差原因不空泛", "facts", hollow_reason),
    Rule("no_measure", (13,), "未达标须有改进措施", "facts", no_measure),
    Rule("overshoot", (13,), "超额较多须说明", "facts", overshoot),
    Rule("unexplained_execution", (32,), "执行率低须说明", "facts", unexplained_execution),
    Rule("no_problems", (32,), "有失分就有问题", "facts", no_problems),
)
