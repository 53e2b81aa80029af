"""What goes on in this process: drafts being written, instructions being carried out, changes that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.workspace.changing import Changing
from assistant.workspace.talking import Talking
from assistant.workspace.workspace import Workspace
from assistant.workspace.writing import Writing


@dataclass(frozen=True)
class Desk:
    """The work on the drafts of one workspace; everybody's pages share it."""

    workspace: Workspace
    writing: Writing
    talking: Talking
    changing: Changing

    def close(self) -> None:
        """Ends what is under way, lets go of the database."""
        self.writing.close()
        self.workspace.close()


def open_desk(workspace: Workspace, excuse: Callable[[], str] = lambda: "") -> Desk:
    """The desk of a workspace; `excuse` as in `Writing`."""
    talking = Talking(workspace)
    return Desk(workspace, Writing(workspace, excuse), talking, Changing(workspace, talking))
