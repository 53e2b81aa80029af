"""The page: a draft of a project, argued with and finished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.web.acts import acts, data_of
from assistant.web.draft.handlers import REST, Handlers
from assistant.web.draft.layout import desk_layout
from assistant.web.draft.room import Room
from assistant.web.frame import lay_masthead
from assistant.web.masthead import TITLE
from assistant.web.regions import feed
from assistant.web.visits import Visits
from assistant.workspace.desk import Desk

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_SCRIPT = Path(__file__).with_name("draft.js")


def build(desk: Desk, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    do = Handlers(desk, visits)
    with gr.Blocks(title=f"报告 - {TITLE}", analytics_enabled=False, fill_width=True) as page:
        room, clock = gr.State(), gr.Timer(REST)
        lay_masthead(page, "", visits)
        script = _SCRIPT.read_text(encoding="utf-8")
        gr.HTML(desk_layout(), elem_id="draft-page", js_on_load=script, apply_default_css=False)
        ear, news = acts(), feed()
        file = gr.File(label="从 Word 取回", show_label=False, elem_id="word-back")

        def act(room: Room | None, event: gr.EventData, request: gr.Request) -> Any:
            return do.act(room, data_of(event), request)

        shown = [room, news, clock]
        page.load(do.enter, None, shown, **_QUIET)
        clock.tick(do.look, [room], shown, queue=False, **_QUIET)
        file.upload(do.bring_back, [room, file], [*shown, file], **_QUIET)
        ear.click(act, [room], shown, trigger_mode="multiple", **_QUIET)
    page.queue(default_concurrency_limit=32, api_open=False)
    return page
