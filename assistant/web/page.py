"""Which handler answers which control, and how its values become the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.drafting.exemplars import Exemplars
from assistant.settings import Settings
from assistant.web.desk import Desk, Desks
from assistant.web.intake import Chosen, for_pack, from_sample, from_upload
from assistant.web.kept import KeptExemplars
from assistant.web.layout import Controls, lay_out
from assistant.web.stocking import Stage, Stocking
from assistant.web.views.card import shelf
from assistant.web.writing import Order, Screen, blank_screen, drafting

# Handlers that wait for a model hold a thread each; 40 is what Gradio's pool has.
_AT_ONCE = 32
UPLOAD_LIMIT = 4_000_000

Updates = dict[Any, Any]
# The exemplars for a report by its locality pack.
ExemplarsOf = Callable[[str], Exemplars]


def build(
    settings: Settings, exemplars: ExemplarsOf, stocking: Stocking, desks: Desks, title: str
) -> gr.Blocks:
    """The page with its handlers."""
    # Files of sessions that were never closed go after half a day.
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True, delete_cache=(3600, 43200)) as page:
        at = lay_out(settings, title)
        _Page(at, settings, exemplars, stocking, desks).connect(page)
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page


class _Page:
    """The handlers. They hold what all sessions share; what one session has is on its desk."""

    def __init__(
        self, at: Controls, settings: Settings, exemplars: ExemplarsOf, stocking: Stocking, desks: Desks
    ) -> None:
        self._at, self._settings, self._exemplars = at, settings, exemplars
        self._stocking, self._desks = stocking, desks

    def connect(self, page: gr.Blocks) -> None:
        """Handlers to controls."""
        at = self._at
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        facts = [at.desk, at.sample, at.card, at.table, at.start, *self._screen()]
        run = [*self._screen(), *self._locked(), at.start, at.stop]
        page.load(self.open, None, [at.desk, at.shelf, at.tick], **quiet)
        at.tick.tick(self.look, None, [at.shelf, at.tick], **quiet)
        at.sample.input(self.choose, [at.desk, at.sample, at.pack], facts, **quiet)
        at.upload.upload(self.receive, [at.desk, at.upload, at.pack], facts, **quiet)
        at.pack.input(self.change_pack, [at.desk, at.pack], [at.card], **quiet)
        at.writer.input(self.change_writer, [at.writer], [at.resume], **quiet)
        at.start.click(self.draft, [at.desk, at.pack, at.writer, at.resume], run, **quiet)
        at.stop.click(self.halt, [at.desk], [at.stop], queue=False, **quiet)

    def open(self) -> Updates:
        """A new session gets a desk."""
        return {self._at.desk: self._desks.new(), **self.look()}

    def look(self) -> Updates:
        """The state of the library; the clock stops when it is at rest."""
        stock = self._stocking.stock
        resting = stock.stage in (Stage.READY, Stage.FAILED)
        return {self._at.shelf: shelf(stock), self._at.tick: gr.Timer(active=not resting)}

    def choose(self, desk: Desk | None, sample: str | None, pack: str) -> Updates:
        """A sample is put on the desk."""
        desk = desk or self._desks.new()
        return {self._at.desk: desk, **self._chosen(from_sample(desk, sample, pack))}

    def receive(self, desk: Desk | None, upload: str | None, pack: str) -> Updates:
        """An uploaded file is put on the desk."""
        if not upload:
            return gr.skip()
        desk = desk or self._desks.new()
        at = self._at
        return {at.desk: desk, at.sample: "", **self._chosen(from_upload(desk, Path(upload), pack))}

    def change_pack(self, desk: Desk | None, pack: str) -> Updates:
        """Another template lacks other facts."""
        return {self._at.card: for_pack(desk or self._desks.new(), pack)}

    def change_writer(self, writer: str) -> Updates:
        """Only what a model wrote is worth keeping between runs."""
        return {self._at.resume: gr.Checkbox(visible=writer == "model")}

    def draft(self, desk: Desk | None, pack: str, writer: Any, resume: bool) -> Iterator[Updates]:
        """One run; the controls are locked while it lasts."""
        order = Order(pack, writer if self._settings.model_configured else "offline", resume)
        locked = False
        desk = desk or self._desks.new()
        kept = KeptExemplars(self._exemplars(pack), self._stocking.excuse)
        for screen in drafting(desk, order, self._settings, kept):
            lock = {} if screen.running and locked else self._lock(screen.running)
            locked = screen.running
            yield self._shown(screen) | lock

    def halt(self, desk: Desk | None) -> Updates:
        """The run under way is to end."""
        if desk:
            desk.stop.set()
        return {self._at.stop: gr.Button(interactive=False)}

    def _chosen(self, chosen: Chosen) -> Updates:
        """Other facts: the draft of the earlier ones must not stay beside them."""
        at = self._at
        return {
            at.card: chosen.card,
            at.table: chosen.table,
            at.start: gr.Button(interactive=chosen.ok),
            **self._shown(blank_screen()),
        }

    def _screen(self) -> list[Any]:
        at = self._at
        return [at.status, at.sheet, at.findings, at.findings_tab, at.exemplars, at.word, at.markdown]

    def _shown(self, screen: Screen) -> Updates:
        at = self._at
        word, markdown = screen.files or (None, None)
        return {
            at.status: screen.status,
            at.sheet: screen.sheet,
            at.findings: screen.findings,
            at.findings_tab: gr.Tab(label=f"检查结果（{screen.flaws}）" if screen.flaws else "检查结果"),
            at.exemplars: screen.exemplars,
            at.word: gr.DownloadButton(value=word, interactive=word is not None),
            at.markdown: gr.DownloadButton(value=markdown, interactive=markdown is not None),
        }

    def _locked(self) -> list[Any]:
        at = self._at
        return [at.sample, at.upload, at.pack, at.writer, at.resume]

    def _lock(self, running: bool) -> Updates:
        at = self._at
        free = {control: gr.update(interactive=not running) for control in self._locked()}
        free[at.writer] = gr.update(interactive=not running and self._settings.model_configured)
        return {**free, at.start: gr.Button(interactive=not running), at.stop: gr.Button(interactive=running)}
