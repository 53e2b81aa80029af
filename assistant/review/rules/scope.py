"""38: the sections on results tell of this project, not of all the unit did in the year, and benefits are not outputs again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.review.mentions import figures
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_COUNTED = ("count", "amount", "rate")
_WHOLE_UNIT = re.compile(
    r"全年(?:共|累计|全[县市区局院校])|全[县市区](?:共|累计|刑事|治安)|(?:我局|我院|我校|全局|各部门)(?:全年|一年来|始终坚持|认真贯彻|坚持以)|一年来|在[^，。；\n]{2,20}(?:坚强|正确)领导下"
)


def outputs_scope(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """A long section on outputs that shares no figure with the goals, and speaks of the unit's whole year."""
    goals = _goals(paper)
    for section in paper.of_kind(Kind.OUTPUTS):
        if len(section.text) < limits["length"] or Kind.SCORE in paper.kinds[section.id]:
            continue
        whole = list(_WHOLE_UNIT.finditer(section.text))
        if len(whole) >= limits["signs"] and not goals & _figures(section):
            yield at(
                section,
                whole[0].span(),
                "本节写的像是单位全年工作，没有本项目的产出数据，请按绩效指标逐项写目标值和完成值",
            )


def _goals(paper: Paper) -> set[tuple[str, ...]]:
    """The figures that the goals of the text, and the indicators of the facts, give."""
    figures_of_goals = {key for one in paper.of_kind(Kind.GOALS) for key in _figures(one)}
    for one in paper.case.facts.indicators if paper.case else ():
        for value in (one.target, one.actual):
            if value is not None and one.unit:
                line = Section("", "", f"{value.normalize():f}{one.unit}")
                figures_of_goals |= _figures(line)
    return figures_of_goals


def _figures(section: Section) -> set[tuple[str, ...]]:
    return {one.key[:2] for one in figures(section.text) if one.type in _COUNTED}


RULES = (Rule("outputs_scope", (38,), "产出写本项目", "report", outputs_scope),)
