"""The page of past reports: which handler answers which control."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.frame import lay_masthead
from assistant.web.masthead import masthead
from assistant.web.reports.handlers import Handlers
from assistant.web.reports.layout import lay_out
from assistant.web.reports.parts import text
from assistant.web.reports.room import Room
from assistant.web.reports.taking import Taking
from assistant.web.stocking import Stocking
from assistant.web.visits import Visits

if TYPE_CHECKING:
    from assistant.library.library import Library

_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_AT_ONCE = 16


def build(
    library: Library, stocking: Stocking, taking: Taking, title: str, visits: Visits | None = None
) -> gr.Blocks:
    """The page with its handlers. With `visits`, its masthead says who is logged in."""
    # Uploads whose session ended before they were received go after half a day.
    with gr.Blocks(
        title=f"往年报告 - {title}", analytics_enabled=False, fill_width=True, delete_cache=(3600, 43200)
    ) as page:
        if visits:
            lay_masthead(page, "reports", visits)
        else:
            text(masthead("reports"))
        at = lay_out()
        _connect(page, Handlers(at, library, stocking, taking))
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page


def _connect(page: gr.Blocks, do: Handlers) -> None:
    at, moving = do.at, do.news.places
    one = [at.room, at.tabs, *moving, *do.sheet.places]
    page.load(do.enter, None, [at.room, *moving], **_QUIET)
    at.tick.tick(do.look, [at.room], moving, **_QUIET)
    wished = [at.room, at.words, at.doubtful, at.order]
    # Text that is pasted is a change, but no input.
    for asking in (at.words.change, at.doubtful.input, at.order.input):
        asking(do.narrow, wished, [at.room, at.listing], trigger_mode="always_last", **_QUIET)
    for place in (at.listing, at.hits, at.tree):
        place.click(_picked(do.pick), [at.room], one, **_QUIET)
    at.save_fields.click(do.save_fields, [at.room, *at.fields.values()], one, **_QUIET)
    at.save_kinds.click(do.save_kinds, [at.room, at.kinds], one, **_QUIET)
    at.next.click(do.next, [at.room], one, **_QUIET)
    at.remove.click(do.ask, [at.room], [at.question, at.asked, at.fields_note], **_QUIET)
    at.remove_no.click(do.keep, None, [at.question], **_QUIET)
    at.remove_yes.click(do.remove, [at.room], one, **_QUIET)
    for asking in (at.search.click, at.query.submit, at.kind.input):
        asking(do.search, [at.query, at.kind], [at.hits], **_QUIET)
    taken = [at.room, at.files, at.intake_note, at.tabs, *moving]
    at.files.upload(do.receive, [at.room, at.files, at.replacing], taken, **_QUIET)
    at.stop.click(do.halt, [at.room], moving, queue=False, **_QUIET)


def _picked(handler: Callable[[Room | None, str, str, str], Any]) -> Callable:
    """A click's data, whatever a browser may send, as page, document and section."""

    def clicked(room: Room | None, event: gr.EventData) -> Any:
        page, document, section = (str(getattr(event, name, "")) for name in ("page", "open", "section"))
        return handler(room, page, document, section)

    return clicked
