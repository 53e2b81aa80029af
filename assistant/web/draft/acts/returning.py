"""A report that comes back from Word: what it brought is told until it is put away."""

from __future__ import annotations

from assistant.web.draft.acts.act import Act, Acts


def bring_back(act: Act, name: str, content: bytes) -> None:
    """The changes of an edited file become proposals of the page's draft. Raises as `take_back`."""
    # It reads Word files: loaded when there is one.
    from assistant.workspace.returning import take_back

    found = take_back(act.desk.workspace, act.by, act.project, act.draft, name, content)
    act.room.returned = name, found


def _put_away(act: Act) -> None:
    act.room.returned = None


RETURNING: Acts = {"returned-close": _put_away}
