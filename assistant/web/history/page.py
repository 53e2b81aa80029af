"""The page: history of a project. Which handler answers which control."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.frame import lay_masthead
from assistant.web.history.handlers import Handlers
from assistant.web.history.layout import lay_out
from assistant.web.masthead import TITLE
from assistant.web.visits import Visits
from assistant.workspace.workspace import Workspace

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_AT_ONCE = 16


def build(workspace: Workspace, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    with gr.Blocks(title=f"历史 - {TITLE}", analytics_enabled=False, fill_width=True) as page:
        lay_masthead(page, "", visits)
        at = lay_out()
        do = Handlers(at, workspace, visits)
        places = [at.bar, at.state, at.entries, at.choosing, at.compared, at.note, at.shown]
        page.load(do.enter, None, [at.project, *places], **_QUIET)
        at.ear.click(do.act, [at.project, at.shown], places, trigger_mode="multiple", **_QUIET)
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page
