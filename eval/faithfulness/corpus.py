"""The sample reports as they are read: their passages, and what people wrote in a section of some kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.drafting.draft import ExemplarRef
from assistant.drafting.exemplars import Exemplar, query_of
from assistant.drafting.plan import SectionPlan
from assistant.facts.model import ProjectFacts
from assistant.library.identities.labels import Label
from assistant.library.loaders import load
from assistant.library.passages import Passage, passages_of
from assistant.library.structure.tree import SectionTree, grow
from assistant.outline.kinds import Kind
from assistant.resources import shipped
from assistant.review.leakage import Foreign

_SHOWN = 3


@dataclass(frozen=True)
class Report:
    """One sample report; `name` is its file's name without ending."""

    name: str
    tree: SectionTree
    passages: tuple[Passage, ...]


@cache
def reports() -> tuple[Report, ...]:
    """All sample reports, in order of name."""
    return tuple(_report(path) for path in sorted(shipped("corpus").glob("*.md")))


def _report(path: Path) -> Report:
    document = load(path)
    tree = grow(document.text, path.stem)
    return Report(path.stem, tree, passages_of(document, tree, path.stem))


def passages_under(document: str, heading: str) -> tuple[Passage, ...]:
    """The prose of a report under a heading, each text once; none where the report is not of the samples."""
    found = (
        one
        for report in reports()
        if report.name == Path(document).stem
        for one in report.passages
        if one.heading == heading and not one.is_table
    )
    return tuple({one.part: one for one in found}.values())


def human(facts: str, kind: Kind) -> str:
    """What people wrote in the sections of a kind of the sample's own report; empty where it has none."""
    trees = (one.tree for one in reports() if one.name == facts)
    return "\n".join(
        part.body for tree in trees for part in tree.sections if kind in part.kinds and part.body
    )


def foreign_of(passage: Passage) -> Foreign:
    """A passage as the checks see it, with the names in it."""
    names = tuple(
        dict.fromkeys(one.text for one in passage.identities if one.type.is_name or one.type is Label.TITLE)
    )
    return Foreign(passage.document, passage.heading, passage.text, names)


class CorpusExemplars:
    """Exemplars straight from the sample reports, by kind and common words: for CI, where no library was filled."""

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """The passages of each section's first kind that share most character pairs with it; one a report."""
        unit, project = facts.report.unit, facts.project.name
        others = [one for one in reports() if unit not in one.tree.text and project not in one.tree.text]
        return [self._of(section, others) for section in sections]

    def _of(self, section: SectionPlan, others: Sequence[Report]) -> list[Exemplar]:
        query = query_of(section)
        if query is None:
            return []
        pairs = _pairs(query[0])

        def like(passage: Passage) -> float:
            return len(pairs & _pairs(passage.text)) / (len(pairs) or 1)

        fitting = ([p for p in one.passages if p.kind is query[1] and not p.is_table] for one in others)
        best = [max(these, key=like) for these in fitting if these]
        return [_exemplar(one, like(one)) for one in sorted(best, key=like, reverse=True)[:_SHOWN]]


def _exemplar(passage: Passage, score: float) -> Exemplar:
    reference = ExemplarRef(document=passage.document, heading=passage.heading, score=round(score, 4))
    return Exemplar(passage.kind.label, reference, passage.masked, foreign_of(passage))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
