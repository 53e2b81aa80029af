"""Looking behind a figure, curing a finding, filling in what is missing."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import InputError, NotThere
from assistant.web.draft.acts.act import Act, Acts
from assistant.workspace.evidence import choose, show_evidence
from assistant.workspace.fixing import Fixed, Fixing
from assistant.workspace.todo import fill, settle, todo_list


def _evidence(act: Act) -> None:
    start, end = act.number("start") or 0, act.number("end") or 0
    act.room.evidence = show_evidence(
        act.desk.workspace, act.by, act.project, act.report().sheet, act.text("section"), start, end
    )


def _choose(act: Act) -> None:
    _evidence(act)
    report = act.report()
    assert act.room.evidence is not None
    _apply(act, choose(report.facts, report.pack, report.sheet, act.room.evidence, act.text("choice")))


def _fix(act: Act) -> None:
    report, finding, fix = act.report(), act.text("finding"), act.text("fix")
    try:
        fixed = Fixing(report.facts, report.pack, report.sheet, report.findings).propose(finding, fix)
    except NotThere:
        # Evidence knows findings that the report's own review does not list.
        fixed = Fixing(report.facts, report.pack, report.sheet).propose(finding, fix)
    _apply(act, fixed)


def _fill(act: Act) -> None:
    _todo(act, fill)


def _settle(act: Act) -> None:
    _todo(act, settle)


def _todo(act: Act, how: Callable[..., Fixed]) -> None:
    report, id, room = act.report(), act.text("todo"), act.room
    value = act.text("value")
    item = todo_list(report.facts, report.pack, report.sheet).todo(id)
    try:
        fixed = how(report.facts, report.pack, report.sheet, item, value)
    except InputError as error:
        room.faults = {**room.faults, id: f"{error.message} {error.hint}".strip()}
        room.typed = {**room.typed, id: value}
        return
    room.faults.pop(id, None)
    room.typed.pop(id, None)
    _apply(act, fixed, sure=True)


def _apply(act: Act, fixed: Fixed, *, sure: bool = False) -> None:
    """A fix goes through the gate: at once where it changes no fact that the report tells, or where a person typed it."""
    entry = act.desk.talking.propose(act.by, act.project, act.draft, fixed.proposal, fixed.facts)
    if sure or fixed.sure:
        act.desk.changing.accept(act.by, act.project, entry.id, [one.id for one in fixed.proposal.hunks])
        act.room.said = "已改好，可以撤销。"
    else:
        act.room.said = "修改列在“对话”里，请确认。"


MENDING: Acts = {"evidence": _evidence, "choose": _choose, "fix": _fix, "fill": _fill, "settle": _settle}
