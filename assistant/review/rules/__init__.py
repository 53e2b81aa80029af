"""The finance reviewer's 39 checks as small named rules; which, at which level, is the locality pack's business.

`review_text` looks at one section, `review_across` at a whole report (with its facts, where they are at hand), and
`review_facts` at the facts alone. Levels and thresholds: the `rules` table of prompts/packs/common.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.review.findings import Finding
from assistant.review.rules import (
    answers,
    arrival,
    attainment,
    beneficiaries,
    clashes,
    counting,
    dates,
    denials,
    identity,
    indicators,
    lessons,
    money,
    privacy,
    references,
    repetition,
    satisfaction,
    scope,
    scores,
    scoring,
    stated_dates,
    stated_money,
    stated_scores,
    structure,
    wording,
)
from assistant.review.rules.book import RuleBook, default_book
from assistant.review.rules.paper import Case, Paper
from assistant.review.rules.rule import Rule, Section

__all__ = [
    "RULES",
    "Rule",
    "RuleBook",
    "Section",
    "default_book",
    "review_across",
    "review_facts",
    "review_repetition",
    "review_text",
]

_THEMES = (
    scores, stated_scores, scoring, money, stated_money, dates, stated_dates, attainment, clashes, denials, arrival, identity, counting,
    references, indicators, answers, lessons, beneficiaries, repetition, wording, structure, satisfaction, scope, privacy,
)  # fmt: skip
# Every rule, in the order of the reviewer's list.
RULES: tuple[Rule, ...] = tuple(
    sorted((rule for theme in _THEMES for rule in theme.RULES), key=lambda rule: rule.numbers[0])
)
_ON_SECTIONS = tuple(rule for rule in RULES if rule.reads == "section")
_ON_REPORTS = tuple(rule for rule in RULES if rule.reads in ("report", "both"))
_ON_FACTS = tuple(rule for rule in RULES if rule.reads == "facts")


def review_text(section: Section, book: RuleBook | None = None) -> Iterator[Finding]:
    """Every rule that reads one section by itself."""
    yield from (book or default_book()).apply(_ON_SECTIONS, section)


def review_across(
    sections: Sequence[Section],
    facts: ProjectFacts | None = None,
    derived: Mapping[str, Derived] | None = None,
    book: RuleBook | None = None,
) -> Iterator[Finding]:
    """Every rule that reads across the sections of a report; without facts they judge the text by itself."""
    book = book or default_book()
    case = Case(facts, derived or {}) if facts else None
    yield from book.apply(_ON_REPORTS, Paper(sections, case, book.bands))


def review_facts(
    facts: ProjectFacts, derived: Mapping[str, Derived], book: RuleBook | None = None
) -> Iterator[Finding]:
    """Every rule that needs the facts alone; their findings have a `path` and belong to no section."""
    yield from (book or default_book()).apply(_ON_FACTS, Case(facts, derived))


def review_repetition(sections: Sequence[Section], book: RuleBook | None = None) -> Iterator[Finding]:
    """The rule on repetition by itself (33)."""
    yield from (book or default_book()).apply(repetition.RULES, Paper(sections))
