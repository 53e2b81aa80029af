"""The settings page: which handler answers which control."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.frame import lay_masthead
from assistant.web.masthead import TITLE
from assistant.web.options.handlers import Handlers
from assistant.web.options.layout import lay_out
from assistant.web.options.template_handlers import OnItsWay, TemplateHandlers
from assistant.web.visits import Visits
from assistant.workspace.workspace import Workspace

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(workspace: Workspace, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    with gr.Blocks(title=f"设置 - {TITLE}", analytics_enabled=False, fill_width=True) as page:
        lay_masthead(page, "settings", visits)
        at = lay_out()
        do = Handlers(at, workspace, visits)
        _connect(page, do)
        _connect_templates(page, TemplateHandlers(at.templates, workspace, visits), do)
    page.queue(default_concurrency_limit=16, api_open=False)
    return page


def _connect(page: gr.Blocks, do: Handlers) -> None:
    at = do.at
    packs = [at.packs, at.default, at.save_default]
    people = [at.people, at.whom, at.new_role, at.switch]
    log = [at.by, at.project, at.log]
    tabs = [at.own_tab, at.people_tab, at.log_tab, at.data_tab]
    page.load(
        do.enter, None, [at.trouble, at.model, at.test, at.data, *tabs, *packs, *people, *log], **_QUIET
    )
    at.test.click(do.test, None, [at.tested, at.test], **_QUIET)
    at.save_default.click(do.save_default, [at.default], [*packs, at.default_note], **_QUIET)
    own = [at.present, at.fresh, at.again]
    at.change.click(do.change, own, [*own, at.own_note], **_QUIET)
    at.again.submit(do.change, own, [*own, at.own_note], **_QUIET)
    new = [at.name, at.display, at.password]
    at.add.click(do.add, [*new, at.role], [*new, *people, at.by, at.project, at.add_note], **_QUIET)
    changed = [*people, at.whom_note]
    at.whom.input(do.pick, [at.whom], changed, **_QUIET)
    at.set_role.click(do.set_role, [at.whom, at.new_role], changed, **_QUIET)
    at.switch.click(do.switch, [at.whom, at.switch], changed, **_QUIET)
    at.set_password.click(do.set_password, [at.whom, at.reset], [at.reset, at.whom_note], **_QUIET)
    for asking in (at.by.input, at.project.input, at.look.click):
        asking(do.look, [at.by, at.project], [at.log], **_QUIET)


def _connect_templates(page: gr.Blocks, do: TemplateHandlers, others: Handlers) -> None:
    at = do.at
    packs = [others.at.packs, others.at.default, others.at.save_default, others.at.default_note]

    def act(made: OnItsWay | None, event: gr.EventData, request: gr.Request) -> Any:
        return do.act(made, event, request)

    sheet = [at.made, at.sheet, at.found, at.note]
    page.load(do.enter, None, [at.section, at.own, at.note], **_QUIET)
    at.file.upload(do.take, [at.file], [*sheet, at.name, at.file], **_QUIET)
    acted = at.ear.click(act, [at.made], [*sheet, at.own], trigger_mode="multiple", **_QUIET)
    saved = at.save.click(do.save, [at.made, at.name], [*sheet, at.own, at.name, at.file], **_QUIET)
    for changed in (acted, saved):
        changed.then(others.packs, None, packs, **_QUIET)
    at.drop.click(do.drop, None, [*sheet, at.name, at.file], **_QUIET)
