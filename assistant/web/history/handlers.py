"""What happens in a project's history: plain methods that take values and who asks, and give the page's updates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import gradio as gr

from assistant.store.people import Person
from assistant.web.acts import data_of
from assistant.web.history.layout import Controls
from assistant.web.history.views.comparison import choosing, comparison_view, no_versions
from assistant.web.history.views.reviewing import state_panel
from assistant.web.history.views.timeline import timeline_list, version_name
from assistant.web.masthead import project_bar
from assistant.web.projects.answers import Updates, told_at
from assistant.web.views.words import plain
from assistant.web.visits import Visits
from assistant.workspace import reviewing, versions
from assistant.workspace.timeline import Entry, timeline
from assistant.workspace.versions import NOTHING
from assistant.workspace.workspace import Workspace

_EDITABLE = ("drafting", "returned")


@dataclass(frozen=True)
class Shown:
    """The two versions that stand on the page, and the revisions that a restore is decided upon."""

    old: int = NOTHING
    new: int = NOTHING
    seen: Mapping[str, int] = field(default_factory=dict)


class Handlers:
    """They hold what all sessions share."""

    def __init__(self, at: Controls, workspace: Workspace, visits: Visits) -> None:
        self.at, self._workspace, self._visits = at, workspace, visits

    @told_at("note")
    def enter(self, request: gr.Request) -> Updates:
        """The newest version beside the one before it."""
        by, id = self._visits.person(request), request.query_params.get("p", "")
        return {self.at.project: id, **self._page(by, id)}

    @told_at("note")
    def act(self, id: str, shown: Shown | None, event: gr.EventData, request: gr.Request) -> Updates:
        """A click or a form."""
        by, data, shown = self._visits.person(request), data_of(event), shown or Shown()
        match data.get("do"):
            case "show":
                old, new = number(data.get("old")), number(data.get("new"))
                return {**self._page(by, id, old, new), self.at.note: ""}
            case "restore":
                return self._restore(by, id, shown, data)
            case "mark":
                made = versions.mark(self._workspace, by, id, number(data.get("at")), data.get("name", ""))
                return self._said(by, id, shown, f"这一版已命名为“{made.name}”。")
            case "step":
                return self._step(by, id, shown, data)
        return {}

    def _restore(self, by: Person, id: str, shown: Shown, data: Mapping[str, str]) -> Updates:
        at, section = number(data.get("at")), data.get("section")
        made = versions.restore(self._workspace, by, id, at, shown.seen, section)
        said = f"已恢复{len(made)}节，成为一个新版本；恢复前的内容仍在左边的记录里。"
        return {**self._page(by, id), self.at.note: _sure(said)}

    def _step(self, by: Person, id: str, shown: Shown, data: Mapping[str, str]) -> Updates:
        project = reviewing.move(self._workspace, by, id, data.get("status", ""), data.get("reason", ""))
        told = {
            "submitted": "已提交审核，审定或退回前不能修改。",
            "drafting": "已撤回，可以继续修改。",
            "returned": "已退回，填报人会先看到原因。",
            "approved": "已审定。",
        }
        return self._said(by, id, shown, told[project.status])

    def _said(self, by: Person, id: str, shown: Shown, text: str) -> Updates:
        return {**self._page(by, id, shown.old, shown.new), self.at.note: _sure(text)}

    def _page(self, by: Person, id: str, old: int | None = None, new: int | None = None) -> Updates:
        """Everything, with these two versions; without them the newest and the one before."""
        at, state = self.at, reviewing.reviewing(self._workspace, by, id)
        entries = timeline(self._workspace, by, id)
        written = [entry for entry in entries if entry.version is not None]
        frame = {
            at.bar: project_bar(state.project, "history"),
            at.state: state_panel(state),
        }
        if not written:
            return {
                **frame,
                at.entries: timeline_list(entries),
                at.choosing: "",
                at.compared: no_versions(),
                at.shown: Shown(),
            }
        if new is None or new == NOTHING:
            old, new = written[0].base, written[0].version or NOTHING
        old = old or NOTHING
        now = versions.latest(self._workspace, by, id)
        editable = state.project.status in _EDITABLE and state.project.share != "reviewer"
        first, second = (versions.version(self._workspace, by, id, one) for one in (old, new))
        found = versions.compare(self._workspace, by, id, old, new)
        return {
            **frame,
            at.entries: timeline_list(entries, old, new),
            at.choosing: choosing(_names(written), old, new),
            at.compared: comparison_view(found, first, second, now, editable=editable, project=id),
            at.shown: Shown(old, new, now.seen()),
        }


def number(text: str | None) -> int:
    """A version's number as a browser sends it; 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else NOTHING


def _names(written: Sequence[Entry]) -> dict[int, str]:
    return {entry.version: version_name(entry) for entry in written if entry.version is not None}


def _sure(text: str) -> str:
    return f'<div class="note sure" role="status"><p>{plain(text)}</p></div>'
