"""The review of a whole report: trace, claims, leakage and rules, as one result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.review.claims import false_claims
from assistant.review.coverage import omitted_indicators
from assistant.review.findings import Finding
from assistant.review.leakage import Foreign, leakage
from assistant.review.ledger import Ledger
from assistant.review.rules import RuleBook, Section, review_across, review_facts, review_text
from assistant.review.sweeping import sweeping_claims
from assistant.review.trace import Traced, trace, untraced

Known = Sequence[tuple[int, int, str]]


@dataclass(frozen=True)
class SectionReview:
    """What was found in one section."""

    findings: tuple[Finding, ...]
    mentions: tuple[Traced, ...]


@dataclass(frozen=True)
class ReportReview:
    """What was found in a report; `mentions` and `headings` by section id."""

    findings: tuple[Finding, ...]
    mentions: Mapping[str, tuple[Traced, ...]]
    headings: Mapping[str, str]

    @property
    def traced(self) -> int:
        """How many mentions have a source."""
        return sum(one.path is not None for mentions in self.mentions.values() for one in mentions)

    @property
    def untraced(self) -> int:
        """How many mentions have none."""
        return sum(one.path is None for mentions in self.mentions.values() for one in mentions)


def review_section(
    section: Section,
    facts: ProjectFacts,
    ledger: Ledger,
    shown: Sequence[Foreign] = (),
    known: Known = (),
    book: RuleBook | None = None,
) -> SectionReview:
    """One section against the facts and against the passages that its writer was shown."""
    traced = trace(section.text, ledger, known)
    found = [
        *untraced(section.id, traced),
        *_claims(section, facts, ledger),
        *leakage(section.id, section.text, shown, ledger),
        *review_text(section, book),
    ]
    return SectionReview(tuple(sorted(found, key=lambda one: (one.start, one.end))), tuple(traced))


def _claims(section: Section, facts: ProjectFacts, ledger: Ledger) -> Iterator[Finding]:
    """False claims about indicators, and about the whole where no indicator's claim says the same words."""
    own = list(false_claims(section.id, section.text, facts, ledger.claimed))
    yield from own
    for one in sweeping_claims(section.id, section.text, facts):
        if not any(other.start < one.end and one.start < other.end for other in own):
            yield one


def review_report(
    sections: Sequence[Section],
    facts: ProjectFacts,
    derived: Mapping[str, Derived],
    *,
    shown: Mapping[str, Sequence[Foreign]] | None = None,
    known: Mapping[str, Known] | None = None,
    constants: Sequence[str] = (),
    book: RuleBook | None = None,
) -> ReportReview:
    """All sections and the rules that look across them. `constants` are a pack's own words (document names in headings …).
    `book` holds the pack's levels and thresholds of the rules; the default pack's where it is not given.
    """
    ledger = Ledger(facts, derived, constants)
    reviews = {
        one.id: review_section(
            one, facts, ledger, (shown or {}).get(one.id, ()), (known or {}).get(one.id, ()), book
        )
        for one in sections
    }
    findings = [finding for review in reviews.values() for finding in review.findings]
    findings.extend(review_across(sections, facts, derived, book))
    findings.extend(review_facts(facts, derived, book))
    findings.extend(omitted_indicators([one.text for one in sections], facts, derived))
    return ReportReview(
        tuple(findings),
        {id: review.mentions for id, review in reviews.items()},
        {one.id: one.heading for one in sections},
    )
