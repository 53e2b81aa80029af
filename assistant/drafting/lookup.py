"""Looking up: exemplars for the sections of a draft, found a few at a time while others are already being written."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future

from assistant.drafting.exemplars import Exemplar, Exemplars
from assistant.drafting.plan import SectionPlan
from assistant.facts.model import ProjectFacts


class Lookup:
    """The exemplars of `sections`, searched in their order, `at_once` together; what goes wrong is raised to who asks."""

    def __init__(
        self, exemplars: Exemplars, sections: Sequence[SectionPlan], facts: ProjectFacts, at_once: int
    ) -> None:
        self._exemplars, self._facts = exemplars, facts
        self._found: dict[str, Future[list[Exemplar]]] = {one.id: Future() for one in sections}
        chunks = [sections[at : at + at_once] for at in range(0, len(sections), at_once)]
        threading.Thread(target=self._search, args=(chunks,), name="lookup", daemon=True).start()

    def of(self, section: SectionPlan) -> list[Exemplar]:
        """The exemplars of a section, as soon as they are known."""
        return self._found[section.id].result()

    def _search(self, chunks: Sequence[Sequence[SectionPlan]]) -> None:
        for chunk in chunks:
            try:
                lists = self._exemplars.for_sections(chunk, self._facts)
                pairs = list(zip(chunk, lists, strict=True))
            except BaseException as error:  # handed to who asks for the section: nobody waits for ever
                for one in chunk:
                    self._found[one.id].set_exception(error)
                continue
            for one, found in pairs:
                self._found[one.id].set_result(found)
