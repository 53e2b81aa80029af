"""The judge: what the review has against a text that stands for a section of a plan, or for a portion of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.composer import Composed, compose
from assistant.drafting.doubts import DOUBTFUL, marked, vouched
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.plan import Plan, SectionPlan
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.report import Section, review_section
from assistant.review.rules.book import RuleBook


@dataclass(frozen=True)
class Case:
    """A section to judge texts for, and the exemplars that its writer was shown."""

    section: SectionPlan
    exemplars: Sequence[Exemplar] = ()


class Judge:
    """Reviews texts against the facts of one plan."""

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        self._facts, self._ledger = plan.facts, ledger
        self._book = RuleBook.of(plan.pack)

    def errors(self, case: Case, text: str, composed: Composed) -> list[Finding]:
        """What the review has against a text; not what it has against the composer's as well: that lies in the facts.

        A figure or name without a source is never excused.
        """
        found = self._reviewed(case, text, composed)
        if not found:
            return []
        own = found if text == composed.text else self._reviewed(case, composed.text, composed)
        excused = {(one.rule, one.text) for one in own if one.rule not in DOUBTFUL}
        return [one for one in found if (one.rule, one.text) not in excused]

    def sealed(self, case: Case, text: str) -> tuple[str, list[Finding]]:
        """A section's text with every figure or name in a mark that has no source, and the findings that say so."""
        found = self._reviewed(case, text, compose(case.section))
        doubtful = [one for one in found if one.rule in DOUBTFUL]
        return marked(text, doubtful), doubtful

    def _reviewed(self, case: Case, text: str, composed: Composed) -> list[Finding]:
        reviewed = review_section(
            Section(case.section.id, case.section.heading, text),
            self._facts,
            self._ledger,
            [exemplar.foreign for exemplar in case.exemplars],
            vouched(composed, text),
            self._book,
        )
        return [one for one in reviewed.findings if one.severity == "error"]
