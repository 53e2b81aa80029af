"""One document opened: what was understood of it, and what a person makes of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.facts.model import PROJECT_TYPES
from assistant.library.structure.corrections import FIELDS
from assistant.outline.kinds import Kind
from assistant.web.reports.views.hits import section_of

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.passages import Passage
    from assistant.library.storage.index import DocumentRecord
    from assistant.library.structure.tree import Section

KINDS_AT_ONCE = 6
_LONGEST = 200
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Opened:
    """A document's record, its sections in order, the ids of those that a person should look at, and its passages
    (None where the library does not give them by document).
    """

    record: DocumentRecord
    sections: tuple[Section, ...]
    uncertain: tuple[str, ...]
    passages: tuple[Passage, ...] | None

    @property
    def fields(self) -> dict[str, str]:
        """The editable fields as text."""
        return {name: _text(getattr(self.record, name)) for name in FIELDS}

    def section(self, id: str) -> Section | None:
        """The section of that id; where there is none, the first that waits for a person, or that has text."""
        chosen = [one for one in self.sections if one.id == id]
        waiting = [one for one in self.sections if one.id in self.uncertain]
        written = [one for one in self.sections if one.body]
        return next(iter((*chosen, *waiting, *written, *self.sections)), None)

    def next_uncertain(self, id: str) -> str:
        """The id of the next section to look at after that one, round to the beginning; empty where none is left."""
        ids = [one.id for one in self.sections]
        start = ids.index(id) + 1 if id in ids else 0
        return next((one for one in ids[start:] + ids[:start] if one in self.uncertain), "")

    def of_section(self, id: str) -> tuple[Passage, ...]:
        """A section's passages, once each whatever their kinds."""
        parts = {one.part: one for one in self.passages or () if section_of(one) == id}
        return tuple(parts.values())


def field_faults(values: Mapping[str, str | None]) -> dict[str, str]:
    """Field → what is wrong with its text, in Chinese; only those that are wrong."""
    found = {name: _fault(name, (values.get(name) or "").strip()) for name in FIELDS}
    return {name: fault for name, fault in found.items() if fault}


def changed(opened: Opened, values: Mapping[str, str | None]) -> dict[str, str]:
    """The fields that differ from the document's: only what a person changed is kept as corrected.

    An empty one takes an earlier correction back.
    """
    new = {name: (values.get(name) or "").strip() for name in FIELDS}
    return {name: text for name, text in new.items() if text != opened.fields[name]}


def chosen_kinds(values: Sequence[str] | None) -> tuple[Kind, ...]:
    """The kinds that a person chose, in their order. Raises `InputError` where there is none, or an unknown one."""
    if not values:
        raise InputError("请至少选一个类别。", hint="内容确实归不进任何一类时选“其他”。")
    if len(values) > KINDS_AT_ONCE:
        raise InputError(f"一节最多选{KINDS_AT_ONCE}个类别。", hint="只留下主要的几个。")
    known = {kind.value for kind in Kind}
    if unknown := [value for value in values if value not in known]:
        raise InputError(f"没有“{unknown[0]}”这个类别。", hint="请从列表中选。")
    return tuple(dict.fromkeys(map(Kind, values)))


def _text(value: str | int | None) -> str:
    return "" if value is None else str(value)


def _fault(name: str, text: str) -> str:
    if len(text) > _LONGEST:
        return f"太长，最多{_LONGEST}个字。"
    if any(ord(character) < 32 for character in text):
        return "只能是一行文字。"
    if name == "year" and text and not _is_year(text):
        return f"请填四位年份，如2023（{_FIRST_YEAR}至{_LAST_YEAR}）。"
    if name == "project_type" and text and text not in PROJECT_TYPES:
        return "请从列表中选。"
    return ""


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text[:5]) <= _LAST_YEAR


def opened(library: Library, id: str) -> Opened:
    """The document of that id as it stands now. Raises `InputError` where there is none."""
    if not id:
        raise InputError("还没有打开报告。", hint="在“报告列表”里点一份报告的标题。")
    entry = library.show(id)
    uncertain = tuple(one.id for one in entry.sections if one.id in entry.uncertain)
    return Opened(entry.record, entry.sections, uncertain, library.passages(entry.record.id))
