"""A document on the page: which components show it, and what they show."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.reports.layout import Controls
from assistant.web.reports.opened import Opened
from assistant.web.reports.room import Room
from assistant.web.reports.views import document as view

Updates = dict[Any, Any]


class Sheet:
    """The tab of the open document."""

    def __init__(self, at: Controls) -> None:
        self._at = at

    @property
    def places(self) -> list[Any]:
        """The components that it changes."""
        at = self._at
        head = [at.blank, at.sheet, at.head, at.question, at.asked, at.fields_note]
        reading = [at.tree, at.section, at.kinds, at.next, at.kinds_note, at.passages]
        return [*head, *reading, *at.fields.values(), *at.faults.values()]

    def opened(self, room: Room, shown: Opened) -> Updates:
        """All of a document; the room's section, or the one that is wanted first, is open."""
        return {
            self._at.blank: gr.HTML(visible=False),
            self._at.sheet: gr.Column(visible=True),
            **self.head(shown),
            **self.reading(room, shown),
        }

    def head(self, shown: Opened) -> Updates:
        """What is known of the document as a whole."""
        at = self._at
        return {
            at.head: view.head(shown),
            at.question: gr.Column(visible=False),
            at.fields_note: view.how_to_undo(),
            **{at.fields[name]: text for name, text in shown.fields.items()},
            **dict.fromkeys(at.faults.values(), ""),
        }

    def reading(self, room: Room, shown: Opened) -> Updates:
        """The tree and the open section. What is typed into the fields stays."""
        at = self._at
        section = shown.section(room.section)
        room.section = section.id if section else ""
        return {
            at.tree: view.tree(shown, room.section),
            at.section: view.section(shown, room.section),
            at.kinds: [kind.value for kind in section.kinds] if section else [],
            at.next: gr.Button(interactive=bool(shown.uncertain)),
            at.kinds_note: "",
            at.passages: view.passages(shown, room.section),
        }

    def closed(self, said: str) -> Updates:
        """No document, and why."""
        return {self._at.blank: gr.HTML(said, visible=True), self._at.sheet: gr.Column(visible=False)}
