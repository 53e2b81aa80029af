"""What happens on a click: plain methods that take the page's values and give its updates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from assistant.errors import InputError
from assistant.library.structure.corrections import FIELDS
from assistant.web.faults import told
from assistant.web.reports.catalogue import Order, Wish
from assistant.web.reports.finding import found
from assistant.web.reports.layout import DOCUMENT, INTAKE, LIST, Controls
from assistant.web.reports.news import News
from assistant.web.reports.opened import changed, chosen_kinds, field_faults, opened
from assistant.web.reports.room import Room
from assistant.web.reports.sheet import Sheet
from assistant.web.reports.taking import Taking
from assistant.web.reports.views import document as view
from assistant.web.stocking import Stage, Stocking
from assistant.web.telling import Updates, told_at
from assistant.web.views.card import trouble

if TYPE_CHECKING:
    from assistant.library.library import Library


class Handlers:
    """They hold what all sessions share; where one session is, its room says (None where it was lost)."""

    def __init__(self, at: Controls, library: Library, stocking: Stocking, taking: Taking) -> None:
        self.at, self._library, self._stocking, self._taking = at, library, stocking, taking
        self.news, self.sheet = News(at, library, stocking, taking), Sheet(at)

    @told_at("status")
    def enter(self) -> Updates:
        """A new session gets a room."""
        room = Room()
        return {self.at.room: room, **self.news.updates(room)}

    @told_at("status")
    def look(self, room: Room | None) -> Updates:
        """What has changed since the clock last ticked, also by other people's hands."""
        return self.news.updates(room or Room())

    @told_at("listing")
    def narrow(self, room: Room | None, words: str | None, doubtful: bool, order: str | None) -> Updates:
        """Another wish for the list; it begins at its first page."""
        room = room or Room()
        known = Order.__members__.get(order or "", Order.YEAR)
        room.wish = Wish(words or "", bool(doubtful), known)
        return {self.at.room: room, **self.news.list(room)}

    @told_at("listing")
    def pick(self, room: Room | None, page: str, document: str, section: str) -> Updates:
        """A click in a table or tree: a page of the list, a document, a section of the open document."""
        room = room or Room()
        if page.isdecimal() and len(page) < 7:
            wish = room.wish
            room.wish = Wish(wish.words, wish.doubtful_only, wish.order, int(page))
            return {self.at.room: room, **self.news.list(room)}
        here = document in ("", room.document)
        room.document, room.section = document or room.document, section
        return self._shown(room, whole=not here)

    @told_at("fields_note")
    def save_fields(self, room: Room | None, *values: str | None) -> Updates:
        """The typed fields become the document's, if all are in order."""
        at, room = self.at, room or Room()
        typed = dict(zip(FIELDS, values, strict=True))
        wrong = field_faults(typed)
        if wrong:
            faults = {at.faults[name]: view.fault(wrong.get(name, "")) for name in FIELDS}
            return {**faults, at.fields_note: view.fault("没有保存，请改正标出的地方。")}
        before = opened(self._library, room.document)
        new = changed(before, typed)
        if new:
            self._library.correct(before.record.id, new, {})
        said = "已保存，以后重新加入原文件也不会丢。" if new else "没有改动。"
        return {
            **self._shown(room),
            **self.news.updates(room, fresh=True),
            at.fields_note: view.sure(said),
        }

    @told_at("kinds_note")
    def save_kinds(self, room: Room | None, values: Sequence[str] | None) -> Updates:
        """The chosen kinds become those of the open section."""
        at, room = self.at, room or Room()
        kinds = chosen_kinds(values)
        before = opened(self._library, room.document)
        section = before.section(room.section)
        if section is None:
            raise InputError("这份报告没有章节。")
        self._library.correct(before.record.id, {}, {section.id: kinds})
        room.section = section.id
        shown = opened(self._library, room.document)
        return {
            at.room: room,
            at.head: view.head(shown),
            **self.sheet.reading(room, shown),
            **self.news.updates(room, fresh=True),
            at.kinds_note: view.sure("已保存，检索马上按新类别。"),
        }

    @told_at("kinds_note")
    def next(self, room: Room | None) -> Updates:
        """On to the next section that waits for a person."""
        at, room = self.at, room or Room()
        shown = opened(self._library, room.document)
        following = shown.next_uncertain(room.section)
        if not following:
            return {at.kinds_note: view.sure("没有待核对的章节了。")}
        room.section = following
        return {at.room: room, **self.sheet.reading(room, shown)}

    @told_at("fields_note")
    def ask(self, room: Room | None) -> Updates:
        """Removing asks first."""
        shown = opened(self._library, (room or Room()).document)
        return {self.at.question: gr.Column(visible=True), self.at.asked: view.asked(shown)}

    def keep(self) -> Updates:
        """The question is answered with no."""
        return {self.at.question: gr.Column(visible=False)}

    @told_at("fields_note")
    def remove(self, room: Room | None) -> Updates:
        """The document leaves the library."""
        room = room or Room()
        self._library.delete(room.document)
        room.document = room.section = ""
        return {
            self.at.room: room,
            self.at.tabs: gr.Tabs(selected=LIST),
            **self.sheet.closed(view.nothing_open()),
            **self.news.updates(room, fresh=True),
        }

    @told_at("hits")
    def search(self, text: str | None, kind: str | None) -> Updates:
        """Passages for a text."""
        return {self.at.hits: found(self._library, text, kind)}

    @told_at("intake_note")
    def receive(self, room: Room | None, files: Sequence[str] | None, replacing: bool) -> Updates:
        """Uploaded files begin their way into the library; the control is empty again for the next."""
        at, room = self.at, room or Room()
        uploads = [Path(file) for file in files or ()]
        note = ""
        try:
            if self._stocking.stock.stage is Stage.FILLING:
                raise InputError("正在加入样例报告。", hint="请稍候再选文件。")
            self._taking.begin(uploads, replacing=bool(replacing))
        except InputError as error:
            note = trouble(error.message, error.hint)
        finally:
            self._taking.discard(uploads)
        return {
            at.room: room,
            at.files: None,
            at.intake_note: note,
            at.tabs: gr.Tabs(selected=INTAKE),
            **self.news.updates(room),
        }

    @told_at("status")
    def halt(self, room: Room | None) -> Updates:
        """No further file."""
        self._taking.stop()
        return self.news.updates(room or Room())

    def _shown(self, room: Room, *, whole: bool = True) -> Updates:
        """The room's document in its tab; one that is not there any more is told there."""
        front = {self.at.room: room, self.at.tabs: gr.Tabs(selected=DOCUMENT)}
        try:
            shown = opened(self._library, room.document)
        except Exception as error:
            room.document = room.section = ""
            return {**front, **self.sheet.closed(trouble(*told(error)))}
        return {**front, **(self.sheet.opened if whole else self.sheet.reading)(room, shown)}
