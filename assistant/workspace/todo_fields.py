"""The fields behind the marks of a text: which fact each 【待补充】 needs, and how that is typed."""

from __future__ import annotations

from functools import cache

from assistant.editing.meant import unit_at
from assistant.facts.form import Entry, Form, make_form
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere, value_at
from assistant.workspace.fixes.bench import Bench
from assistant.workspace.fixes.facts import shown_at
from assistant.workspace.origins import Origins


class Fields:
    """Which fact each mark of a section needs, as the plan has it."""

    def __init__(self, bench: Bench) -> None:
        self._facts: ProjectFacts = bench.facts
        self._origins = Origins(bench.facts, bench.pack)
        self._gaps: dict[str, list[tuple[str, str]]] = {
            id: [
                (composed.text[span.start : span.end].strip("【】").partition("：")[2], span.source.path)
                for span in composed.spans
                if span.source.missing
            ]
            for id, composed in bench.composed.items()
        }

    def title(self, path: str) -> str:
        """What a fact is called, with the row that it is in; empty for what is no fact."""
        return self._origins.title(path) if path and leads_somewhere(path) else ""

    def entry(self, path: str) -> Entry | None:
        """How a fact is typed; None for what is no single fact, and for one in a row that is not there yet."""
        row = path.rpartition("]")[0]
        if not _is_leaf(path) or (row and value_at(self._facts, f"{row}]") is None):
            return None
        return _form().entry(path)

    def unit(self, path: str) -> str:
        """What a figure is counted in: as the form has it, or as the indicator's row says."""
        return (_form().entry(path).unit or unit_at(self._facts, path)) if _is_leaf(path) else ""

    def shown(self, path: str) -> str:
        """What the form says of a fact by now; empty where it says nothing."""
        value = value_at(self._facts, path) if _is_leaf(path) else None
        if isinstance(value, tuple):
            return "；".join(value)
        return "" if value is None else shown_at(self._facts, path, value)

    def path(self, section: str, words: str, nth: int) -> str:
        """The fact that the nth mark of these words needs; empty where none is known."""
        own = [path for title, path in self._gaps.get(section, ()) if title == words]
        if own:
            return own[min(nth, len(own) - 1)]
        others = {path for gaps in self._gaps.values() for title, path in gaps if title == words}
        return next(iter(others)) if len(others) == 1 else _titled().get(words, "")


@cache
def _form() -> Form:
    return make_form()


@cache
def _titled() -> dict[str, str]:
    """The facts that are in no table, by their titles."""
    return {one.title: one.path for one in _form().entries() if "[" not in one.path}


def _is_leaf(path: str) -> bool:
    if not path or not leads_somewhere(path):
        return False
    try:
        _form().entry(path)
    except KeyError:
        return False
    return True
