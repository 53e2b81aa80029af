"""One row a section that one variant wrote: every measure of its text, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.composer import compose
from assistant.drafting.plan import SectionPlan
from assistant.facts.paths import leaves, value_at
from assistant.review.leakage import Foreign
from eval.faithfulness.corpus import foreign_of, human, passages_under, reports
from eval.faithfulness.records import Record, records
from eval.faithfulness.samples import Case, load_case
from eval.metrics.chrf import chrf
from eval.metrics.coverage import Coverage, coverage
from eval.metrics.figures import Truth, truth
from eval.metrics.invention import Invention, invention
from eval.metrics.leakage import Leaked, leaked
from eval.metrics.parent import Parent, Tokens, parent, tokens
from eval.metrics.phrases import phrase_share, set_phrases

Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Row:
    """`planned_characters` is the composer's length, `chrf` and `parent` are None where no person wrote such a section."""

    variant: str
    facts: str
    pack: str
    section: str
    model: str | None
    outcome: str
    calls: int
    repairs: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    seconds: float
    characters: int
    planned_characters: int
    human_characters: int
    truth: Truth
    coverage: Coverage
    leaked: Leaked
    invention: Invention
    chrf: float | None
    parent: Parent | None
    set_phrases: float

    @property
    def cell(self) -> Cell:
        """What was asked, whoever answered."""
        return self.facts, self.pack, self.section


def rows(run: Path) -> list[Row]:
    """The rows of a run's folder. Raises `ValueError` where it has none."""
    kept = list(records(run))
    if not kept:
        raise ValueError(f"no records in {run}: generate first")
    shown = _shown(kept)
    return [row for record in kept for row in _rows(record, shown)]


def _shown(kept: Iterable[Record]) -> Mapping[Cell, Sequence[Foreign]]:
    """The passages found for each section: every variant is held against those that any of them was shown."""
    found: dict[Cell, dict[tuple[str, str], None]] = {}
    for record in kept:
        for id, told in record.sections.items():
            these = found.setdefault((record.facts, record.pack, id), {})
            these.update(dict.fromkeys((one["document"], one["heading"]) for one in told["exemplars"]))
    return {
        cell: [foreign_of(passage) for place in places for passage in passages_under(*place)]
        for cell, places in found.items()
    }


_case = cache(load_case)


def _rows(record: Record, shown: Mapping[Cell, Sequence[Foreign]]) -> Iterator[Row]:
    case = _case(record.facts, record.pack)
    for id, told in record.sections.items():
        usage = told["usage"]
        section, text = case.section(id), told["text"]
        yield Row(
            variant=record.variant,
            facts=record.facts,
            pack=record.pack,
            section=id,
            model=record.model,
            outcome=told.get("outcome") or "answer",
            calls=told["calls"],
            repairs=told.get("repairs", 0),
            prompt_tokens=usage.get("prompt_tokens", 0),
            cached_tokens=usage.get("cached_tokens", 0),
            completion_tokens=usage.get("completion_tokens", 0),
            seconds=told["seconds"],
            **_measures(case, section, text, shown[case.name, record.pack, id]),
        )


def _measures(case: Case, section: SectionPlan, text: str, shown: Sequence[Foreign]) -> dict[str, Any]:
    told, facts = compose(section), case.plan.facts
    composed = told.text
    worded = [composed[one.start : one.end] for one in told.spans if not one.source.missing]
    written = _written(case.name, section)
    return {
        "characters": len(text),
        "planned_characters": len(composed),
        "human_characters": len(written),
        "truth": truth(text, facts, case.ledger),
        "coverage": coverage(text, composed, worded),
        "leaked": leaked(text, shown, f"{case.ledger.text}\n{composed}"),
        "invention": invention(text, _vocabulary(case.name, case.plan.pack.id) | set(tokens(composed))),
        "chrf": chrf(text, written) if written else None,
        "parent": _parent(case, section, text, written) if written else None,
        "set_phrases": phrase_share(text, _phrases(case.name)),
    }


def _written(facts: str, section: SectionPlan) -> str:
    """What people wrote of the section's kinds, the first kind that they wrote of."""
    return next((text for kind in section.kinds if (text := human(facts, kind))), "")


def _parent(case: Case, section: SectionPlan, text: str, written: str) -> Parent:
    facts, derived = case.plan.facts, case.plan.derived
    ought = sorted({path for point in section.points for path in point.paths})
    wanted = [derived[path].text if path in derived else str(value_at(facts, path) or "") for path in ought]
    table = _table(case.name, case.plan.pack.id)
    return parent(tokens(text), tokens(written), table, [one for one in map(tokens, wanted) if one])


@cache
def _table(facts: str, pack: str) -> tuple[Tokens, ...]:
    """All that the facts and the formulas over them say."""
    case = _case(facts, pack)
    values = [str(value) for _, value in leaves(case.plan.facts)]
    return tuple(map(tokens, (*values, *case.ledger.text.splitlines())))


@cache
def _vocabulary(facts: str, pack: str) -> frozenset[str]:
    return frozenset(word for value in _table(facts, pack) for word in value)


@cache
def _phrases(facts: str) -> frozenset[str]:
    """Set phrases of the sample reports, the section's own report left out."""
    return set_phrases(one.tree.text for one in reports() if one.name != facts)
