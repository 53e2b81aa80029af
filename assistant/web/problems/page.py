"""The page of problems: which handler answers which control."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.web.acts import acts, data_of
from assistant.web.frame import lay_masthead
from assistant.web.masthead import TITLE, project_bar
from assistant.web.problems.handlers import Handlers
from assistant.web.problems.room import Room
from assistant.web.problems.views.board import filters
from assistant.web.regions import feed, region, regions
from assistant.web.views.card import trouble
from assistant.web.visits import Visits
from assistant.workspace.faults import told
from assistant.workspace.workspace import Workspace

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(workspace: Workspace, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    do = Handlers(workspace)

    def enter(request: gr.Request) -> tuple[Any, ...]:
        try:
            person = visits.person(request)
            project = workspace.projects.get(person, request.query_params.get("p", ""))
        except Exception as error:
            return trouble(*told(error)), gr.skip(), gr.skip()
        room = Room(project.id)
        return project_bar(project, "problems"), room, regions(do.enter(person, room))

    def act(room: Room | None, request: gr.Request, event: gr.EventData) -> Iterator[Any]:
        if room is None:
            yield regions({"head": trouble("这一页已过期", "请刷新页面。")})
            return
        data = data_of(event)
        try:
            person = visits.person(request)
        except Exception as error:
            yield regions({"head": trouble(*told(error))})
            return
        for parts in do.act(person, room, data):
            yield regions(parts)

    with gr.Blocks(title=f"问题 - {TITLE}", analytics_enabled=False, fill_width=True) as page:
        lay_masthead(page, "", visits)
        bar = _html("")
        room = gr.State(None)
        _html(_skeleton())
        ear, mouth = acts(), feed()
        page.load(enter, None, [bar, room, mouth], **_QUIET)
        ear.click(act, [room], [mouth], trigger_mode="multiple", **_QUIET)
    page.queue(default_concurrency_limit=16, api_open=False)
    return page


def _html(value: str) -> gr.HTML:
    return gr.HTML(value, js_on_load=None, apply_default_css=False)


def _skeleton() -> str:
    return (
        f'<div class="problems"><div class="summary">{region("head")}</div>'
        f'<section class="deviations" aria-label="数据显示的偏差">{filters()}{region("cards", attributes="class=cards")}</section>'
        f"{region('own')}{region('previous')}</div>"
    )
