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
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_NOTHING = re.compile(
    r"^\s*(?:（?无）?|没有|不存在|暂无|未发现|未出现|本项目无|本年度无)"
    r"(?:明显|较大|重大|突出|绩效|指标|偏[差离]|问题|情况|项目|需要|说明|事项|的)*[。.]?\s*$"
)
_NONE = "(?:无|不存在|没有|未发现|未出现|未产生|未发生|未见|并未出现|尚未出现|不含)"
_LARGE = "明显|较大|重大|显著|突出"
_NO_DEVIATION = re.compile(
    rf"{_NONE}(?:任何)?(?P<large>{_LARGE})?的?(?:绩效|目标|指标|完成|执行)*偏[差离](?P<larger>{_LARGE})?|零偏[差离]|偏[差离](?:率|度)?(?:均)?(?:为|是)(?:0|零|无)(?![.\d])|"
    r"与(?:年初|年度|预期|预定|设定的?|既定|绩效)*目标(?:值)?(?:均|完全|全部)*(?:一致|相符|吻合)"
)
_NO_PROBLEM = re.compile(rf"(?:{_NONE}|暂无)(?:任何)?(?:{_LARGE})?的?(?:相关|其他)?问题(?=[。；，\n]|$)")
# A denial in a wish, a rule or a condition denies nothing; one of another matter (违规, 串标) is not about results.
_NO_DENIAL = re.compile(
    "确保|争取|力争|保证|应当|应该|督促|以便|为了|如果|若|才能|要求|须|拟|是否|票据|账目|账实|账账|采购|支付|违规|截留|挪用|记录"
)
_LEVELS = ("数量", "质量", "时效", "成本", "产出", "效益", "满意度")
_ALL_SPENT = re.compile(
    r"(?:资金|款项|预算|经费)[^，。；\d\n不未没]{0,8}?(?:已|均已|均)?(?:全部|全额|足额)(?:拨付使用|支付使用|(?:支付|支出|使用|执行|拨付)(?:完毕|完成))|(?:全部|全额)(?:支付|支出|使用|执行)完毕"
)
# How far before a denial its own clause is read.
_REACH = 60
_STATED_RATE = re.compile(r"执行率(?:为|达到|达|是|只有|仅)?\s?(\d{1,3}(?:\.\d{1,4})?)\s?[%％]")


def none_deviation(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """14: no deviation, beside a missed target or a delay; no large one, beside a target missed by much."""
    late = delay(paper)
    for section, span in _denied(paper, Kind.DEVIATIONS, _NO_DEVIATION):
        said = section.text[slice(*span)]
        large = re.search(_LARGE, said if span[0] else f"{section.heading}{said}")
        against = _missed(paper, _before(section, span), limits["large"] if large else Decimal(0))
        against = against or (f"文中写“{late}”" if late else None)
        if against:
            yield at(section, span, f"这里说没有偏差，但{against}，请写明偏差、原因和改进措施")


def _before(section: Section, span: tuple[int, int]) -> str:
    """What the sentence says before a denial: of which indicators it speaks."""
    since = max(section.text.rfind(mark, 0, span[0]) for mark in "。；\n") + 1
    return section.text[max(since, span[0] - _REACH) : span[0]]


def _missed(paper: Paper, about: str, large: Decimal) -> str | None:
    """What the facts say against: an indicator among those spoken of that missed its target by more than `large` %."""
    indicators = paper.case.facts.indicators if paper.case else ()
    named = [one for one in indicators if one.name and one.name in about]
    levels = [word for word in _LEVELS if word in about]
    for one in named or indicators:
        if not named and levels and not any(word in f"{one.level1}{one.level2}{one.name}" for word in levels):
            continue
        done = completion(one) if not one.qualitative else (one.rate or Decimal(0)) * 100
        if met(one) is False and done is not None and (abs(100 - done) > large or not large):
            return f"“{one.name}”只完成{number_text(done)}%" if done < 100 else f"“{one.name}”没有达到目标"
    return None


def no_problem_stated(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """32: no problem, beside a low execution rate, lost points or a delay."""
    against = _trouble(paper, limits)
    if not against:
        return
    for section, span in _denied(paper, Kind.PROBLEMS, _NO_PROBLEM):
        yield at(section, span, f"这里说没有问题，但{against}，请如实写明问题和原因")


def _denied(paper: Paper, kind: Kind, form: re.Pattern[str]) -> Iterator[tuple[Section, tuple[int, int]]]:
    """Sections of a kind that say nothing but 无, and the places elsewhere that deny in so many words."""
    for section in paper.sections:
        if kind in paper.kinds[section.id] and _NOTHING.match(section.text):
            yield section, (0, len(section.text))
            continue
        for found in form.finditer(section.text):
            clause = re.split("[，,：。；\n]", section.text[max(0, found.start() - _REACH) : found.start()])[
                -1
            ]
            if not _NO_DENIAL.search(clause):
                yield section, found.span()


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
