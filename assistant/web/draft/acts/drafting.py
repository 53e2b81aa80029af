"""Writing a draft: begin, stop, go on; a section edited by hand, and two people on one section."""

from __future__ import annotations

from typing import cast

from assistant.errors import Stale
from assistant.web.draft.acts.act import Act, Acts
from assistant.web.draft.room import Collision
from assistant.workspace.merging import Side


def _start(act: Act) -> None:
    writer = "model" if act.text("writer") == "model" else "offline"
    fresh = act.text("fresh") == "yes"
    act.desk.writing.start(act.by, act.project, act.text("pack"), writer, fresh=fresh)
    act.room.evidence = act.room.collision = None


def _stop(act: Act) -> None:
    act.desk.writing.stop(act.by, act.draft)


def _resume(act: Act) -> None:
    act.desk.writing.resume(act.by, act.draft)


def _edit(act: Act) -> None:
    section, seen, text = act.text("section"), act.number("revision"), act.text("text")
    try:
        act.desk.changing.edit(act.by, act.draft, section, seen, text)
    except Stale:
        _collide(act, section, seen, text)
    else:
        act.room.said = "已保存。"


def _collide(act: Act, section: str, seen: int | None, mine: str) -> None:
    """Somebody else saved first: nothing is lost, the person puts both together."""
    history = act.desk.workspace.drafts.history(act.by, act.draft, section)
    base = next((one.text for one in history if one.id == seen), "")
    act.room.collision = Collision(section, base, mine, history[0])


def _merge(act: Act) -> None:
    collision, side = act.room.collision, act.text("side")
    if collision and side in ("mine", "theirs", "both"):
        choices = dict(collision.choices)
        choices[act.text("conflict")] = cast(Side, side)
        act.room.collision = Collision(
            collision.section, collision.base, collision.mine, collision.theirs, choices
        )


def _merge_save(act: Act) -> None:
    collision = act.room.collision
    if collision is None or not collision.settled:
        return
    text, theirs = collision.merge.text(collision.choices), collision.theirs.id
    try:
        act.desk.changing.edit(act.by, act.draft, collision.section, theirs, text)
    except Stale:
        _collide(act, collision.section, theirs, text)
    else:
        act.room.collision, act.room.said = None, "已保存合并后的内容。"


def _merge_drop(act: Act) -> None:
    act.room.collision = None


DRAFTING: Acts = {
    "start": _start,
    "stop": _stop,
    "resume": _resume,
    "edit": _edit,
    "merge": _merge,
    "merge-save": _merge_save,
    "merge-drop": _merge_drop,
}
