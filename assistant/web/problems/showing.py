"""The whole page as regions, made anew after every act; only what has changed is sent, and no open form is touched."""

from __future__ import annotations

from assistant.store.people import Person
from assistant.web.problems.room import Room
from assistant.web.problems.views import board
from assistant.web.problems.views.card import Frame, card
from assistant.workspace.advising import Card, Problems, problems
from assistant.workspace.problem_case import locked
from assistant.workspace.problem_writing import marked
from assistant.workspace.workspace import Workspace


class Showing:
    """What the page shows to a person."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def regions(self, by: Person, room: Room, *, reopened: str = "") -> dict[str, str]:
        """The regions that are news to the room; the form of the card `reopened` is made anew. Raises `NotThere`."""
        found = problems(self._workspace, by, room.project)
        why = locked(self._workspace, by, room.project)
        frame = self._frame(found, bool(why))
        keys = tuple(one.key for one in found.cards)
        parts = {
            "head": board.head(found, why),
            "own": board.own(found, frame, room.mark, marked),
            "previous": board.previous(found, frame),
            **board.counts(found),
        }
        if keys != room.keys and not (room.editing and room.keys):
            # Other deviations than before: all cards anew. While a form is open they wait.
            room.keys = keys
            room.shown = {name: html for name, html in room.shown.items() if not name.startswith("card-")}
            room.shown |= self._cards(found, frame, room)
            parts["cards"] = board.cards(found, lambda one: room.shown[f"card-{one.key}"])
            return room.news(parts)
        return room.news(parts | self._cards(found, frame, room, reopened))

    def _frame(self, found: Problems, is_locked: bool) -> Frame:
        settings = self._workspace.settings
        past = bool(settings.chroma_url) or (settings.home / "library").is_dir()
        return Frame(found.project.id, is_locked, settings.model_configured, past, found.places)

    @staticmethod
    def _cards(found: Problems, frame: Frame, room: Room, reopened: str = "") -> dict[str, str]:
        made: dict[str, str] = {}
        for one in found.cards:
            name = f"card-{one.key}"
            editing = one.key in room.editing and not frame.locked
            opened = 'class="editor"' in room.shown.get(name, "")
            if editing and opened and one.key != reopened:
                continue  # somebody may be typing there
            made[name] = board.framed(one, card(_with(one, room.taken.get(one.key)), frame, editing=editing))
        return made


def _with(one: Card, text: str | None) -> Card:
    """The card with a model's words in its form."""
    if text is None:
        return one
    from dataclasses import replace

    from assistant.web.problems.views.card import edited

    return replace(one, problem=None, draft=edited(one).model_copy(update={"consequence": text}))
