"""The past passages of one run: a library that is being filled or is out of order costs them, not the draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.drafting.exemplars import Exemplar, Exemplars
from assistant.drafting.plan import SectionPlan
from assistant.errors import LibraryError
from assistant.facts.model import ProjectFacts


class Examples:
    """What `source` finds; nothing where there is an `excuse` not to ask it, or where it cannot answer. `fault` says why."""

    def __init__(self, source: Callable[[], Exemplars], excuse: str = "") -> None:
        self._source, self.fault = source, excuse

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """As the source gives them."""
        if not self.fault:
            try:
                return self._source().for_sections(sections, facts)
            except LibraryError as error:
                self.fault = f"参考资料库不能用：{error.message}"
        return [[] for _ in sections]
