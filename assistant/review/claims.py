"""Claims: what a sentence says of an indicator (reached, missed, exceeded) against what the facts say of it.

A weak model wrote "86%，达到目标" of a goal of 90%: every figure traced, the sentence was false. A claim belongs to the
indicator that its clause, or one of the two clauses before it, names or states the figure of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import number_text
from assistant.review.claimed import Claimed, claimed
from assistant.review.comparisons import false_side
from assistant.review.findings import Finding
from assistant.review.mention import Mention
from assistant.review.mentions import figures
from assistant.review.sentences import cells, claim_clauses

_GOAL = r"(?:目标|指标|预期|任务|计划|要求|标准|上限|限额|控制数)"
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
_PROBLEM = re.compile(r"^针对.*的(?:问题|情况)$")
_REACH = 2
# How many clauses further on a figure that is the indicator's own gap is still said of it.
_FAR = 4
_OTHERS = re.compile("其余|其他|另外")
_ALL = re.compile("均|都|全部|全面")


@dataclass(frozen=True)
class _Clause:
    """A clause with its figures, by offsets in the clause."""

    start: int
    words: str
    figures: tuple[Mention, ...]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.words)


def false_claims(
    section: str, text: str, facts: ProjectFacts, known: Sequence[Claimed] | None = None
) -> Iterator[Finding]:
    """Clauses that say of an indicator the opposite of its result. `known`: `claimed(facts)`, where it is at hand."""
    known = claimed(facts) if known is None else known
    if known:
        mentions = figures(text)
        for sentence in cells(text):
            yield from _in_sentence(section, _clauses(text, sentence, mentions), known)


def _clauses(text: str, sentence: re.Match[str], mentions: Sequence[Mention]) -> Iterator[_Clause]:
    """The clauses of a sentence. Their figures are those of the whole text: a clause by itself may read otherwise."""
    starts = [one.start for one in mentions]
    for found in claim_clauses(text, *sentence.span()):
        start, end = found.span()
        own = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        shifted = tuple(replace(one, start=one.start - start, end=one.end - start) for one in own)
        yield _Clause(start, found.group(), shifted)


def _in_sentence(section: str, clauses: Iterable[_Clause], known: Sequence[Claimed]) -> Iterator[Finding]:
    told: list[Claimed] = []
    current: list[Claimed] = []
    age = 0
    for clause in clauses:
        words, keys = clause.words, {one.key for one in clause.figures}
        # A heading like 针对门窗未达到目标的问题 claims what it names; all else behind a reason is about something else.
        if _REASON.search(words) and not _PROBLEM.search(words):
            return
        named = [one for one in known if one.spoken_of(words, keys)]
        if named:
            told, current, age = [*told, *(one for one in named if one not in told)], named, 0
        else:
            age += 1
        if _OTHERS.search(words):
            continue
        about = told if _ALL.search(words) and not named else current
        if about and age <= _FAR:
            yield from _judge(section, clause, about, near=age <= _REACH)
        if _PROBLEM.search(words):
            return


def _judge(section: str, clause: _Clause, about: Sequence[Claimed], *, near: bool) -> Iterator[Finding]:
    """A clause about several indicators is judged only where it says something of all of them, or they all agree."""
    alike = len({one.met for one in about}) == 1
    for one in about:
        if not alike and not _ALL.search(clause.words):
            continue
        said = _said(clause.words, one) if near else None
        if said not in (None, one.met) or false_side(clause.words, clause.figures, one.measured, near=near):
            yield _finding(section, clause, one.indicator, one.met)
            return


def _said(words: str, subject: Claimed) -> bool | None:
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


def _finding(section: str, clause: _Clause, indicator: Indicator, verdict: bool) -> Finding:
    actual, target = number_text(indicator.actual or 0), number_text(indicator.target or 0)
    unit = indicator.unit or ""
    result = "达到" if verdict else "未达到"
    return Finding(
        rule="false_claim",
        severity="error",
        section=section,
        start=clause.start,
        end=clause.end,
        text=clause.words,
        message=f"“{indicator.name}”目标{target}{unit}、实际{actual}{unit}，{result}目标，这句话说反了",
    )
