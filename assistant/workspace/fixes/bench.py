"""The bench that fixes are tried on: a report with its facts, reviewed again after an edit, section by section.

A section that an edit leaves alone keeps its findings; only the rules that look across all sections run anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from assistant.editing.following import with_fact
from assistant.editing.proposal import FactChange
from assistant.editing.sheet import Sheet
from assistant.errors import FactsError
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.review.coverage import omitted_indicators
from assistant.review.findings import Finding
from assistant.review.rules import Section, review_across
from assistant.workspace.fixes.basis import Basis, Case, basis_of, case_of, kept
from assistant.workspace.fixes.fix import Edit, Fix, edited

_Key = tuple[str, str, str, str]


def bench_of(facts: ProjectFacts, pack: Pack, sheet: Sheet) -> Bench:
    """The bench of this report as it is; kept, since a page asks for it again and again."""
    return _bench(case_of(facts, pack), sheet)


@lru_cache(maxsize=32)
def _bench(case: Case, sheet: Sheet) -> Bench:
    return Bench(kept(case), sheet)


class Bench:
    """One report under repair. Nothing here changes it."""

    def __init__(self, basis: Basis, sheet: Sheet) -> None:
        self.basis, self.sheet = basis, sheet
        self.facts, self.pack = basis.facts, basis.pack
        self.plan, self.ledger, self.book, self.composed = (
            basis.plan,
            basis.ledger,
            basis.book,
            basis.composed,
        )
        # What was tried already, by finding: trying is most of the work.
        self.tried: dict[str, tuple[Fix, ...]] = {}

    @cached_property
    def texts(self) -> dict[str, str]:
        """The sections by id; a heading alone has none of its own."""
        return {leaf.id: leaf.text for leaf in self.sheet.leaves}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the review says of the report as it is (what past reports have in common with it is not looked for)."""
        return tuple(self.after(()))

    def after(self, edits: Iterable[Edit]) -> list[Finding]:
        """What the review says after some edits."""
        return self.of_texts(self.with_edits(edits))

    def of_texts(self, texts: Mapping[str, str]) -> list[Finding]:
        """What the review says of the written sections with these texts."""
        headings = {leaf.id: leaf.heading for leaf in self.sheet.leaves}
        sections = [Section(id, headings[id], text) for id, text in texts.items()]
        derived = self.plan.derived
        return [
            *(one for section in sections for one in self.basis.reviewed(section)),
            *review_across(sections, self.facts, derived, self.book),
            *self.basis.of_facts,
            *omitted_indicators(list(texts.values()), self.facts, derived),
        ]

    def with_edits(self, edits: Iterable[Edit]) -> dict[str, str]:
        """The texts of the written sections after some edits."""
        found = list(edits)
        return {
            id: edited(text, (one for one in found if one.section == id)) for id, text in self.texts.items()
        }

    def with_changes(self, changes: Sequence[FactChange]) -> ProjectFacts:
        """The facts after some changes. Raises `FactsError` where a value cannot stand there."""
        facts = self.facts
        for one in changes:
            facts = with_fact(facts, one.path, one.value)
        return facts

    def of_facts_after(self, changes: Sequence[FactChange]) -> list[Finding] | None:
        """What the rules on the facts alone say after some changes; None where a value cannot stand there."""
        try:
            facts = self.with_changes(changes)
        except (FactsError, LookupError, TypeError):
            return None
        return list(basis_of(facts, self.pack).of_facts)


def beyond(findings: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Findings that the others do not hold as often, wherever they stand."""
    left = Counter(map(key_of, others))
    out = []
    for one in findings:
        if left[key_of(one)]:
            left[key_of(one)] -= 1
        else:
            out.append(one)
    return out


def key_of(finding: Finding) -> _Key:
    """What makes two findings the same one, before and after an edit."""
    return finding.rule, finding.section, finding.text, finding.path or ""


def counted(findings: Iterable[Finding]) -> Mapping[_Key, int]:
    """How often each is there."""
    return Counter(map(key_of, findings))
