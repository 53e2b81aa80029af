"""A problem in its four parts, and what is missing of it, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.facts.groups.results import Problem
from assistant.web.views.words import plain

_GAP = re.compile(r"【待(?:补充|核实)：[^【】]*】")


def marked_gaps(text: str) -> str:
    """Escaped text with its 【待补充：…】 marked."""
    return _GAP.sub(lambda gap: f'<span class="gap">{gap.group()}</span>', plain(text))


def words(problem: Problem, *, titled: bool = True) -> str:
    """The parts of a problem with their names; a cause or measures that nobody gave are shown as missing."""
    parts = [
        ("问题", plain(problem.title or "") if titled else ""),
        ("表现和影响", marked_gaps(problem.consequence or "")),
        ("原因", marked_gaps(problem.cause or "【待补充：问题原因】")),
        ("整改措施", _measures(problem.measures)),
        ("责任和时限", plain("，".join(filter(None, (problem.owner, problem.deadline))))),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in parts if text)
    return f'<dl class="words">{rows}</dl>'


def _measures(measures: Iterable[str]) -> str:
    lines = [f"<li>{marked_gaps(one)}</li>" for one in measures]
    return f"<ol>{''.join(lines)}</ol>" if lines else marked_gaps("【待补充：整改措施】")
