"""Claims: what a sentence says of an indicator (reached, missed, exceeded) against what the facts say of it.

A weak model wrote "86%，达到目标" of a goal of 90%: every figure traced, the sentence was false. A claim belongs to the
indicator that its clause, or one of the two clauses before it, names or states the figure of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.facts.derived import met
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import number_text
from assistant.review.findings import Finding
from assistant.review.mentions import Key, find_mentions

_SENTENCE = re.compile(r"[^。；！？\n|]+")
_CLAUSE = re.compile(r"[^，,、：:（）]+(?:、[^，,、：:（）]+)*")
_GOAL = r"(?:目标|指标|预期|任务|计划|要求|标准)"
# 完成目标61.4千米的95.93% says how much, not that all was done.
_OBJECT = rf"(?:了)?[^，。；\d的]{{0,8}}{_GOAL}(?:值|数|要求|任务)?(?!\s*[\d，]*\s*[\d.]|[^，。；]{{0,6}}的[\d.]+[%％])"
_REACHED = re.compile(
    rf"(?:达到|达成|完成|实现|满足){_OBJECT}|(?:超额|圆满|全面|如期|按期|顺利)(?:完成|实现|达成)(?![率的])|达标(?![率的户\d])|"
    rf"(?:达到|完成|实现)了?[\d.]+[\u4e00-\u9fff/%％]{{0,6}}?的[^，。；\d]{{0,4}}{_GOAL}"
)
_MISSED = re.compile(
    r"(?:未能?|没有|没能|尚未)(?:如期|按期|全部|完全)?(?:达到|达成|完成|实现|达标|满足)|未达|不达标"
)
_ABOVE = re.compile(
    rf"(?<![不未])(?:超过|高于|超出)(?:了)?[^，。；\d]{{0,6}}{_GOAL}|(?<![不未])(?:超过|高于|超出)[\d.]+[%％]?的[^，。；\d]{{0,4}}{_GOAL}"
)
_BELOW = re.compile(
    rf"(?<!不)(?:低于|少于|不及)[^，。；\d]{{0,6}}{_GOAL}|(?<!不)(?:低于|少于|不及)[\d.]+[%％]?的[^，。；\d]{{0,4}}{_GOAL}"
)
# What is wished, asked, planned or half said is no claim of a result; what follows 原因 is about something else.
_UNCLAIMED = re.compile(
    "[未没不]|尚|基本|部分|力争|确保|争取|为了?|拟|应|将|若|如果|预计|才能|是否|按照|距|与|离"
)
_REASON = re.compile("原因|由于|因为|因$|改进措施|下一步|^针对|^建议")
_REACH = 2
_ALL = re.compile("均|都|全部|全面")


@dataclass(frozen=True)
class _Subject:
    """An indicator as a text may speak of it: by name, or by the figure that is no other indicator's."""

    indicator: Indicator
    met: bool
    name: str
    figure: Key | None


def false_claims(section: str, text: str, facts: ProjectFacts) -> Iterator[Finding]:
    """Clauses that say of an indicator the opposite of its result."""
    subjects = _subjects(facts)
    if subjects:
        for sentence in _SENTENCE.finditer(text):
            yield from _in_sentence(section, text, sentence, subjects)


def _subjects(facts: ProjectFacts) -> list[_Subject]:
    figures: list[Key | None] = [_figure(one) for one in facts.indicators]
    targets = {_figure(one, target=True) for one in facts.indicators}
    out = []
    for one, figure in zip(facts.indicators, figures, strict=True):
        verdict = met(one)
        if verdict is None or one.qualitative:
            continue
        telling = figure if figures.count(figure) == 1 and figure not in targets else None
        out.append(_Subject(one, verdict, re.sub(r"(数量|总数|数)$", "", one.name or ""), telling))
    return out


def _figure(one: Indicator, *, target: bool = False) -> Key | None:
    value = one.target if target else one.actual
    if value is None or not one.unit:
        return None
    return next((mention.key for mention in find_mentions(f"{number_text(value)}{one.unit}")), None)


def _in_sentence(
    section: str, text: str, sentence: re.Match[str], subjects: Sequence[_Subject]
) -> Iterator[Finding]:
    told: list[_Subject] = []
    current: list[_Subject] = []
    age = 0
    for clause in _CLAUSE.finditer(text, *sentence.span()):
        words = clause.group()
        if _REASON.search(words):
            return
        named = [one for one in subjects if _speaks_of(words, one, subjects)]
        if named:
            told, current, age = [*told, *(one for one in named if one not in told)], named, 0
        else:
            age += 1
        about = told if _ALL.search(words) and not named else current
        if about and age <= _REACH:
            yield from _judge(section, clause, words, about)


def _speaks_of(words: str, subject: _Subject, subjects: Sequence[_Subject]) -> bool:
    if len(subject.name) >= 2 and subject.name in words:
        longer = (one.name for one in subjects if subject.name in one.name and one.name != subject.name)
        return not any(name in words for name in longer)
    return subject.figure is not None and any(
        mention.key == subject.figure for mention in find_mentions(words)
    )


def _judge(section: str, clause: re.Match[str], words: str, about: Sequence[_Subject]) -> Iterator[Finding]:
    """A clause about several indicators is judged only where it says something of all of them, or they all agree."""
    alike = len({one.met for one in about}) == 1
    for one in about:
        if not alike and not _ALL.search(words):
            continue
        said = _said(words, one)
        if said is not None and said != one.met:
            yield _finding(section, clause, one.indicator, one.met)
            return


def _said(words: str, subject: _Subject) -> bool | None:
    """Whether a clause claims that the target was reached; None where it claims nothing."""
    after = (
        max(words.find(subject.name) + len(subject.name), 0) if subject.name and subject.name in words else 0
    )
    rest = words[after:]
    good, bad = (_BELOW, _ABOVE) if subject.indicator.op == "<=" else (_ABOVE, _BELOW)
    if _MISSED.search(rest) or _claimed(bad, rest):
        return False
    if _claimed(_REACHED, rest) or _claimed(good, rest):
        return True
    return None


def _claimed(form: re.Pattern[str], words: str) -> bool:
    return any(
        not _UNCLAIMED.search(words[max(0, found.start() - 5) : found.start()])
        for found in form.finditer(words)
    )


def _finding(section: str, clause: re.Match[str], indicator: Indicator, verdict: bool) -> Finding:
    actual, target = number_text(indicator.actual or 0), number_text(indicator.target or 0)
    unit = indicator.unit or ""
    result = "达到" if verdict else "未达到"
    return Finding(
        rule="false_claim",
        severity="error",
        section=section,
        start=clause.start(),
        end=clause.end(),
        text=clause.group(),
        message=f"“{indicator.name}”目标{target}{unit}、实际{actual}{unit}，{result}目标，这句话说反了",
    )
