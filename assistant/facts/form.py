"""The form as one description: every fact with its title, help, unit, example, input, place and who needs it.

Read off `ProjectFacts` (facts/model.py); the web form, the spreadsheet to fill in, the commented YAML and docs/form.md are
made from it. Which section needs which fact is the outline's knowledge, so it is passed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from assistant.facts.inputs import Input
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import group_in, item_of, title_of

_PLACE = re.compile(r"\[\d*\]")
_OF_A_YEAR = ("number", "count", "year", "date")


@dataclass(frozen=True)
class Entry:
    """One fact to fill in; with `many`, a list of them, one a line.

    `path` is the fact's address, `funds.payments[].amount` for a column of a table. `yearly`: next year's form asks anew.
    `essential`: a row of a table without it is incomplete. `example` is a placeholder, never a value. `needed_by` names the sections that cannot do without it.
    """

    path: str
    name: str
    title: str
    help: str
    unit: str
    example: str
    input: Input
    many: bool
    required: bool
    essential: bool
    yearly: bool
    long: bool
    needed_by: tuple[str, ...]

    @property
    def label(self) -> str:
        """支付金额（万元）."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title


@dataclass(frozen=True)
class Table:
    """A list of groups: one row each, the entries are its columns."""

    path: str
    name: str
    title: str
    help: str
    columns: tuple[Entry, ...]
    needed_by: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A group of facts inside another, such as the period of the project."""

    path: str
    name: str
    title: str
    help: str
    blocks: tuple[Block, ...]


Block = Entry | Table | Part


@dataclass(frozen=True)
class Sheet:
    """One page of the form."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Form:
    """All pages in their order."""

    sheets: tuple[Sheet, ...]

    def entries(self) -> Iterator[Entry]:
        """Every fact, table columns included, in the order of the form."""
        for sheet in self.sheets:
            yield from _entries(sheet.blocks)

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        return {bare(one.path): one for one in self.entries()}

    def entry(self, path: str) -> Entry:
        """The entry of a path; places in lists do not matter. KeyError where no fact stands there."""
        return self._by_path[bare(path)]


def make_form(needs: Mapping[str, Iterable[str]] | None = None) -> Form:
    """The form; `needs` are the fact paths that each section needs, by the section's name as people know it."""
    wanted: dict[str, list[str]] = {}
    for section, paths in (needs or {}).items():
        for path in paths:
            wanted.setdefault(bare(path), []).append(section)
    pages: dict[str, list[Block]] = {}
    for name, described in ProjectFacts.model_fields.items():
        block = _block(name, name, described, wanted, ())
        pages.setdefault(str(_extra(described).get("sheet", "")), []).append(block)
    return Form(tuple(Sheet(title, tuple(blocks)) for title, blocks in pages.items()))


def _block(
    path: str, name: str, described: FieldInfo, wanted: Mapping[str, list[str]], around: tuple[str, ...]
) -> Block:
    """The block of a field; whoever needs the part around it needs it too."""
    group, many = group_in(described.annotation), item_of(described.annotation) is not None
    title, help_ = described.title or name, described.description or ""
    needed_by = tuple(dict.fromkeys((*around, *wanted.get(bare(path), ()))))
    if group is None:
        return _entry(path, name, described, needed_by)
    if many:
        columns = _members(f"{path}[]", group, wanted, ())
        return Table(
            path, name, title, help_, tuple(one for one in columns if isinstance(one, Entry)), needed_by
        )
    return Part(path, name, title, help_, tuple(_members(path, group, wanted, needed_by)))


def _members(
    path: str, group: type[BaseModel], wanted: Mapping[str, list[str]], around: tuple[str, ...]
) -> Iterator[Block]:
    for name, described in group.model_fields.items():
        yield _block(f"{path}.{name}", name, described, wanted, around)


def _entry(path: str, name: str, described: FieldInfo, needed_by: tuple[str, ...]) -> Entry:
    extra, asked = _extra(described), _input(described)
    return Entry(
        path=path,
        name=name,
        title=title_of(path) if "[]" not in path else described.title or name,
        help=described.description or "",
        unit=str(extra.get("unit", "")),
        example=str(extra.get("example", "")),
        input=asked,
        many=item_of(described.annotation) is not None,
        required=described.is_required(),
        essential=bool(extra.get("essential")) and "[]" in path,
        yearly=bool(extra.get("yearly", asked.kind in _OF_A_YEAR)),
        long=bool(extra.get("long")),
        needed_by=needed_by,
    )


def _extra(described: FieldInfo) -> Mapping[str, Any]:
    return described.json_schema_extra if isinstance(described.json_schema_extra, dict) else {}


def _input(described: FieldInfo) -> Input:
    """The input named in the field's type; pydantic keeps the marks of a plain field apart from its annotation."""
    found = next((mark for mark in described.metadata if isinstance(mark, Input)), None)
    found = found or next(_inputs(described.annotation), None)
    if found is None:
        raise TypeError(f"no input for {described.title}")
    return found


def _inputs(annotation: Any) -> Iterator[Input]:
    for part in get_args(annotation):
        if isinstance(part, Input):
            yield part
        else:
            yield from _inputs(part)


def _entries(blocks: Iterable[Block]) -> Iterator[Entry]:
    for block in blocks:
        match block:
            case Entry():
                yield block
            case Table():
                yield from block.columns
            case Part():
                yield from _entries(block.blocks)


def bare(path: str) -> str:
    """A path without places in lists: funds.payments[1].amount → funds.payments.amount."""
    return _PLACE.sub("", path)
