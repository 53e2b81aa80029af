"""Scores as a text states them: the total and its parts, full marks, the grade and its wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.outline.kinds import Kind
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_TOTAL = re.compile(
    r"(?:自评|综合|绩效|评价|项目|报告)?(?:总得分|总分|得分|评分|自评为|评定为)(?:合计|共计)?\s?(?:为|是|：|:)?\s?(?P<score>\d{2,3}(?:\.\d{1,3})?)\s?分(?!值)"
)
_PART = re.compile(
    r"(预算执行率?|执行率|资金|过程|决策|投入|成本|产出|效益|效果|满意度|管理)[^，。；：、\d（(]{0,12}(?P<score>\d{1,3}(?:\.\d{1,3})?)\s?分(?!值)"
)
_OF_WHICH = re.compile("其中|分别|分项|[：:]")
_OVER = (
    re.compile(
        r"(?P<got>\d{1,3}(?:\.\d{1,3})?)\s?分\s?[（(](?:满分|分值|权重)\s?(?P<of>\d{1,3}(?:\.\d{1,3})?)\s?分?[）)]"
    ),
    re.compile(
        r"(?:满分|分值)\s?(?P<of>\d{1,3}(?:\.\d{1,3})?)\s?分\s?[，,、；]\s?(?:实际|自评)?(?:得分?|评)为?\s?(?P<got>\d{1,3}(?:\.\d{1,3})?)\s?分"
    ),
)
_GRADE = re.compile(
    r"(?:等级|等次|档次|评价结果|自评结果|评价结论|自评结论|评定结果|评级|评为|定为|分[，,]\s?[为属])(?:评定)?(?:应?为|是|属|达到|评为|：|:)?\s?[“\"]?"
    r"(?P<grade>优秀|良好|中等|较差|优|良|中|差)(?![\u4e00-\u9fff]|[”\"][\u4e00-\u9fff])"
)
# What stands before a total that is only one indicator's.
_ONE_PART = re.compile("指标|部分|产出|效益|效果|过程|成本|满意|执行|决策|满分")
_PARAGRAPH = 600
_NORMAL = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}


@dataclass(frozen=True)
class _Total:
    section: Section
    span: tuple[int, int]
    score: Decimal


def _totals(paper: Paper) -> list[_Total]:
    """The totals stated in the sections about the result; elsewhere a figure may be one indicator's."""
    out = []
    for section in paper.of_kind(Kind.SCORE):
        for found in _TOTAL.finditer(section.text):
            score = Decimal(found.group("score"))
            before = re.split("[，。；：、\n]", section.text[max(0, found.start() - 12) : found.start()])[-1]
            if 30 <= score <= 120 and not _ONE_PART.search(before):
                out.append(_Total(section, found.span(), score))
    return out


def score_parts(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """1: the parts that follow a total add up to it."""
    for total in _totals(paper):
        text = total.section.text
        rest = text[total.span[1] : total.span[1] + _PARAGRAPH].partition("\n")[0]
        opening = _OF_WHICH.search(rest)
        if not opening:
            continue
        parts: dict[str, Decimal] = {}
        for found in _PART.finditer(rest[opening.start() :].partition("。")[0]):
            parts.setdefault(found.group(1), Decimal(found.group("score")))
        if "产出" not in parts or not {"效益", "效果"} & set(parts):
            continue
        added = sum(parts.values(), Decimal(0))
        if abs(added - total.score) > limits["tolerance"]:
            listed = "＋".join(number_text(part) for part in parts.values())
            yield at(
                total.section,
                total.span,
                f"各部分得分{listed}＝{number_text(added)}分，与总分{number_text(total.score)}分不一致，请核对",
            )


def score_conflict(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """15: the total is the same wherever it is stated."""
    totals = _totals(paper)
    for one in totals[1:]:
        if one.score != totals[0].score:
            first, here = number_text(totals[0].score), number_text(one.score)
            yield at(one.section, one.span, f"总分前文写{first}分，这里写{here}分，请统一")


def score_over_full(section: Section, limits: Limits) -> Iterator[Fault]:
    """4: no score is above its full mark."""
    for form in _OVER:
        for found in form.finditer(section.text):
            if Decimal(found.group("got")) > Decimal(found.group("of")):
                yield at(
                    section,
                    found.span(),
                    f"得分{found.group('got')}分高于满分{found.group('of')}分，请核对",
                )


def grade_stated(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """2: a stated grade is the one that the bands give for the stated total."""
    totals = _totals(paper)
    if not totals:
        return
    earned = paper.grade_of(totals[0].score)
    for section in paper.of_kind(Kind.SCORE):
        for found in _GRADE.finditer(section.text):
            said = _NORMAL.get(found.group("grade"), found.group("grade"))
            if earned and said != _NORMAL.get(earned, earned):
                yield at(
                    section,
                    found.span("grade"),
                    f"{number_text(totals[0].score)}分对应的等级为“{earned}”，这里写“{found.group('grade')}”",
                    earned,
                )


def grade_missing(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """2: a result states its grade beside the score."""
    totals = _totals(paper)
    if not totals or _GRADE.search(paper.whole):
        return
    earned = paper.grade_of(totals[0].score)
    if earned:
        section, (start, end) = totals[0].section, totals[0].span
        message = f"写了{number_text(totals[0].score)}分但没有写等级，按分数段应为“{earned}”"
        # Where the sentence goes on without a pause, a person must word it.
        pause = section.text[end : end + 1] in ("", "，", "。", "；", "\n")
        fix = f"{section.text[start:end]}，等级为“{earned}”" if pause else None
        yield at(section, (start, end), message, fix)


def grade_word(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """2: grades are called as the bands call them (优秀 → 优)."""
    names = {band.grade for band in paper.bands}
    for section in paper.of_kind(Kind.SCORE):
        for found in _GRADE.finditer(section.text):
            word = found.group("grade")
            if word in _NORMAL and word not in names and _NORMAL[word] in names:
                yield at(
                    section,
                    found.span("grade"),
                    f"等级名称应写“{_NORMAL[word]}”，不写“{word}”",
                    _NORMAL[word],
                )


RULES = (
    Rule("score_parts", (1,), "文中各部分得分之和等于总分", "report", score_parts),
    Rule("grade_stated", (2,), "文中等级与总分相符", "report", grade_stated),
    Rule("grade_missing", (2,), "写明等级", "report", grade_missing),
    Rule("grade_word", (2,), "等级名称规范", "report", grade_word),
    Rule("score_over_full", (4,), "得分不高于满分", "section", score_over_full),
    Rule("score_conflict", (15,), "总分前后一致", "report", score_conflict),
)
