"""The section on experience tells some: a heading that promises 经验 and a text of problems alone is half a section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.outline.numbering import read
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

# How what worked is told.
_WORKED = re.compile(
    "经验|做法|亮点|特色|创新|得益于|(?:主要)?(?:通过|建立了|推行|探索|坚持|采取|采用|实行|形成了|率先|依托)[^，。；]{2,}"
)
_TOLD_OF_FAULTS = re.compile("问题|不足|偏[差离]|原因|困难|滞后|未(?:能|完成|达)|不够|欠缺")
_NOTHING = re.compile(r"^\s*(?:无|没有|暂无|略)[。.]?\s*$")


def no_experience(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """31 (its other half): a section that promises experience beside problems tells experience too."""
    for index, section in enumerate(paper.sections):
        kinds = set(paper.kinds[section.id])
        if Kind.EXPERIENCE not in kinds or "经验" not in section.heading:
            continue
        inner = list(_inside(paper, index))
        if any("经验" in one.heading or "做法" in one.heading for one in inner):
            continue
        text = "\n".join([section.text, *(one.text for one in inner)])
        if _NOTHING.match(text) or (
            kinds - {Kind.EXPERIENCE} and _TOLD_OF_FAULTS.search(text) and not _WORKED.search(text)
        ):
            end = min(len(section.text), 20)
            yield at(
                section, (0, end), f"标题“{section.heading[:30]}”应写经验做法，本节没有写，请补写或改标题"
            )


def _inside(paper: Paper, index: int) -> Iterator[Section]:
    """The sections below the one at an index, as their numbers say."""
    numbered = read(paper.sections[index].heading)
    level = numbered.level if numbered else 9
    for one in paper.sections[index + 1 :]:
        below = read(one.heading)
        if below is None or below.level <= level:
            return
        yield one


RULES = (Rule("no_experience", (31,), "经验部分写了经验", "report", no_experience),)
