"""The to-do list of a report: every 【待补充】 and 【待核实】 in it, the field that each needs, and what filling it in does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from assistant.drafting.views import written
from assistant.editing.meant import fact_title, unit_at
from assistant.editing.proposal import FactChange
from assistant.editing.sheet import Leaf, Sheet
from assistant.errors import FactsError, InputError, NotThere
from assistant.export.placeholders import pieces
from assistant.facts.fields import printable
from assistant.facts.form import Entry
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere, steps, value_at
from assistant.outline.pack import Pack
from assistant.workspace.fixes.bench import bench_of
from assistant.workspace.fixes.facts import shown_at
from assistant.workspace.fixes.fix import Edit
from assistant.workspace.fixes.proposing import Fixed, of_facts, of_words
from assistant.workspace.todo_fields import Fields

_AROUND = 20
_LONGEST = 1000


@dataclass(frozen=True)
class Todo:
    """One mark of the text. `path` is the fact that it needs (empty where none would fill it); with `entry` it can be
    typed right here, else it is filled in where the form has it. `value` is what the form says by now.
    """

    id: str
    kind: Literal["supply", "verify"]
    section: str
    heading: str
    start: int
    end: int
    words: str
    before: str
    after: str
    path: str = ""
    title: str = ""
    entry: Entry | None = None
    unit: str = ""
    value: str = ""


@dataclass(frozen=True)
class Wanted:
    """A fact that is missing, and the headings of the sections that would say more with it."""

    path: str
    title: str
    headings: tuple[str, ...]


@dataclass(frozen=True)
class TodoList:
    """What is left to do, in the order of the text; `done` of `total` marks are dealt with."""

    open: tuple[Todo, ...]
    wanted: tuple[Wanted, ...]
    done: int
    total: int

    def todo(self, id: str) -> Todo:
        """The one of this id. Raises `NotThere`."""
        for one in self.open:
            if one.id == id:
                return one
        raise NotThere("这一项已经处理过了，或原文已改", hint="请看刷新后的待办。")

    def at(self, section: str, start: int, end: int) -> Todo:
        """The one that stands at these characters. Raises `NotThere`."""
        for one in self.open:
            if one.section == section and one.start <= start and end <= one.end:
                return one
        raise NotThere("这里没有待补充的内容", hint="请看刷新后的待办。")


def todo_list(
    facts: ProjectFacts,
    pack: Pack,
    sheet: Sheet,
    missing: Mapping[str, Sequence[str]] | None = None,
    first: Sequence[str] = (),
) -> TodoList:
    """The to-do list; `missing` are the facts that each section was written without (by its id; by default those that the
    plan misses now), `first` the sections as they were first written, to count what has been done since.
    """
    bench = bench_of(facts, pack, sheet)
    fields = Fields(bench)
    open_ = tuple(one for leaf in sheet.leaves for one in _todos(leaf, fields))
    lacking = missing if missing is not None else {one.id: one.missing for one in bench.plan.sections}
    told = {one.path for one in open_}
    total = max(len(open_), sum(piece.placeholder for text in first for piece in pieces(text)))
    wanted = tuple(one for one in _wanted(sheet, facts, lacking, fields) if one.path not in told)
    return TodoList(open_, wanted, total - len(open_), total)


def _todos(leaf: Leaf, fields: Fields) -> Iterator[Todo]:
    at, seen = 0, Counter[str]()
    for piece in pieces(leaf.text):
        start, at = at, at + len(piece.text)
        if not piece.placeholder:
            continue
        mark, _, words = piece.text.strip("【】").partition("：")
        path = fields.path(leaf.id, words, seen[words]) if mark == "待补充" else ""
        yield Todo(
            id=todo_id(leaf.id, piece.text, seen[words]),
            kind="supply" if mark == "待补充" else "verify",
            section=leaf.id,
            heading=leaf.heading,
            start=start,
            end=at,
            words=words or mark,
            before=leaf.text[max(0, start - _AROUND) : start].rpartition("\n")[2],
            after=leaf.text[at : at + _AROUND].partition("\n")[0],
            path=path,
            title=fields.title(path) or words,
            entry=fields.entry(path),
            unit=fields.unit(path),
            value=fields.shown(path),
        )
        seen[words] += 1


def _wanted(
    sheet: Sheet, facts: ProjectFacts, missing: Mapping[str, Sequence[str]], fields: Fields
) -> Iterator[Wanted]:
    headings: dict[str, list[str]] = {}
    for leaf in sheet.leaves:
        for path in missing.get(leaf.id, ()):
            if leads_somewhere(path) and value_at(facts, path) is None:
                headings.setdefault(path, []).append(leaf.heading)
    for path, under in headings.items():
        yield Wanted(path, fields.title(path), tuple(under))


def todo_id(section: str, mark: str, nth: int) -> str:
    """The name of the nth mark of these words in a section: it stays while others come and go."""
    return sha256(f"{section}\x00{mark}\x00{nth}".encode("utf-8", "replace")).hexdigest()[:12]


def fill(facts: ProjectFacts, pack: Pack, sheet: Sheet, todo: Todo, value: str) -> Fixed:
    """The fact that a mark needs, and every place that follows from it. Raises `InputError` in the form's own words."""
    if todo.entry is None:
        raise InputError(f"“{todo.title}”不能在这里填", hint="请到填报表填写。")
    if not value.strip():
        raise InputError(f"请填写“{todo.title}”", hint=todo.entry.help)
    known = todo.value and value.strip() == todo.value
    after = facts if known else _with(facts, todo, value)
    told = value_at(after, todo.path)
    shown = "；".join(told) if isinstance(told, tuple) else shown_at(after, todo.path, told)
    title = fact_title(facts, todo.path)
    change = FactChange(path=todo.path, title=title, before=todo.value, after=shown, value=value.strip())
    waiting = _written_out(facts, after, pack, sheet, todo.path)
    bench = bench_of(facts, pack, sheet)
    return of_facts(bench, [change], f"补充{title}", facts=after, waiting=waiting)


