"""Claims: what a sentence says of an indicator (reached, missed, exceeded) against what the facts say of it.

A weak model wrote "86%，达到目标" of a goal of 90%: every figure traced, the sentence was false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.derived import met
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.quantities import number_text
from assistant.review.findings import Finding

_CLAUSE = re.compile(r"[^。；！？\n]+")
_REACHED = re.compile(
    r"(?<![未没不])(?<!未能)(?<!没有)(?<!尚未)(?:达到了?|实现了?|完成了?|超过了?|超额完成了?|达成了?|圆满完成|如期完成)"
    r"(?:了)?(?:[^，,]{0,12}?)(?:目标|指标值|预期|计划|任务|要求)(?!\d|[0-9.]*[%万个台套])"
)
_MISSED = re.compile(r"未(?:能)?(?:达到|达成|完成|实现|达标)|没有(?:达到|完成|实现)|低于(?:年度)?目标|未达")
_PARTIAL = re.compile(r"^的?\s*[\d.]+\s*[%％]")


def false_claims(section: str, text: str, facts: ProjectFacts) -> Iterator[Finding]:
    """Clauses that name an indicator, or state its figure, and say the opposite of its result."""
    for clause in _CLAUSE.finditer(text):
        for indicator in facts.indicators:
            verdict = met(indicator)
            if verdict is None or indicator.qualitative or not _speaks_of(clause.group(), indicator):
                continue
            said = clause.group()[_place_of(clause.group(), indicator) :]
            wrong = _MISSED.search(said) if verdict else _REACHED.search(said)
            if wrong and not _PARTIAL.match(said[wrong.end() :]) and not _mixed(clause.group(), facts):
                yield _finding(section, clause, indicator, verdict)


def _speaks_of(clause: str, indicator: Indicator) -> bool:
    return _place_of(clause, indicator) >= 0


def _place_of(clause: str, indicator: Indicator) -> int:
    """Where a clause names an indicator; -1 where it does not."""
    name = re.sub(r"(数量|总数|数)$", "", indicator.name or "")
    return clause.find(name) if len(name) >= 2 else -1


def _mixed(clause: str, facts: ProjectFacts) -> bool:
    """A clause about several indicators with different results cannot be judged as one."""
    verdicts = {met(one) for one in facts.indicators if _speaks_of(clause, one)}
    return True in verdicts and False in verdicts


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
