"""What happens on the page of problems: one method for entering, one for every act that a click asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from assistant.errors import InputError, NotThere
from assistant.store.people import Person
from assistant.web.problems.room import Room
from assistant.web.problems.showing import Showing
from assistant.web.problems.views.past import past
from assistant.web.problems.views.polished import polished, under_way
from assistant.web.views.card import trouble
from assistant.workspace import deciding
from assistant.workspace.faults import told
from assistant.workspace.polishing import begin
from assistant.workspace.problem_case import case_of, precedents_of
from assistant.workspace.workspace import Workspace

Regions = dict[str, str]
Data = Mapping[str, str]
_LOOKS_EVERY = 0.5
_ON_A_CARD: Mapping[str, Callable[[Workspace, Person, str, str], None]] = {
    "choose": deciding.choose,
    "reject": deciding.reject,
    "undo": deciding.undo,
    "renew": deciding.renew,
    "keep": deciding.keep,
}


class Handlers:
    """They hold what all sessions share; `room` is that of the one that asks."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._showing = Showing(workspace)

    def enter(self, by: Person, room: Room) -> Regions:
        """Everything, for a page that has just been opened."""
        return self._told("head", lambda: self._showing.regions(by, room))

    def act(self, by: Person, room: Room, data: Data) -> Iterator[Regions]:
        """What a click asks for; its errors are told where it was made."""
        name, key = data.get("do", ""), data.get("key", "")
        if name == "polish":
            yield from self._polish(by, room, key)
        elif name == "past":
            # The first search of a server takes seconds.
            yield {f"past-{key}": '<p class="hint" role="status">正在查往年报告……</p>'}
            yield self._told(f"past-{key}", lambda: self._past(by, room, key))
        elif name in _ON_A_CARD:
            yield self._told(f"wrong-{key}", lambda: self._decided(by, room, name, key))
        else:
            acts: Mapping[str, Callable[[Person, Room, Data], Regions]] = {
                "edit": self._edit,
                "cancel": self._cancel,
                "save": self._save,
                "halt": self._halt,
                "take": self._take,
                "drop": self._drop,
                "open": self._open,
                "close": self._close,
                "add": self._add,
                "change": self._change,
                "remove": self._remove,
                "follow": self._follow,
            }
            if name in acts:
                yield self._told(_place(data), lambda: acts[name](by, room, data))

    @staticmethod
    def _told(place: str, made: Callable[[], Regions]) -> Regions:
        """What was made, or its error at its place: here a person's request ends."""
        try:
            return made()
        except Exception as error:
            return {place: trouble(*told(error))}

    def _decided(self, by: Person, room: Room, name: str, key: str) -> Regions:
        _ON_A_CARD[name](self._workspace, by, room.project, key)
        return self._fresh(by, room, key)

    def _edit(self, by: Person, room: Room, data: Data) -> Regions:
        key = data.get("key", "")
        if key not in (room.keys or ()):
            raise NotThere("没有这条建议", hint="请刷新页面看最新内容。")
        room.editing.add(key)
        return self._showing.regions(by, room, reopened=key)

    def _cancel(self, by: Person, room: Room, data: Data) -> Regions:
        return self._fresh(by, room, data.get("key", ""))

    def _save(self, by: Person, room: Room, data: Data) -> Regions:
        key = data.get("key", "")
        deciding.edit(self._workspace, by, room.project, key, data)
        return self._fresh(by, room, key)

    def _fresh(self, by: Person, room: Room, key: str) -> Regions:
        """The page once an act on a card is done: its form is closed."""
        room.editing.discard(key)
        room.taken.pop(key, None)
        room.shown.pop(f"card-{key}", None)
        return self._showing.regions(by, room)

    def _past(self, by: Person, room: Room, key: str) -> Regions:
        case = case_of(self._workspace, by, room.project)
        return {f"past-{key}": past(precedents_of(self._workspace, case).get(key, []))}

    def _polish(self, by: Person, room: Room, key: str) -> Iterator[Regions]:
        """A model's words for a card, told while they come."""
        place = f"model-{key}"
        running = room.polishing.get(key)
        if running and not running.ended.is_set():
            return
        try:
            made = room.polishing[key] = begin(self._workspace, by, room.project, key)
            before = case_of(self._workspace, by, room.project).suggestion(key)
        except Exception as error:
            yield {place: trouble(*told(error))}
            return
        try:
            while not made.ended.wait(_LOOKS_EVERY):
                yield {place: under_way(made)}
            said = "，".join(one for one in (before.evidence, before.consequence) if one) if before else ""
            yield {place: polished(made, said)}
        finally:  # the page was closed
            made.stop.set()

    def _halt(self, by: Person, room: Room, data: Data) -> Regions:
        made = room.polishing.get(data.get("key", ""))
        if made is None or made.ended.is_set():
            return {}
        made.stop.set()
        return {f"model-{made.key}": under_way(made)}

    def _take(self, by: Person, room: Room, data: Data) -> Regions:
        made = room.polishing.get(data.get("key", ""))
        if made is None or not made.text:
            raise NotThere("模型的措辞已不在", hint="请重新润色。")
        room.taken[made.key] = made.text
        return self._edit(by, room, data)

    def _drop(self, by: Person, room: Room, data: Data) -> Regions:
        made = room.polishing.pop(data.get("key", ""), None)
        return {f"model-{made.key}": ""} if made else {}

    def _open(self, by: Person, room: Room, data: Data) -> Regions:
        room.mark = data.get("mark", "")
        return self._showing.regions(by, room)

    def _close(self, by: Person, room: Room, data: Data) -> Regions:
        room.mark = ""
        return self._showing.regions(by, room)

    def _add(self, by: Person, room: Room, data: Data) -> Regions:
        deciding.add(self._workspace, by, room.project, data)
        return self._close(by, room, data)

    def _change(self, by: Person, room: Room, data: Data) -> Regions:
        deciding.change(self._workspace, by, room.project, data.get("mark", ""), data)
        return self._close(by, room, data)

    def _remove(self, by: Person, room: Room, data: Data) -> Regions:
        deciding.remove(self._workspace, by, room.project, data.get("mark", ""))
        return self._showing.regions(by, room)

    def _follow(self, by: Person, room: Room, data: Data) -> Regions:
        number = data.get("number", "")
        if not (number.isdecimal() and len(number) < 5):
            raise InputError("没有这一项。", hint="请刷新页面。")
        deciding.tell_follow_up(self._workspace, by, room.project, int(number), data.get("on") == "yes")
        return self._showing.regions(by, room)


def _place(data: Data) -> str:
    """Where an act's error is told: on its card or in its form."""
    if data.get("do") == "follow":
        return "wrong-previous"
    name = data.get("key") or data.get("mark") or ("new" if data.get("do") == "add" else "")
    return f"wrong-{name}" if name else "head"
