"""What happens with the unit's own templates: taken in, looked through, kept, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import InputError
from assistant.files.whole import whole
from assistant.store.people import Person
from assistant.web.acts import data_of
from assistant.web.options.template_layout import LIMIT, TemplateControls
from assistant.web.options.views import accounts
from assistant.web.options.views import templates as views
from assistant.web.telling import Updates, told_at
from assistant.web.visits import Visits
from assistant.workspace import templates as work
from assistant.workspace.workspace import Workspace


@dataclass(frozen=True)
class OnItsWay:
    """A template that is looked through, and the kinds that the person has given its sections so far, by place."""

    derived: work.Derived
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class TemplateHandlers:
    """They hold what all sessions share; who acts is asked anew every time."""

    def __init__(self, at: TemplateControls, workspace: Workspace, visits: Visits) -> None:
        self.at, self._workspace, self._visits = at, workspace, visits

    @told_at("note")
    def enter(self, request: gr.Request) -> Updates:
        """The templates, for who may keep some."""
        by = self._visits.person(request)
        if not work.may_keep(by):
            return {}
        return {self.at.section: gr.Column(visible=True), **self._own(by)}

    @told_at("note")
    def take(self, file: str | None, request: gr.Request) -> Updates:
        """A file was chosen: its outline stands there to be looked through."""
        by = self._visits.person(request)
        if not file:
            return {}
        path = Path(file)
        try:
            content = whole(path, LIMIT, "请删去图片和附件，只留报告模板后再试。")
            made = work.derive(self._workspace, by, path.name, content)
        finally:
            path.unlink(missing_ok=True)
        return {**self._sheet(OnItsWay(made)), self.at.name: made.draft.pack.title, self.at.file: None}

    @told_at("note")
    def act(self, made: OnItsWay | None, event: gr.EventData, request: gr.Request) -> Updates:
        """A click or a choice in what is shown."""
        by, data = self._visits.person(request), data_of(event)
        match data.get("do"):
            case "kind":
                return self._choose(made, data)
            case "ask":
                return {self.at.note: "", **self._own(by, data.get("template", ""))}
            case "remove":
                work.remove(self._workspace, by, data.get("template", ""))
                return {**self._own(by), self.at.note: accounts.sure("已删除。")}
        return {}

    @told_at("note")
    def save(self, made: OnItsWay | None, name: str | None, request: gr.Request) -> Updates:
        """The template is kept and can be chosen for projects."""
        by = self._visits.person(request)
        if made is None:
            raise InputError("还没有选模板", hint="请先选一个 Word 模板。")
        work.save(self._workspace, by, made.derived, name or "", made.kinds)
        said = accounts.sure("已保存，新建项目时可选用；要设为默认，在上面选择。")
        return {**self._blank(), **self._own(by), self.at.note: said}

    @told_at("note")
    def drop(self, request: gr.Request) -> Updates:
        """The template is not wanted after all."""
        self._visits.person(request)
        return {**self._blank(), self.at.note: ""}

    def _choose(self, made: OnItsWay | None, data: Mapping[str, str]) -> Updates:
        if made is None:
            raise InputError("这份模板已不在页面上", hint="请重新选择文件。")
        place, slot = data.get("place", ""), data.get("slot", "")
        section = next((one for one in made.derived.draft.sections if one.place == place), None)
        if section is None or slot not in ("0", "1"):
            raise InputError("没有这个章节", hint="请重新选择文件。")
        chosen: list[str] = [kind.value for kind in section.kinds]
        at, value = int(slot), data.get("value", "")
        # The first kind changed, the further ones that went with it go too.
        chosen = [*chosen[:at], value, *(chosen[at + 1 :] if at else chosen[1 : views.SLOTS])]
        kinds = {**made.kinds, place: tuple(dict.fromkeys(filter(None, chosen)))}
        derived = work.corrected(made.derived, made.derived.draft.pack.title, kinds)
        return {**self._sheet(OnItsWay(derived, kinds))}

    def _sheet(self, made: OnItsWay) -> Updates:
        at = self.at
        return {
            at.made: made,
            at.sheet: gr.Column(visible=True),
            at.found: views.outline(made.derived.draft),
            at.note: "",
        }

    def _blank(self) -> dict[Any, Any]:
        at = self.at
        return {at.made: None, at.sheet: gr.Column(visible=False), at.found: "", at.name: "", at.file: None}

    def _own(self, by: Person, asked: str = "") -> Updates:
        return {self.at.own: views.kept(work.templates(self._workspace, by), asked)}
