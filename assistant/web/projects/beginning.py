"""What happens in the form for a new project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import FactsError, InputError
from assistant.store.people import Person
from assistant.web.projects.answers import Updates, told_at
from assistant.web.projects.layout import BLANK, FILE, LAST, SAMPLE, Controls
from assistant.web.projects.onward import towards
from assistant.web.projects.views.begun import begun, found_in
from assistant.web.projects.views.table import projects_list
from assistant.web.regions import region
from assistant.web.views.words import plain
from assistant.web.visits import Visits
from assistant.workspace.listing import Wish, listing
from assistant.workspace.starting import (
    HEAD,
    Begun,
    begin_blank,
    begin_from_file,
    begin_from_last,
    begin_sample,
    next_head,
    read_file,
)
from assistant.workspace.workspace import Workspace


class Beginning:
    """They hold what all sessions share."""

    def __init__(self, at: Controls, workspace: Workspace, visits: Visits) -> None:
        self.at, self._workspace, self._visits = at, workspace, visits

    def open(self) -> Updates:
        """The form unfolds."""
        return {self.at.form: gr.Column(visible=True)}

    def close(self) -> Updates:
        """The form folds up, empty."""
        return self._closed()

    @told_at("form_note")
    def choose(self, way: str | None, request: gr.Request) -> Updates:
        """Another way to begin: its own fields are shown."""
        at, by = self.at, self._visits.person(request)
        updates = {
            at.file_part: gr.Column(visible=way == FILE),
            at.last_part: gr.Column(visible=way == LAST),
            at.sample_part: gr.Column(visible=way == SAMPLE),
            at.head_part: gr.Row(visible=way != SAMPLE),
            at.kind: gr.Dropdown(visible=way == BLANK),
            at.form_note: "",
            **self._faults({}),
        }
        if way == LAST:
            before = self._before(by)
            updates[at.last] = gr.Dropdown(choices=before, value=None)
            if not before:
                updates[at.form_note] = '<p class="hint">还没有可以沿用的项目。</p>'
        return updates

    @told_at("found")
    def look(self, file: str | None, which: str | None) -> Updates:
        """A file was chosen: what it holds stands in the fields."""
        at = self.at
        if not file:
            return {at.found: "", at.which: gr.Dropdown(choices=[], value=None, visible=False)}
        found = read_file(Path(file), which or None)
        several = len(found.projects) > 1
        named = which or (found.projects[0] if found.projects else None)
        return {
            at.found: found_in(found),
            at.which: gr.Dropdown(choices=list(found.projects), value=named, visible=several),
            **{at.heads[path]: found.head().get(path, "") for path in HEAD},
        }

    @told_at("form_note")
    def follow(self, last: str | None, request: gr.Request) -> Updates:
        """Last year's project was chosen: next year's names stand in the fields."""
        if not last:
            return {}
        project = self._workspace.projects.get(self._visits.person(request), last)
        head = next_head(project)
        return {
            **{self.at.heads[path]: head[path] for path in HEAD},
            self.at.pack: project.pack,
            self.at.form_note: "",
        }

    @told_at("form_note")
    def begin(
        self,
        way: str | None,
        file: str | None,
        which: str | None,
        last: str | None,
        sample: str | None,
        year: str | None,
        unit: str | None,
        name: str | None,
        kind: str | None,
        pack: str | None,
        request: gr.Request,
    ) -> Updates:
        """The project is made; faults stand beside their fields."""
        at, by = self.at, self._visits.person(request)
        typed: dict[str, str] = dict(zip(HEAD, (year or "", unit or "", name or ""), strict=True))
        try:
            made = self._made(by, way, file, which, last, sample, typed, kind or "", pack or "")
        except FactsError as error:
            mine = {one.path: one.message for one in error.problems if one.path in HEAD}
            if len(mine) < len(error.problems):
                raise
            return {**self._faults(mine), at.form_note: ""}
        if made.project.origin in ("blank", "sample"):
            return {at.onward: towards(f"./facts/?p={made.project.id}")}
        return {
            **self._closed(),
            at.note: region("note", begun(made), attributes='aria-live="polite"'),
            at.listing: projects_list(listing(self._workspace, by, Wish()), sharing=self._visits.login),
        }

    def _made(
        self,
        by: Person,
        way: str | None,
        file: str | None,
        which: str | None,
        last: str | None,
        sample: str | None,
        typed: dict[str, str],
        kind: str,
        pack: str,
    ) -> Begun:
        match way:
            case "file" if file:
                path = Path(file)
                return begin_from_file(self._workspace, by, pack, path, path.name, typed, which or None)
            case "file":
                raise InputError("还没有选择文件", hint="请选择自评表或填报文件；没有文件可以“从头填写”。")
            case "last" if last:
                return begin_from_last(self._workspace, by, pack, last, typed)
            case "last":
                raise InputError("还没有选择上年的项目", hint="请从列表中选一个。")
            case "sample":
                return begin_sample(self._workspace, by, pack, sample or "")
            case _:
                return begin_blank(self._workspace, by, pack, {**typed, "project.type": kind})

    def _before(self, by: Person) -> list[tuple[str, str]]:
        """The projects that may be carried over, archived ones too."""
        known = [one for archived in (False, True) for one in self._workspace.projects.list(by, archived)]
        known.sort(key=lambda one: -one.year)
        return [(f"{one.year}年度　{one.name}（{one.unit}）", one.id) for one in known]

    def _faults(self, said: dict[str, str]) -> Updates:
        return {
            self.at.faults[path]: f'<p class="wrong" role="alert">{plain(said[path])}</p>'
            if path in said
            else ""
            for path in HEAD
        }

    def _closed(self) -> Updates:
        at = self.at
        blank: dict[Any, Any] = {at.heads[path]: "" for path in HEAD}
        return {
            at.form: gr.Column(visible=False),
            at.file: None,
            at.found: "",
            at.form_note: "",
            at.which: gr.Dropdown(choices=[], value=None, visible=False),
            **blank,
            **self._faults({}),
        }
