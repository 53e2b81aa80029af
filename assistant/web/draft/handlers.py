"""What the draft page asks for: to be opened, to be looked at again, and acts by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import InputError
from assistant.web.draft.acts.act import Act, Acts
from assistant.web.draft.acts.drafting import DRAFTING
from assistant.web.draft.acts.mending import MENDING
from assistant.web.draft.acts.returning import RETURNING, bring_back
from assistant.web.draft.acts.reviewing import REVIEWING
from assistant.web.draft.acts.talking import TALKING
from assistant.web.draft.room import Room
from assistant.web.draft.screen import screen
from assistant.web.faults import told
from assistant.web.regions import regions
from assistant.web.views.card import trouble
from assistant.web.visits import Visits
from assistant.workspace.desk import Desk

ACTS: Acts = {**DRAFTING, **TALKING, **MENDING, **RETURNING, **REVIEWING}
# Between two looks, in seconds: while something is being written, and at rest (others may write too).
LIVE, REST = 0.5, 2.5
Shown = tuple[Any, Any, Any]


class Handlers:
    """What all sessions share is on the desk; where one page is, its room says. Each gives room, regions and clock."""

    def __init__(self, desk: Desk, visits: Visits) -> None:
        self._desk, self._visits = desk, visits

    def enter(self, request: gr.Request) -> Shown:
        """A page is opened on a project."""
        return self._shown(_room(None, request), request)

    def look(self, room: Room | None, request: gr.Request) -> Shown:
        """What has changed since the last look, also by other people's hands."""
        room = _room(room, request)
        with room.lock:
            return self._looked(room, request)

    def _looked(self, room: Room, request: gr.Request) -> Shown:
        try:
            pulse = self._desk.workspace.drafts.pulse(self._visits.person(request), room.project)
        except Exception as error:
            return _alert(room, error)
        if pulse == room.pulse and not room.live:
            return gr.skip(), gr.skip(), gr.skip()
        return self._shown(room, request)

    def act(self, room: Room | None, data: Mapping[str, str], request: gr.Request) -> Shown:
        """An act, and the page after it."""
        room = _room(room, request)
        with room.lock:
            room.trouble, room.said = None, ""
            try:
                do = ACTS.get(data.get("do", ""))
                if do is None:
                    raise InputError("不认识这个操作", hint="请刷新页面。")
                do(Act(self._desk, self._visits.person(request), room, data))
            except Exception as error:
                room.trouble = told(error)
            return self._shown(room, request)

    def bring_back(
        self, room: Room | None, file: str | None, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """A report that was edited in Word: its changes become proposals; the control is empty again for the next."""
        if file is None:
            return
        room, path = _room(room, request), Path(file)
        with room.lock:
            room.trouble, room.said = None, f"正在读取“{path.name}”……"
            shown = self._shown(room, request)
        yield *shown, None
        fault = self._taken(room, path, request)
        with room.lock:
            room.trouble, room.said = fault, ""
            shown = self._shown(room, request)
        yield *shown, None

    def _taken(self, room: Room, path: Path, request: gr.Request) -> tuple[str, str] | None:
        """Why a file could not be taken back; not under the lock, an old file takes seconds."""
        try:
            content = path.read_bytes()
            path.unlink(missing_ok=True)
            bring_back(Act(self._desk, self._visits.person(request), room, {}), path.name, content)
        except Exception as error:
            return told(error)
        return None

    def _shown(self, room: Room, request: gr.Request) -> Shown:
        try:
            by = self._visits.person(request)
            # Before the screen: what changes meanwhile is seen at the next look.
            pulse = self._desk.workspace.drafts.pulse(by, room.project)
            parts = screen(self._desk, by, room)
            room.pulse = pulse
        except Exception as error:
            return _alert(room, error)
        return room, regions(room.fresh(parts)), gr.Timer(LIVE if room.live else REST)


def _room(room: Room | None, request: gr.Request) -> Room:
    """The page's room; a page whose session was lost finds its project in its address."""
    return room or Room(project=str(request.query_params.get("p", "")))


def _alert(room: Room, error: Exception) -> Shown:
    return room, regions(room.fresh({"trouble": trouble(*told(error))})), gr.Timer(REST)
