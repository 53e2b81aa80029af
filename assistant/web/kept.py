"""The exemplars of one run, remembered for the page; a library that is out of order costs them, not the draft."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.exemplars import Exemplar, Exemplars
from assistant.drafting.plan import SectionPlan
from assistant.errors import LibraryError
from assistant.facts.model import ProjectFacts


class KeptExemplars:
    """What `source` finds, kept in `found` by section; `fault` is why it found nothing.

    With an `excuse` the source is not asked at all.
    """

    def __init__(self, source: Exemplars, excuse: str = "") -> None:
        self._source = source
        self.found: dict[str, list[Exemplar]] = {}
        self.fault = excuse

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """As the source gives them; none for anyone where it cannot."""
        if self.fault:
            return [[] for _ in sections]
        try:
            lists = self._source.for_sections(sections, facts)
        except LibraryError as error:
            self.fault = f"参考资料库不能用：{error}"
            return [[] for _ in sections]
        self.found |= {section.id: found for section, found in zip(sections, lists, strict=True)}
        return lists
