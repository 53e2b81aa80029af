"""The page: a report as it will print. What changes is in regions."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.acts import acts, data_of
from assistant.web.frame import lay_masthead
from assistant.web.masthead import TITLE
from assistant.web.preview.handlers import REST, Handlers
from assistant.web.preview.room import Room
from assistant.web.regions import feed, region
from assistant.web.visits import Visits
from assistant.workspace.preview import Previews
from assistant.workspace.workspace import Workspace

_PAGES = 'class="preview-pages" role="region" aria-label="报告各页" tabindex="0"'
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build(workspace: Workspace, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    do = Handlers(workspace, Previews(workspace), visits)
    with gr.Blocks(title=f"预览 - {TITLE}", analytics_enabled=False, fill_width=True) as page:
        room, clock = gr.State(), gr.Timer(REST)
        lay_masthead(page, "", visits)
        _html(region("bar"))
        _html(_desk(), elem_id="preview-page")
        ear, news = acts(), feed()

        def act(room: Room | None, event: gr.EventData, request: gr.Request) -> Any:
            return do.act(room, data_of(event), request)

        shown = [room, news, clock]
        page.load(do.enter, None, shown, **_QUIET)
        clock.tick(do.look, [room], shown, queue=False, **_QUIET)
        ear.click(act, [room], shown, trigger_mode="multiple", **_QUIET)
    page.queue(default_concurrency_limit=16, api_open=False)
    return page


def _html(text: str, elem_id: str | None = None) -> gr.HTML:
    return gr.HTML(text, elem_id=elem_id, js_on_load=None, apply_default_css=False)


def _desk() -> str:
    """The frame of the page: what can be taken away, and the sheets, which scroll by themselves."""
    return (
        f'<div class="preview-desk"><aside class="preview-side" aria-label="下载与说明" tabindex="0">'
        f"{region('away')}{region('notes')}</aside>"
        f'<div class="preview-main"><div class="preview-head">{region("trouble")}{region("changed")}</div>'
        f"{region('pages', attributes=_PAGES)}</div></div>"
    )
