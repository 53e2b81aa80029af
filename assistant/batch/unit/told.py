"""What one project contributes in words to its unit's report: its problems and measures, told as in its own report."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.batch.unit.outline import FOLDER, unit_outline
from assistant.drafting.composer import Composed, compose
from assistant.drafting.plan import make_plan
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack, Section


def told_of(facts: ProjectFacts, pack: Pack) -> Mapping[str, Composed]:
    """The text of each pattern that is told of every project, with the sources of its facts; empty where there is nothing
    to tell. Problems are found by the pack's thresholds.
    """
    patterns = unit_outline().each
    # One level down, as they stand below the project's name in the unit's report: items are numbered 1. and so on.
    parts = tuple(Section(id=name, heading=name, patterns=(f"{FOLDER}/{name}",)) for name in patterns)
    mine = pack.model_copy(
        update={"sections": (Section(id="each", heading="each", patterns=(), children=parts),)}
    )
    plan = make_plan(facts, mine)
    return {section.id: compose(section) for section in plan.sections if section.id in patterns}
