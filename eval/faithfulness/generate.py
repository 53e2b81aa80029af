"""The first half of the measurement: every variant writes; what is there already is not asked again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.drafting.exemplars import Exemplar, Exemplars
from assistant.drafting.plan import SectionPlan
from assistant.errors import ModelError
from assistant.models.chat import ChatModel
from assistant.models.scripted import ScriptedModel
from eval.faithfulness.records import Record, records, taken_up
from eval.faithfulness.samples import Case, chosen, load_case
from eval.faithfulness.variants import Result, write

_MODELLESS = "offline"
_PATIENCE = 3


@dataclass(frozen=True)
class Run:
    """What is to be written: `facts` are names of samples or paths, `sections` how many of each report."""

    folder: Path
    variants: Sequence[str]
    facts: Sequence[str]
    pack: str
    sections: int


def generate(run: Run, model: Callable[[], ChatModel], exemplars: Exemplars) -> Iterator[str]:
    """Writes what is missing, a line of progress a section; `model` opens one, anew for each variant.

    A section that the model failed is left for the next run. Raises the `ModelError` when three fail in a row, and
    `ValueError` where there are no past passages to show.
    """
    prepared = cache(lambda facts: _prepared(run, facts, exemplars))
    failures = 0
    # Variant by variant, so that none finds in a server's cache what another has asked; and report by report, so that
    # what the sections of one share stays there.
    for variant in run.variants:
        opened = ScriptedModel([]) if variant == _MODELLESS else model()
        for facts in run.facts:
            case, wanted = prepared(facts)
            named = None if variant == _MODELLESS else opened.name
            record = taken_up(run.folder, variant, case.name, run.pack, named)
            for section, shown in wanted:
                if section.id in record.sections:
                    continue
                try:
                    yield _add(run, record, opened, case, section, shown)
                    failures = 0
                except ModelError as fault:
                    failures += 1
                    if failures == _PATIENCE:
                        raise
                    yield f"{variant} {case.name} {section.heading} failed: {type(fault).__name__}"


def _prepared(
    run: Run, facts: str, exemplars: Exemplars
) -> tuple[Case, list[tuple[SectionPlan, list[Exemplar]]]]:
    """A case with its chosen sections and the exemplars found for each."""
    case = load_case(facts, run.pack)
    # All sections are looked up together, as the pipeline does: that a report is searched in one batch is the product.
    found = exemplars.for_sections(case.plan.sections, case.plan.facts)
    if not any(found):
        raise ValueError(
            f"{case.name}: the library has no past passages; run `assistant ingest corpus` first"
        )
    shown = {one.id: these for one, these in zip(case.plan.sections, found, strict=True)}
    return case, [(section, shown[section.id]) for section in _wanted(run, case)]


def _wanted(run: Run, case: Case) -> list[SectionPlan]:
    """The sections that other variants of this run wrote, whatever has become of the plan since; else a choice."""
    here = [one for one in records(run.folder) if (one.facts, one.pack) == (case.name, run.pack)]
    asked = {id for record in here for id in record.sections}
    if len(asked) < run.sections:
        return chosen(case, run.sections)
    return [section for section in case.plan.sections if section.id in asked]


def _add(
    run: Run, record: Record, model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]
) -> str:
    began = time.perf_counter()
    result = write(record.variant, model, case, section, shown)
    seconds = time.perf_counter() - began
    record.sections[section.id] = _told(section, result, seconds)
    record.write(run.folder)
    return (
        f"{record.variant} {case.name} {section.heading} {result.outcome} {result.calls} calls {seconds:.0f}s"
    )


def _told(section: SectionPlan, result: Result, seconds: float) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "text": result.text,
        "calls": result.calls,
        "seconds": round(seconds, 1),
        "outcome": result.outcome,
        "repairs": result.usage.get("repairs", 0),
        "steps": result.usage.get("steps", []),
        "usage": {name: value for name, value in result.usage.items() if name != "steps"},
        "exemplars": [
            {"document": one.reference.document, "heading": one.reference.heading} for one in result.shown
        ],
    }
