"""The basis of a report: what follows from one state of the facts in one locality, kept while it is asked for again."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from assistant.drafting.composer import Composed, compose
from assistant.drafting.doubts import vouched
from assistant.drafting.plan import Plan, make_plan
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.report import Known, review_section
from assistant.review.rules import Section, review_facts
from assistant.review.rules.book import RuleBook
from assistant.review.trace import Traced, trace

_MOST_TEXTS = 1000


class Basis:
    """What follows from one state of the facts in one locality; shared by all that looks at it (see `basis_of`)."""

    def __init__(self, facts: ProjectFacts, pack: Pack) -> None:
        self.facts, self.pack = facts, pack
        self._reviewed: dict[tuple[str, str, str], tuple[Finding, ...]] = {}

    @cached_property
    def plan(self) -> Plan:
        """What the facts say, section by section."""
        return make_plan(self.facts, self.pack)

    @cached_property
    def ledger(self) -> Ledger:
        """All that the facts allow to be said."""
        return Ledger(self.facts, self.plan.derived)

    @cached_property
    def book(self) -> RuleBook:
        """The pack's rules."""
        return RuleBook.of(self.pack)

    @cached_property
    def composed(self) -> dict[str, Composed]:
        """Every section as the composer writes it from the facts, by id."""
        return {one.id: compose(one) for one in self.plan.sections}

    @cached_property
    def of_facts(self) -> tuple[Finding, ...]:
        """What the rules on the facts alone say."""
        return tuple(review_facts(self.facts, self.plan.derived, self.book))

    def reviewed(self, section: Section) -> tuple[Finding, ...]:
        """What the review says of one section by itself; the composer vouches for its own sentences."""
        key = section.id, section.heading, section.text
        found = self._reviewed.get(key)
        if found is None:
            known = self.known(section.id, section.text)
            found = review_section(section, self.facts, self.ledger, (), known, self.book).findings
            if (
                len(self._reviewed) > _MOST_TEXTS
            ):  # other threads may be reading: nothing relies on what is kept
                self._reviewed.clear()
            self._reviewed[key] = found
        return found

    def traced(self, section: str, text: str) -> list[Traced]:
        """Every figure and name of a section's text with its source."""
        return trace(text, self.ledger, self.known(section, text))

    def known(self, section: str, text: str) -> Known:
        """The spans of a text that the composer vouches for."""
        composed = self.composed.get(section)
        return vouched(composed, text) if composed else ()


@dataclass(frozen=True)
class Case:
    """Facts and a pack, told from others by all that they say."""

    facts: ProjectFacts = field(compare=False)
    pack: Pack = field(compare=False)
    said: str


def basis_of(facts: ProjectFacts, pack: Pack) -> Basis:
    """The basis of these facts; kept, since a page asks for it again and again."""
    return kept(case_of(facts, pack))


def case_of(facts: ProjectFacts, pack: Pack) -> Case:
    """The key under which all that follows from these facts is kept."""
    return Case(facts, pack, f"{facts.model_dump_json()}\n{pack.model_dump_json()}")


@lru_cache(maxsize=32)
def kept(case: Case) -> Basis:
    """The basis of a case."""
    return Basis(case.facts, case.pack)
