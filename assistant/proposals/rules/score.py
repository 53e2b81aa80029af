"""The result: total score and grade, and the score of budget execution; in doubt where the report contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.outline.kinds import Kind
from assistant.proposals.source import Found, Sentence, Source

_POINTS = r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s?分"
_DECLARED = re.compile(
    rf"(?:总得分|总分|综合(?:评价)?得分|自评得分|评价得分|项目得分|最终得分|得分|自评)(?:合计|为|是|：)?\s*{_POINTS}(?![值])"
)
_GRADE = re.compile(r"(?:等[级次]|级别|评定|评价结[果论])(?:为|是|：)?\s*[“\"「]?(优秀?|良好?|中等?|较?差)")
_EXECUTION = re.compile(
    rf"预?算?(?:资金)?执行(?:率|情况|进度)?(?:指标)?(?:得分)?(?:为|得)?\s*{_POINTS}(?:（满分{_POINTS})?"
)


def read(source: Source) -> Iterator[Found]:
    """The total of the section on the result; surest where the parts told beside it add up to it."""
    doubt = 0.0
    for sentence in source.sentences(Kind.SCORE):
        found = _DECLARED.search(sentence.text)
        if not found or re.search("满分|指标$|执行$", sentence.text[: found.start()][-4:]):
            continue
        value = found.group(1)
        agreed = _adds_up(source, sentence, Decimal(value))
        doubt = 0.2 if agreed is False else 0.0
        sure = 0.95 if agreed else 0.88 - doubt
        rule = "自评结论的得分，与分项之和" + {True: "相符", False: "不符", None: "未核"}[agreed]
        yield Found("evaluation.declared_score", value, (sentence.span(found),), sure, rule)
        break
    for sentence in source.sentences(Kind.SCORE):
        if found := _GRADE.search(sentence.text):
            value = found.group(1)
            grade = next(one for one in "优良中差" if one in value)
            yield Found("evaluation.grade", grade, (sentence.span(found, 1),), 0.92 - doubt, "自评结论的等级")
            break
    yield from _execution(source)


def _adds_up(source: Source, sentence: Sentence, total: Decimal) -> bool | None:
    """Whether the parts told after the total make it; None where fewer than three parts are told."""
    if sentence.section is None:
        return None
    start = sentence.section.body_start
    text = source.plain[start : start + len(sentence.section.body)]
    text = re.sub(r"[（(][^（）()]*[）)]", "", text)
    points = [Decimal(one) for one in re.findall(_POINTS, text)]
    if total not in points:
        return None
    rest = points[points.index(total) + 1 :]
    if any(sum(rest[:count]) == total for count in range(2, len(rest) + 1)):
        return True
    return False if len(rest) > 2 else None


def _execution(source: Source) -> Iterator[Found]:
    for sentence in source.sentences(Kind.SCORE):
        if found := _EXECUTION.search(sentence.text):
            sure = 0.9 if _execution_fits(source, Decimal(found.group(1)), found.group(2)) else 0.7
            yield Found(
                "execution_score.score", found.group(1), (sentence.span(found),), sure, "预算执行得分"
            )
            if found.group(2):
                yield Found(
                    "execution_score.weight", found.group(2), (sentence.span(found),), 0.9, "预算执行分值"
                )
            return


def _execution_fits(source: Source, score: Decimal, weight: str | None) -> bool:
    """Whether the score is its weight times a rate that the text states as 执行率; true where it states none."""
    rates = [
        Decimal(one) for one in re.findall(r"执行率[^，。；0-9]{0,8}([0-9]{1,3}(?:\.[0-9]+)?)%", source.plain)
    ]
    if not rates:
        return True
    weights = [Decimal(weight)] if weight else [Decimal(10), Decimal(20)]
    return any(
        abs(min(rate, Decimal(100)) * one / 100 - score) <= Decimal("0.02")
        for rate in rates
        for one in weights
    )
