"""What happens on the settings page: plain methods that take who acts and the page's values, and give its updates."""

from __future__ import annotations

from collections.abc import Iterator

import gradio as gr

from assistant.errors import InputError, NotAllowed
from assistant.store.people import LOCAL, Person
from assistant.web.gate.answers import duration
from assistant.web.gate.attempts import Attempts, Track
from assistant.web.options.layout import ALL, ANYBODY, LET_IN, LET_OUT, Controls
from assistant.web.options.views import accounts, installed
from assistant.web.telling import Updates, told_at
from assistant.web.views.card import trouble
from assistant.web.visits import Visits
from assistant.workspace import administering
from assistant.workspace.faults import told
from assistant.workspace.installation import installed as look_around
from assistant.workspace.installation import model_variables
from assistant.workspace.model_check import check_model
from assistant.workspace.packs_known import known_packs
from assistant.workspace.preferences import default_pack, set_default_pack
from assistant.workspace.workspace import Workspace


class Handlers:
    """They hold what all sessions share; who acts is asked anew every time."""

    def __init__(self, at: Controls, workspace: Workspace, visits: Visits) -> None:
        self.at, self._workspace, self.visits = at, workspace, visits
        self._attempts = Attempts()

    @told_at("trouble")
    def enter(self, request: gr.Request) -> Updates:
        """What this role may see; nothing of the rest is sent."""
        by = self.visits.person(request)
        at, settings = self.at, self._workspace.settings
        found: Updates = {
            at.model: installed.model(settings, model_variables(settings)),
            at.test: gr.Button(visible=settings.model_configured),
            at.own_tab: gr.Tab(visible=by.name != LOCAL),
            **self._packs(by),
        }
        if by.role != "admin":
            return found
        tabs = {tab: gr.Tab(visible=True) for tab in (at.people_tab, at.log_tab, at.data_tab)}
        data = {at.data: installed.data(look_around(self._workspace, by))}
        return {**found, **tabs, **self._people(by), **self._filters(by), **self._log(by), **data}

    def test(self, request: gr.Request) -> Iterator[Updates]:
        """Asks the model one question."""
        try:
            self.visits.person(request)
            yield {
                self.at.tested: '<p class="hint" role="status">正在请求模型……</p>',
                self.at.test: gr.Button(interactive=False),
            }
            said = installed.tested(check_model(self._workspace.settings))
        except Exception as error:
            said = trouble(*told(error))
        yield {self.at.tested: said, self.at.test: gr.Button(interactive=True)}

    @told_at("default_note")
    def save_default(self, request: gr.Request, pack: str | None) -> Updates:
        """The pack of new projects."""
        by = self.visits.person(request)
        set_default_pack(self._workspace, by, pack or "")
        return {**self._packs(by), self.at.default_note: accounts.sure("已保存，以后新建的项目用这个模板。")}

    @told_at("default_note")
    def packs(self, request: gr.Request) -> Updates:
        """The packs as they are now, after one of this installation came or went."""
        return self._packs(self.visits.person(request))

    @told_at("own_note")
    def change(
        self, request: gr.Request, present: str | None, fresh: str | None, again: str | None
    ) -> Updates:
        """One's own password. The fields are blank afterwards."""
        by = self.visits.person(request)
        track = Track(f"own {by.id}", free=5, longest=900)
        # Whoever sits down at a page left open must not find out the password by trying.
        if wait := self._attempts.begin(track):
            raise NotAllowed("尝试次数过多", hint=f"请{duration(wait)}后再试。")
        administering.change_password(self._workspace, by, present or "", fresh or "", again or "")
        self._attempts.forgive(track)
        at = self.at
        blank = dict.fromkeys((at.present, at.fresh, at.again), "")
        return {**blank, at.own_note: accounts.sure("密码已改，请用新密码重新登录。")}

    @told_at("add_note")
    def add(
        self,
        request: gr.Request,
        name: str | None,
        display: str | None,
        password: str | None,
        role: str | None,
    ) -> Updates:
        """A new account."""
        by = self.visits.person(request)
        at = self.at
        made = administering.add_person(
            self._workspace, by, name or "", display or "", password or "", role or ""
        )
        blank = dict.fromkeys((at.name, at.display, at.password), "")
        return {
            **blank,
            **self._people(by, made.name),
            **self._filters(by),
            at.add_note: accounts.sure(f"已添加“{made.display}”，请把用户名和初始密码告诉本人。"),
        }

    @told_at("whom_note")
    def pick(self, request: gr.Request, whom: str | None) -> Updates:
        """Somebody to change."""
        by = self.visits.person(request)
        return {**self._people(by, whom or ""), self.at.whom_note: ""}

    @told_at("whom_note")
    def set_role(self, request: gr.Request, whom: str | None, role: str | None) -> Updates:
        """Another role for them."""
        by = self.visits.person(request)
        made = administering.set_role(self._workspace, by, _named(whom), role or "")
        return {**self._people(by, made.name), self.at.whom_note: accounts.sure("角色已改。")}

    @told_at("whom_note")
    def switch(self, request: gr.Request, whom: str | None, wish: str | None) -> Updates:
        """Lets them in, or out at once, as the button said when it was clicked."""
        by = self.visits.person(request)
        made = administering.set_active(self._workspace, by, _named(whom), wish == LET_IN)
        said = "已启用，可以登录。" if made.active else "已停用，正在使用的登录也已结束。"
        return {**self._people(by, made.name), self.at.whom_note: accounts.sure(said)}

    @told_at("whom_note")
    def set_password(self, request: gr.Request, whom: str | None, password: str | None) -> Updates:
        """Another password for them. The field is blank afterwards."""
        by = self.visits.person(request)
        administering.reset_password(self._workspace, by, _named(whom), password or "")
        return {self.at.reset: "", self.at.whom_note: accounts.sure("密码已重设，请告诉本人。")}

    @told_at("log")
    def look(self, request: gr.Request, user: int | None, project: str | None) -> Updates:
        """The log of one user or project."""
        by = self.visits.person(request)
        return self._log(by, user or ANYBODY, project or ALL)

    def _packs(self, by: Person) -> Updates:
        known, default = known_packs(), default_pack(self._workspace)
        choices = [(one.title, one.id) for one in known if one.pack]
        may = by.role == "admin"
        return {
            self.at.packs: installed.packs(known, default),
            self.at.default: gr.Dropdown(choices, value=default, visible=may),
            self.at.save_default: gr.Button(visible=may),
        }

    def _people(self, by: Person, chosen: str = "") -> Updates:
        at, known = self.at, administering.people(self._workspace, by)
        others = [one for one in known if one.name != by.name]
        whom = next((one for one in others if one.name == chosen), others[0] if others else None)
        return {
            at.people: accounts.people(known, self.visits.login),
            at.whom: gr.Dropdown(
                [(f"{one.display}（{one.name}）", one.name) for one in others],
                value=whom.name if whom else None,
            ),
            at.new_role: gr.update(value=whom.role if whom else "drafter"),
            at.switch: gr.Button(LET_OUT if whom is None or whom.active else LET_IN),
        }

    def _filters(self, by: Person) -> Updates:
        known = self._workspace.people.all(by)
        projects = administering.projects_in_log(self._workspace, by)
        return {
            self.at.by: gr.Dropdown([("全部用户", ANYBODY), *((one.display, one.id) for one in known)]),
            self.at.project: gr.Dropdown([("全部项目", ALL), *((name, id) for id, name in projects.items())]),
        }

    def _log(self, by: Person, user: int = ANYBODY, project: str = ALL) -> Updates:
        found = administering.entries(self._workspace, by, user=user or None, project=project)
        return {self.at.log: accounts.log(found)}


def _named(whom: str | None) -> str:
    if not whom:
        raise InputError("还没有选用户", hint="请先在上面选一个用户。")
    return whom
