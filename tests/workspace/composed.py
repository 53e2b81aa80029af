"""The full sample as the composer writes it, to be spoilt and mended."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.editing.sheet import Leaf, Sheet
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack

PACK = "national"


def sheet_of(facts: ProjectFacts, pack: Pack | None = None) -> Sheet:
    """Every section of the report on these facts."""
    plan = make_plan(facts, pack or load_pack(PACK))
    return Sheet(tuple(Leaf(one.id, one.heading, compose(one).text) for one in plan.sections))


def spoilt(sheet: Sheet, section: str, old: str, new: str) -> Sheet:
    """The report with other words in one section; fails where the old ones do not stand there."""
    text = sheet.leaf(section).text
    assert old in text, text
    return sheet.with_texts({section: text.replace(old, new, 1)})


def changed(tree: dict, values: Mapping[str, object]) -> dict:
    """A tree of facts with other values: {"indicators.0.score": 3}."""
    for path, value in values.items():
        *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        place: object = tree
        for step in way:
            place = place[step]  # type: ignore[index]
        place[last] = value  # type: ignore[index]
    return tree
