"""Headings without a number that their style in the file makes such."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.library.structure.lines import MAX_HEADING, STOPS, HeadLine, Heads, Line, unmarked

_REPORT_TITLE = re.compile(r"(报告|自评表|总结|汇报)(（[^）]*）)?$")
_DATE = re.compile(r"\d年\d{1,2}月(\d{1,2}日)?$")
_FIELD = re.compile(r"^[^：:]{2,16}[：:]\s*\S")


def styled(lines: Sequence[Line], numbered: Heads) -> dict[int, HeadLine]:
    """Lines that their style makes headings; none in a file that mostly styles sentences so."""
    with_style = [at for at, line in enumerate(lines) if line.style]
    likely = [at for at in with_style if at in numbered or _may_be_styled(lines[at].text.strip())]
    if 2 * len(likely) < len(with_style):
        return {}
    chosen = [at for at in likely if at not in numbered and not lines[at].mark]
    first = min(numbered, default=len(lines))
    titles = {at for at in chosen if at < first and _REPORT_TITLE.search(lines[at].text.strip())}
    level_of = _levels_of_styles(lines, [at for at in chosen if at not in titles], numbered)
    found = {}
    for at in chosen:
        level = level_of[lines[at].style or 1] if at not in titles else 0
        # A style above that of 一、 is the title's.
        if level >= 1 or (at not in titles and at > first):
            found[at] = unmarked(lines[at], max(level, 1))
    return found


def _may_be_styled(words: str) -> bool:
    other = _FIELD.match(words) or _DATE.search(words)
    return len(words) <= MAX_HEADING and words[-1] not in STOPS and not other


def _levels_of_styles(lines: Sequence[Line], chosen: Sequence[int], numbered: Heads) -> dict[int, int]:
    """Style level → heading level: of the numbered headings in that style, or counted from the nearest such
    style, or (where no numbered heading has a style) by rank. A level below 1 is above all headings.
    """
    together: dict[int, Counter[int]] = {}
    for at, head in numbered.items():
        if style := lines[at].style:
            together.setdefault(style, Counter())[head.level] += 1
    known = {style: levels.most_common(1)[0][0] for style, levels in together.items()}
    used = sorted({lines[at].style or 1 for at in chosen})
    if not known:
        return {style: rank for rank, style in enumerate(used, 1)}
    nearest = {style: min(known, key=lambda other: abs(other - style)) for style in used}
    return {style: known[nearest[style]] + style - nearest[style] for style in used}
