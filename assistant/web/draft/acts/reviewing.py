"""Comments on a draft, and the project's way between those who write and those who review."""

from __future__ import annotations

from assistant.web.draft.acts.act import Act, Acts
from assistant.workspace.reviewing import comment_on, move, reply, resolve


def _comment(act: Act) -> None:
    comment_on(
        act.desk.workspace, act.by, act.project, act.text("section"), act.text("text"), act.text("quote")
    )


def _reply(act: Act) -> None:
    reply(act.desk.workspace, act.by, act.project, act.number("comment") or 0, act.text("text"))


def _resolve(act: Act) -> None:
    resolve(act.desk.workspace, act.by, act.project, act.number("comment") or 0)


def _reopen(act: Act) -> None:
    resolve(act.desk.workspace, act.by, act.project, act.number("comment") or 0, resolved=False)


def _step(act: Act) -> None:
    move(act.desk.workspace, act.by, act.project, act.text("status"), act.text("reason"))


REVIEWING: Acts = {
    "comment": _comment,
    "reply": _reply,
    "resolve": _resolve,
    "reopen": _reopen,
    "step": _step,
}
