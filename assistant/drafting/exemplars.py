"""Past passages for a section: what the prompt may see (masked) and what the check must know (the names behind the masks)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.drafting.delimiting import inert
from assistant.drafting.draft import ExemplarRef
from assistant.drafting.orders import gives_orders, without_links
from assistant.drafting.plan import SectionPlan
from assistant.facts.model import ProjectFacts
from assistant.library.identities.masking import MaskedText
from assistant.outline.kinds import Kind
from assistant.review.leakage import Foreign

_CLAUSE = re.compile(r"[^。；！？\n]+[。；！？]?")
_OPENING = re.compile(r"^(?:其中|同时|此外|另外|并且|因此|为此|主要是|首先|其次|最后)[，,]?")
# A weak model follows one short exchange better than a long one, and prompt tokens are seconds on a small machine.
MAX_EXAMPLE = 260
MIN_EXAMPLE = 40


@dataclass(frozen=True)
class Exemplar:
    """One masked passage, and what is behind its masks. `topic` is its kind's name: a heading may hold a name."""

    topic: str
    reference: ExemplarRef
    masked: MaskedText
    foreign: Foreign


class Exemplars(Protocol):
    """Where exemplars come from. An empty list is a good answer; it must not raise for want of passages."""

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """The exemplars of each section, best first; none from a report on these very facts."""
        ...


class NoExemplars:
    """No library: every section is written from its points alone."""

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """Nothing for anyone."""
        return [[] for _ in sections]


def query_of(section: SectionPlan) -> tuple[str, Kind] | None:
    """What to look for: the heading and the first points; None for a heading without text."""
    if not section.kinds or not section.points:
        return None
    opening = "".join(point.subject + point.text for point in section.points[:3])
    return f"{section.heading} {opening}"[:120], section.kinds[0]


@dataclass(frozen=True)
class Example:
    """A masked passage as an exchange: its clauses as points, and its prose."""

    topic: str
    points: tuple[str, ...]
    prose: str


def example_of(exemplar: Exemplar) -> Example | None:
    """The exchange that an exemplar gives; None for a passage too short to learn from (a weak model answers “无。” to it)
    and for one that gives orders: its prose stands in a turn of the model's own, where nothing says that it is data.
    """
    passage = str(exemplar.masked)
    if gives_orders(passage):
        return None
    prose = _cut(inert(without_links(passage)).strip())
    clauses = (_OPENING.sub("", clause.strip()).rstrip("。；") for clause in _CLAUSE.findall(prose))
    points = tuple(clause for clause in clauses if clause)
    if len(points) < 2 or len(prose) < MIN_EXAMPLE:
        return None
    return Example(exemplar.topic, points, prose)


def _cut(text: str) -> str:
    if len(text) <= MAX_EXAMPLE:
        return text
    end = max(text.rfind(mark, 0, MAX_EXAMPLE) for mark in "。；\n")
    return text[: end + 1].rstrip() if end > 40 else text[:MAX_EXAMPLE]
