"""What the preview asks for: to be opened, to be looked at again while the pages are being set, to be set anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import gradio as gr

from assistant.store.people import Person
from assistant.web.faults import told
from assistant.web.masthead import project_bar
from assistant.web.preview.room import Room
from assistant.web.preview.views.away import away, changed_note, notes
from assistant.web.preview.views.sheets import nothing_yet, sheets
from assistant.web.regions import regions
from assistant.web.views.card import trouble
from assistant.web.visits import Visits
from assistant.workspace.finishing import obstacles
from assistant.workspace.preview import Preview, Previews
from assistant.workspace.report import open_report
from assistant.workspace.workspace import Workspace

# Between two looks, in seconds: while pages are being set, and at rest (the report may be changed elsewhere).
LIVE, REST = 0.7, 4.0
Shown = tuple[Any, Any, Any]


class Handlers:
    """What all sessions share; where one page is, its room says. Each gives room, regions and clock."""

    def __init__(self, workspace: Workspace, previews: Previews, visits: Visits) -> None:
        self._workspace, self._previews, self._visits = workspace, previews, visits

    def enter(self, request: gr.Request) -> Shown:
        """A page is opened on a project."""
        return self._set(_room(None, request), request)

    def act(self, room: Room | None, data: Mapping[str, str], request: gr.Request) -> Shown:
        """The pages are wanted as the report is now."""
        if data.get("do") != "refresh":
            return gr.skip(), gr.skip(), gr.skip()
        return self._set(_room(room, request), request)

    def look(self, room: Room | None, request: gr.Request) -> Shown:
        """Whether the pages are set by now, or the report was changed meanwhile."""
        room = _room(room, request)
        try:
            by = self._visits.person(request)
            pulse = self._workspace.drafts.pulse(by, room.project)
        except Exception as error:
            return _alert(room, error)
        if room.working:
            with room.lock:
                found = self._previews.look(room.draft, room.key)
                if found is not None and found.working:
                    return room, regions(room.fresh({"pages": sheets(found)})), gr.skip()
            return self._set(room, request, found)
        parts = {"changed": changed_note()} if room.pulse and pulse != room.pulse else {}
        fresh = room.fresh(parts)
        return room, regions(fresh) if fresh else gr.skip(), gr.skip()

    def _set(self, room: Room, request: gr.Request, found: Preview | None = None) -> Shown:
        """Everything, as the report is now; `found` is how its print has ended, where that is known."""
        try:
            with room.lock:
                parts = self._parts(room, self._visits.person(request), found)
        except Exception as error:
            return _alert(room, error)
        return room, regions(room.fresh(parts)), gr.Timer(LIVE if room.working else REST)

    def _parts(self, room: Room, by: Person, found: Preview | None) -> dict[str, str]:
        # Before the report: what changes meanwhile is seen at the next look.
        room.pulse = self._workspace.drafts.pulse(by, room.project)
        project = self._workspace.projects.get(by, room.project)
        report = open_report(self._workspace, by, room.project)
        parts = {"bar": project_bar(project, "preview"), "trouble": "", "changed": ""}
        if report is None or not any(one.revision for one in report.parts):
            room.working = False
            return parts | {"away": "", "notes": "", "pages": nothing_yet()}
        found = found or self._previews.begin(report)
        room.draft, room.key, room.working = found.draft, found.key, found.working
        return parts | {
            "away": away(report, obstacles(report), prints=found.paper is None),
            "notes": notes(report, found),
            "pages": sheets(found),
        }


def _room(room: Room | None, request: gr.Request) -> Room:
    """The page's room; a page whose session was lost finds its project in its address."""
    return room or Room(project=str(request.query_params.get("p", "")))


def _alert(room: Room, error: Exception) -> Shown:
    room.working = False
    return room, regions(room.fresh({"trouble": trouble(*told(error))})), gr.Timer(REST)
