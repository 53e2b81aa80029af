"""Talking about a draft: instructions, hunks taken or refused, undo and redo."""

from __future__ import annotations

from assistant.editing.sheet import Scope
from assistant.web.draft.acts.act import Act, Acts


def _instruct(act: Act) -> None:
    act.desk.talking.instruct(act.by, act.project, act.draft, act.text("instruction"), _scope(act))


def _redo(act: Act) -> None:
    act.desk.talking.redo(act.by, act.project, act.draft, act.text("section"), act.text("note"))


def _cancel(act: Act) -> None:
    act.desk.talking.cancel(act.by, act.draft)


def _accept(act: Act) -> None:
    id, hunks = _hunks(act)
    act.desk.changing.accept(act.by, act.project, id, hunks)


def _refuse(act: Act) -> None:
    id, hunks = _hunks(act)
    act.desk.changing.refuse(act.by, id, hunks)


def _instead(act: Act) -> None:
    act.desk.talking.instead(act.by, act.project, act.number("proposal") or 0, act.text("path"))


def _follow(act: Act) -> None:
    act.desk.talking.follow(act.by, act.project, act.draft)


def _undo(act: Act) -> None:
    act.room.said = f"已撤销：{act.desk.changing.undo(act.by, act.project, act.draft)}"


def _again(act: Act) -> None:
    act.room.said = f"已重做：{act.desk.changing.redo(act.by, act.project, act.draft)}"


def _hunks(act: Act) -> tuple[int, list[str]]:
    """The proposal, and the hunk that was clicked or all that wait for a decision."""
    id, wanted = act.number("proposal") or 0, act.data.get("hunk")
    entry, proposal = act.desk.talking.opened(act.by, id)
    waiting = [one.id for one in proposal.hunks if one.id not in entry.decided]
    return id, [one for one in waiting if wanted in (None, one)]


def _scope(act: Act) -> Scope:
    """What an instruction may touch: a selection, a section, or everything."""
    section = act.text("section") or None
    start, end = act.number("start"), act.number("end")
    if section is None or start is None or end is None or end <= start:
        return Scope(section)
    return Scope(section, start, end)


TALKING: Acts = {
    "instruct": _instruct,
    "rewrite": _instruct,
    "redo": _redo,
    "cancel": _cancel,
    "accept": _accept,
    "refuse": _refuse,
    "instead": _instead,
    "follow": _follow,
    "undo": _undo,
    "again": _again,
}