def settle(facts: ProjectFacts, pack: Pack, sheet: Sheet, todo: Todo, words: str) -> Fixed:
    """A mark gives way to words that somebody has checked. Raises `InputError`."""
    said = printable(words)
    if not said:
        raise InputError("请填写核实后的内容", hint="原文无误的，点“核实无误”。")
    if len(said) > _LONGEST or "【" in said:
        raise InputError(f"最多{_LONGEST}字，不要写【】", hint="长的内容请在原文中修改。")
    bench = bench_of(facts, pack, sheet)
    edit = Edit(todo.section, todo.start, todo.end, said)
    return of_words(bench, bench.with_edits([edit]), f"核实“{todo.words}”")


def _with(facts: ProjectFacts, todo: Todo, value: str) -> ProjectFacts:
    tree = facts.model_dump(mode="json", exclude_none=True)
    place: Any = tree
    *way, last = steps(todo.path)
    for step in way:
        place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    place[last] = lines if todo.entry and todo.entry.many else value.strip()
    try:
        return facts_from_tree(tree)
    except FactsError as error:
        one = error.problems[0]
        raise InputError(
            f"{todo.title}：{one.message}",
            hint=f"例如：{todo.entry.example}" if todo.entry and todo.entry.example else "",
        ) from None


def _written_out(
    facts: ProjectFacts, after: ProjectFacts, pack: Pack, sheet: Sheet, path: str
) -> dict[str, str]:
    """The sections with every mark of this fact written out."""
    value = value_at(after, path)
    words = "；".join(value) if isinstance(value, tuple) else written(value, path)
    unit = unit_at(after, path)
    texts: dict[str, str] = {}
    for one in reversed([one for one in todo_list(facts, pack, sheet).open if one.path == path]):
        text = texts.get(one.section, sheet.leaf(one.section).text)
        measured = "" if not unit or text[one.end :].startswith(unit) else unit
        texts[one.section] = text[: one.start] + words + measured + text[one.end :]
    return texts
