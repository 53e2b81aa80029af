"""31: every problem has its measures, and where problems and measures stand apart, they match in number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.outline.numbering import read
from assistant.review.rules.paper import Case, Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at, of

_CALLS = re.compile("整改|措施|下一步|改进|将|拟")


def problem_without_measure(case: Case, limits: Limits) -> Iterator[Fault]:
    """31: a problem of the facts has at least one measure."""
    for index, one in enumerate(case.facts.problems):
        if one.title and not one.measures:
            yield of(f"problems[{index}].measures", one.title, f"问题“{one.title}”没有整改措施，请补填")


def unanswered(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """31: as many measures as problems, where they are listed in sections of their own."""
    problems, measures = _items(paper, Kind.PROBLEMS), _items(paper, Kind.MEASURES)
    if not problems or not measures or {one.id for one, _ in problems} & {one.id for one, _ in measures}:
        return
    asked, answered = (sum(count for _, count in group) for group in (problems, measures))
    if asked >= 2 and answered >= 1 and answered < asked:
        section = measures[0][0]
        end = min(len(section.text), 20)
        yield at(
            section,
            (0, end),
            f"列了{asked}个问题、{answered}条措施，请逐个问题写出对应的措施，并与问题同序",
        )


def _items(paper: Paper, kind: Kind) -> list[tuple[Section, int]]:
    """The sections of this kind alone that list numbered items, with how many."""
    out = []
    others = {Kind.PROBLEMS, Kind.MEASURES} - {kind}
    for section in paper.of_kind(kind):
        if others & set(paper.kinds[section.id]):
            return []  # problems and measures are told together
        levels = [numbered.level for line in section.text.split("\n") if (numbered := read(line[:40]))]
        count = levels.count(min(levels)) if levels else 0
        if kind is Kind.PROBLEMS and _CALLS.search(section.text.replace("有待改进", "")) and count == 0:
            return []
        if count:
            out.append((section, count))
    return out


RULES = (
    Rule("problem_without_measure", (31,), "问题有措施", "facts", problem_without_measure),
    Rule("unanswered_problem", (31,), "措施与问题对应", "report", unanswered),
)
