"""Exemplars are found a few sections at a time; whatever goes wrong reaches who waits for it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.drafting.exemplars import Exemplar
from assistant.drafting.lookup import Lookup
from assistant.drafting.plan import SectionPlan, make_plan
from assistant.errors import LibraryError
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack
from tests.samples import full_facts

FACTS = full_facts()
SECTIONS = make_plan(FACTS, load_pack("yunnan")).sections


class Source:
    def __init__(self, fault: Exception | None = None, short: bool = False) -> None:
        self.asked: list[list[str]] = []
        self._fault, self._short = fault, short

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        self.asked.append([one.id for one in sections])
        if self._fault:
            raise self._fault
        return [[] for _ in sections][1 if self._short else 0 :]


def test_every_section_is_asked_for_once_and_in_order() -> None:
    source = Source()
    lookup = Lookup(source, SECTIONS, FACTS, 3)
    assert [lookup.of(one) for one in SECTIONS] == [[] for _ in SECTIONS]
    assert [id for chunk in source.asked for id in chunk] == [one.id for one in SECTIONS]
    assert max(map(len, source.asked)) == 3


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "source", [Source(LibraryError("资料库坏了")), Source(short=True)], ids=["raises", "too few"]
)
def test_nobody_waits_for_ever(source: Source) -> None:
    lookup = Lookup(source, SECTIONS, FACTS, 3)
    for one in SECTIONS:
        with pytest.raises((LibraryError, ValueError)):
            lookup.of(one)
