"""An act: who asks, where their page is, and what the page sent along. Everything sent is text from a browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.errors import NotThere
from assistant.store.people import Person
from assistant.web.draft.room import Room
from assistant.workspace.desk import Desk
from assistant.workspace.report import Report, open_report


@dataclass(frozen=True)
class Act:
    """One act on one page."""

    desk: Desk
    by: Person
    room: Room
    data: Mapping[str, str]

    def text(self, name: str) -> str:
        """A value; empty where it was not sent."""
        return self.data.get(name, "")

    def number(self, name: str) -> int | None:
        """A value as a number of the database or a place in a text; None where it is none."""
        said = self.text(name)
        return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None

    @property
    def project(self) -> str:
        """The page's project."""
        return self.room.project

    @property
    def draft(self) -> int:
        """The page's draft. Raises `NotThere`."""
        if self.room.draft is None:
            raise NotThere("还没有草稿", hint="请先起草。")
        return self.room.draft

    def report(self) -> Report:
        """The draft as it stands. Raises `NotThere`."""
        report = open_report(self.desk.workspace, self.by, self.project)
        if report is None:
            raise NotThere("还没有草稿", hint="请先起草。")
        return report


Acts = Mapping[str, Callable[[Act], None]]
