"""What a text denies or claims of the whole (无偏差, 无问题, 资金全部支付), against its own words and the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.derived import completion, met
from assistant.facts.quantities import number_text
from assistant.outline.kinds import Kind
from assistant.review.rules.clashes import claims, delay
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, at

_NOTHING = re.compile(
    r"^\s*(?:（?无）?|没有|不存在|暂无|未发现|未出现|本项目无|本年度无)"
    r"(?:明显|较大|重大|突出|绩效|指标|偏[差离]|问题|情况|项目|需要|说明|事项|的)*[。.]?\s*$"
)
_NO_DEVIATION = re.compile(r"(?:无|不存在|没有|未发现|未出现|未产生)(?:明显|较大|重大)?的?(?:绩效)?偏[差离]")
_NO_PROBLEM = re.compile(
    r"(?:不存在|没有|未发现|暂无)(?:明显|突出|较大|重大)?的?(?:相关)?问题(?=[。；，\n]|$)"
)
_ALL_SPENT = re.compile(
    r"(?:资金|款项|预算|经费)[^，。；\d\n不未没]{0,8}?(?:已|均已|均)?(?:全部|全额|足额)(?:拨付使用|支付使用|(?:支付|支出|使用|执行|拨付)(?:完毕|完成))|(?:全部|全额)(?:支付|支出|使用|执行)完毕"
)
_STATED_RATE = re.compile(r"执行率(?:为|达到|达|是|只有|仅)?\s?(\d{1,3}(?:\.\d{1,4})?)\s?[%％]")


def none_deviation(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """14: no deviation, beside a missed target or a delay."""
    against = _missed(paper, limits) or (f"文中写“{late}”" if (late := delay(paper)) else None)
    if not against:
        return
    message = f"这里说没有偏差，但{against}，请写明偏差、原因和改进措施"
    yield from _denied(paper, Kind.DEVIATIONS, _NO_DEVIATION, message)


def _missed(paper: Paper, limits: Limits) -> str | None:
    """What the facts say against: an indicator that missed its target by more than what counts as large."""
    for one in paper.case.facts.indicators if paper.case else ():
        done = completion(one) if not one.qualitative else (one.rate or Decimal(0)) * 100
        if met(one) is False and done is not None and done < 100 - limits["large"]:
            return f"“{one.name}”只完成{number_text(done)}%"
    return None


def no_problem_stated(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """32: no problem, beside a low execution rate, lost points or a delay."""
    against = _trouble(paper, limits)
    if not against:
        return
    message = f"这里说没有问题，但{against}，请如实写明问题和原因"
    yield from _denied(paper, Kind.PROBLEMS, _NO_PROBLEM, message)


def _denied(paper: Paper, kind: Kind, form: re.Pattern[str], message: str) -> Iterator[Fault]:
    """Sections of a kind that say nothing but 无, and the places elsewhere that deny in so many words."""
    for section in paper.sections:
        if kind in paper.kinds[section.id] and _NOTHING.match(section.text):
            yield at(section, (0, len(section.text)), message)
            continue
        for found in claims(section, form):
            yield at(section, found.span(), message)


def _trouble(paper: Paper, limits: Limits) -> str | None:
    if late := delay(paper):
        return f"文中写“{late}”"
    rate = _rate(paper)
    if rate is not None and rate < limits["execution_rate"]:
        return f"预算执行率只有{number_text(rate)}%"
    declared = paper.case.facts.evaluation.declared_score if paper.case else None
    if declared is not None and declared < limits["score"]:
        return f"自评总分{number_text(declared)}分，有失分"
    return None


def _rate(paper: Paper) -> Decimal | None:
    """The execution rate of the facts, or the first that the text states."""
    if paper.case and (rate := paper.case.figure("funds.execution_rate")) is not None:
        return rate
    found = _STATED_RATE.search(paper.whole)
    return Decimal(found.group(1)) if found else None


def all_spent(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """16: all the money is spent, beside an execution rate below 100%."""
    rate = _rate(paper)
    if rate is None or rate >= 100:
        return
    for section in paper.sections:
        for found in claims(section, _ALL_SPENT):
            yield at(
                section,
                found.span(),
                f"这里说资金全部用完，预算执行率却是{number_text(rate)}%，请改为实际支出金额",
            )


RULES = (
    Rule("none_deviation", (14,), "无偏差与未达标、延期不并存", "both", none_deviation),
    Rule("all_spent", (16,), "全部用完与执行率相符", "both", all_spent),
    Rule("no_problem_stated", (32,), "无问题与失分、低执行率不并存", "both", no_problem_stated),
)
