"""A 【待补充：…】 that gave way to words in Word: the offer to put them into the facts, so that every place tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.editing.hunks import Hunk, Piece, word_diff
from assistant.editing.offers import field_value
from assistant.editing.proposal import FactChange, Proposal
from assistant.errors import InputError
from assistant.workspace.fixes.proposing import Fixed
from assistant.workspace.report import Report
from assistant.workspace.todo import Todo, fill, todo_list

_LEAD = "【待补充"


def supplied(report: Report, proposal: Proposal) -> list[FactChange]:
    """The facts that the hunks of an imported change supply: `before` is the mark, `after` what stands there now."""
    found: dict[str, FactChange] = {}
    if not any(_LEAD in hunk.before for hunk in proposal.hunks):
        return []
    todos = [one for one in _todos(report) if one.kind == "supply" and one.path and one.entry is not None]
    for hunk in proposal.hunks:
        for todo in todos:
            if todo.section == hunk.section and hunk.start <= todo.start and todo.end <= hunk.end:
                offer = _offer(report, todo, hunk)
                if offer is not None:
                    found.setdefault(todo.path, offer)
    return list(found.values())


def is_supply(change: FactChange) -> bool:
    """Whether a change puts a fact where there was none."""
    return change.before.startswith(_LEAD)


def supply(report: Report, change: FactChange) -> Fixed:
    """The facts with what was supplied, and every place that follows. Raises `InputError` where the mark has gone."""
    for todo in _todos(report):
        if todo.path == change.path:
            return fill(report.facts, report.pack, report.sheet, todo, change.value)
    raise InputError(f"“{change.title}”已经不是待补充", hint="请刷新页面。")


def _todos(report: Report) -> Sequence[Todo]:
    return todo_list(report.facts, report.pack, report.sheet, {}).open


def _offer(report: Report, todo: Todo, hunk: Hunk) -> FactChange | None:
    mark = hunk.before[todo.start - hunk.start : todo.end - hunk.start]
    for said in _instead(mark, hunk):
        for value in dict.fromkeys((said, field_value(said, "0"))):
            try:
                fill(report.facts, report.pack, report.sheet, todo, value)
            except InputError:
                continue
            return FactChange(path=todo.path, title=todo.title, before=mark, after=said, value=value)
    return None


def _instead(mark: str, hunk: Hunk) -> Iterator[str]:
    """What stands in the mark's place: what came with nothing but the mark gone, or between the words that went with it."""
    pieces = word_diff(hunk.before, hunk.after)
    for gone, come in _exchanges(pieces):
        head, found, tail = gone.partition(mark)
        if found and come.startswith(head) and come.endswith(tail):
            said = come[len(head) : len(come) - len(tail)].strip()
            if said and "【" not in said:
                yield said


def _exchanges(pieces: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """What went and what came between what was kept."""
    gone = come = ""
    for piece in [*pieces, Piece(op="keep", text="")]:
        if piece.op == "drop":
            gone += piece.text
        elif piece.op == "add":
            come += piece.text
        else:
            if gone and come:
                yield gone, come
            gone = come = ""
