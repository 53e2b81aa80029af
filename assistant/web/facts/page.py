"""The page of a project's facts: which handler answers which control."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.facts.handlers import Handlers
from assistant.web.facts.layout import lay_out
from assistant.web.masthead import TITLE
from assistant.web.visits import Visits
from assistant.workspace.workspace import Workspace

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(workspace: Workspace, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    with gr.Blocks(
        title=f"事实 - {TITLE}", analytics_enabled=False, fill_width=True, delete_cache=(3600, 43200)
    ) as page:
        at = lay_out()
        do = Handlers(at, workspace, visits)
        everything = [at.room, at.head, at.bar, at.feed]
        page.load(do.enter, None, everything, **_QUIET)
        at.acts.click(do.act, [at.room], [*everything, at.asked], trigger_mode="multiple", **_QUIET)
        reading = [at.room, at.file, at.stop, at.feed]
        at.file.upload(do.receive, [at.room, at.file], reading, **_QUIET)
        at.asked.change(do.again, [at.room, at.asked], reading, **_QUIET)
        at.stop.click(do.halt, [at.room], [at.stop], **_QUIET)
    page.queue(default_concurrency_limit=16, api_open=False)
    return page
