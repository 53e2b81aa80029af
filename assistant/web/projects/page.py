"""The page: project list. Which handler answers which control."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.frame import lay_masthead
from assistant.web.masthead import TITLE
from assistant.web.projects.beginning import Beginning
from assistant.web.projects.handlers import Handlers
from assistant.web.projects.layout import lay_out
from assistant.web.visits import Visits
from assistant.workspace.starting import HEAD
from assistant.workspace.workspace import Workspace

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_AT_ONCE = 16


def build(workspace: Workspace, visits: Visits) -> gr.Blocks:
    """The page with its handlers."""
    with gr.Blocks(
        title=f"项目 - {TITLE}", analytics_enabled=False, fill_width=True, delete_cache=(3600, 43200)
    ) as page:
        lay_masthead(page, "projects", visits)
        at = lay_out()
        _connect(page, Handlers(at, workspace, visits), Beginning(at, workspace, visits))
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page


def _connect(page: gr.Blocks, do: Handlers, new: Beginning) -> None:
    at = do.at
    wish = [at.words, at.year, at.status, at.archived]
    form = [
        at.form,
        at.form_note,
        at.file,
        at.found,
        at.which,
        at.way,
        *at.heads.values(),
        *at.faults.values(),
    ]

    def checking(event: Any) -> None:
        event.then(do.check, wish, [at.feed, at.note], **_QUIET)

    checking(page.load(do.enter, None, [at.listing, at.year, at.pack], **_QUIET))
    # Text that is pasted is a change, but no input.
    for asking in (at.words.change, at.year.input, at.status.input, at.archived.input):
        checking(asking(do.narrow, wish, [at.listing], trigger_mode="always_last", **_QUIET))
    checking(
        at.ear.click(
            do.act, wish, [at.feed, at.listing, at.note, at.form, at.way], trigger_mode="multiple", **_QUIET
        )
    )
    at.new.click(new.open, None, [at.form], queue=False, **_QUIET)
    at.cancel.click(new.close, None, form, queue=False, **_QUIET)
    ways = [at.file_part, at.last_part, at.sample_part, at.head_part, at.kind, at.last, at.form_note]
    at.way.change(new.choose, [at.way], [*ways, *at.faults.values()], **_QUIET)
    shown = [at.found, at.which, *at.heads.values()]
    for asking in (at.file.change, at.which.input):
        asking(new.look, [at.file, at.which], shown, **_QUIET)
    at.last.input(new.follow, [at.last], [*at.heads.values(), at.pack, at.form_note], **_QUIET)
    typed = [at.heads[path] for path in HEAD]
    at.begin.click(
        new.begin,
        [at.way, at.file, at.which, at.last, at.sample, *typed, at.kind, at.pack],
        [*form, at.onward, at.note, at.listing],
        **_QUIET,
    )
