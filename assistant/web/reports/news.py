"""What every open page should see, whoever did it: the state of the library, a go under way, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.reports.catalogue import listing
from assistant.web.reports.layout import Controls
from assistant.web.reports.records import Records
from assistant.web.reports.room import Room
from assistant.web.reports.taking import Taking
from assistant.web.reports.views.going import results_table, status_line
from assistant.web.reports.views.listing import listing_table
from assistant.web.stocking import Stage, Stocking

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.storage.index import DocumentRecord

Updates = dict[Any, Any]
# How often a page asks, in seconds: while something is under way, and else.
_BUSY, _CALM = 1, 5


class News:
    """Updates of the shared parts of the page, only those that a room does not show yet."""

    def __init__(self, at: Controls, library: Library, stocking: Stocking, taking: Taking) -> None:
        self._at, self._stocking, self._taking = at, stocking, taking
        self._records = Records(library)

    @property
    def places(self) -> list[Any]:
        """The components that `updates` may change."""
        at = self._at
        return [at.status, at.results, at.stop, at.tick, at.listing]

    def updates(self, room: Room, *, fresh: bool = False) -> Updates:
        """`fresh` after a change of one's own; else the list may be a few seconds old. Raises `LibraryError`."""
        at, go, stock = self._at, self._taking.go, self._stocking.stock
        readable = stock.stage in (Stage.READY, Stage.FILLING)
        records = self._read(fresh) if readable else []
        line = status_line(go, stock, len(records), sum(one.uncertain for one in records))
        busy = go.running or stock.stage in (Stage.OPENING, Stage.FILLING)
        can_stop = go.running and not go.stopping
        news = {
            at.status: ("status", line, line),
            at.results: ("results", table := results_table(go), table),
            at.stop: ("stop", str(can_stop), gr.Button(interactive=can_stop)),
            at.tick: ("tick", str(busy), gr.Timer(_BUSY if busy else _CALM)),
        }
        found = {part: update for part, (place, now, update) in news.items() if room.is_news(place, now)}
        return {**found, **(self._list(room, records) if readable else {})}

    def list(self, room: Room) -> Updates:
        """The list as the room wishes for it."""
        return self._list(room, self._read(False))

    def _read(self, fresh: bool) -> list[DocumentRecord]:
        return self._records.now() if fresh else self._records.lately()

    def _list(self, room: Room, records: list[DocumentRecord]) -> Updates:
        found = listing(records, room.wish)
        room.wish = found.wish
        table = listing_table(found)
        return {self._at.listing: table} if room.is_news("listing", table) else {}
