"""What a batch keeps of a project's draft: its facts, its findings, and the amounts that its text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.batch.unit.told import told_of
from assistant.drafting.composer import Composed
from assistant.drafting.draft import Draft
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.kinds import Kind
from assistant.outline.pack import Pack
from assistant.review.findings import Finding
from assistant.review.mentions import find_mentions

_OF_MONEY = {Kind.OVERVIEW.value, Kind.FUNDS_ARRANGED.value, Kind.FUNDS_USED.value}
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True)
class Drafted:
    """`amounts` (万元) are those named in the sections about money; `headings` are those of its sections, by id; `told` is
    what its unit's report says of it.
    """

    facts: ProjectFacts
    findings: tuple[Finding, ...]
    headings: Mapping[str, str]
    amounts: frozenset[Decimal]
    told: Mapping[str, Composed]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity."""
        found = Counter(one.severity for one in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}


def drafted_of(draft: Draft, pack: Pack, facts: ProjectFacts | None = None) -> Drafted:
    """Of a draft, and of the facts that it was written from (default: those that it holds). Raises `FactsError`."""
    facts = facts or facts_from_tree(draft.facts, source=draft.project)
    headings = {one.id: one.heading for one in draft.sections}
    return Drafted(facts, tuple(draft.findings), headings, frozenset(_amounts(draft)), told_of(facts, pack))


def _amounts(draft: Draft) -> set[Decimal]:
    told = [one.text for one in draft.sections if _OF_MONEY & set(one.kinds)]
    return {
        Decimal(mention.key[1])
        for text in told
        for mention in find_mentions(text)
        if mention.key[0] == "amount"
    }
