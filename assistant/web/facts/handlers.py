"""What happens on the facts page: plain methods, an act's data in, updates out. Who acts is asked anew each time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import FactsError
from assistant.store.people import Person
from assistant.web.acts import data_of
from assistant.web.facts.intake import Intake
from assistant.web.facts.layout import Controls
from assistant.web.facts.outbox import changes_of
from assistant.web.facts.room import Room
from assistant.web.facts.views.fields import note
from assistant.web.facts.views.offer import going, offered, uploads
from assistant.web.facts.views.sheets import IMPORT, importing, sheet, sheet_list
from assistant.web.facts.views.side import side
from assistant.web.faults import told
from assistant.web.masthead import masthead, project_bar
from assistant.web.regions import regions
from assistant.web.views.card import refusal, trouble
from assistant.web.visits import Visits
from assistant.workspace.filling import FilledForm, Filling, fill, open_form
from assistant.workspace.filling_cells import texts
from assistant.workspace.filling_changes import Fill
from assistant.workspace.filling_checks import fix_for, form_of, sheet_of, standing
from assistant.workspace.importing import Offer, offer, offer_again, proposed, take
from assistant.workspace.workspace import Workspace

_SHEETS = tuple(str(number) for number in range(10))
Updates = dict[Any, Any]
Parts = dict[str, str]
Data = Mapping[str, str]


def _told(handler: Callable[..., Updates]) -> Callable[..., Updates]:
    """Errors are told on the page: here a person's request ends."""

    @wraps(handler)
    def answered(self: Handlers, *values: Any) -> Updates:
        try:
            return handler(self, *values) or gr.skip()
        except Exception as error:
            return {self.at.feed: regions({"trouble": trouble(*told(error))})}

    return answered


class Handlers:
    """They hold what all sessions share."""

    def __init__(self, at: Controls, workspace: Workspace, visits: Visits) -> None:
        self.at, self._workspace, self._visits = at, workspace, visits
        self._intake = Intake()

    @_told
    def enter(self, request: gr.Request) -> Updates:
        """The page opens on its project, at the sheet or field that its address names."""
        person = self._visits.person(request)
        asked = request.query_params
        form = open_form(self._workspace, person, asked.get("p", ""))
        focus = asked.get("f", "")
        project = form.project
        room = Room(project.id, _sheet_of(form, focus) if focus else "0")
        room.head = (project.name, project.unit, project.year)
        if asked.get("import") and not form.locked:
            room.sheet = IMPORT
        offers = self._offered(room, person, form) if room.sheet == IMPORT else {}
        login = self._visits.login
        return {
            self.at.room: room,
            self.at.head: masthead("", person.display if login else "", can_leave=login),
            self.at.bar: project_bar(form.project, "facts"),
            self.at.feed: regions({**self._all(room, form, focus=focus), **offers}),
        }

    @_told
    def act(self, room: Room | None, request: gr.Request, event: gr.EventData) -> Updates:
        """One act of the page."""
        person, data = self._visits.person(request), dict(data_of(event))
        # A server that was started anew knows no room; the page's address still names the project.
        data["project"] = str(request.query_params.get("p", ""))
        return self.done(room, person, data)

    def done(self, room: Room | None, person: Person, data: Data) -> Updates:
        """An act of a person, by its name."""
        answered: Updates = {}
        if room is None:  # the server was started anew; what is typed stands in the browser
            sheet_ = data.get("sheet", "0")
            room = Room(data.get("project", ""), sheet_ if sheet_ in _SHEETS else "0")
        if data.get("do") == "again":
            return {**answered, self.at.asked: f"{data.get('upload', '')} {time.monotonic()}"}
        acts = {
            "fill": self._fill,
            "open": self._open,
            "goto": self._open,
            "fix": self._fix,
            "take": self._take,
            "refuse": self._refuse,
            "close": self._close,
        }
        act = acts.get(data.get("do", ""))
        if act is None:
            return answered
        parts = act(room, person, data)
        project = self._workspace.projects.get(person, room.project)
        if (project.name, project.unit, project.year) != room.head:
            room.head = (project.name, project.unit, project.year)
            answered = {self.at.bar: project_bar(project, "facts")}
        return {**answered, self.at.room: room, self.at.feed: regions(parts)}

    def _open(self, room: Room, person: Person, data: Data) -> Parts:
        form = open_form(self._workspace, person, room.project)
        focus = data.get("at", "")
        wanted = _sheet_of(form, focus) if focus else data.get("sheet", "")
        if wanted == IMPORT and not form.locked:
            room.sheet = IMPORT
        elif wanted.isdecimal() and int(wanted) < len(form_of(form.project.pack).sheets):
            room.sheet = wanted
        offers = self._offered(room, person, form) if room.sheet == IMPORT else {}
        return {**self._all(room, form, focus=focus), **offers, "trouble": ""}

    def _fill(self, room: Room, person: Person, data: Data) -> Parts:
        """Changes from the page; its receipt says what became of them, also where they could not be saved."""
        serial, revision = data.get("serial", ""), data.get("revision", "")
        try:
            changes = changes_of(data.get("changes", ""))
            base = int(revision) if revision.isdecimal() and len(revision) < 12 else 0
            made = fill(self._workspace, person, room.project, base, changes)
        except Exception as error:
            said, hint = told(error)
            return {"receipt": _receipt(serial, fault=f"{said}。{hint}" if hint else said)}
        return self._after(room, made, serial)

    def _after(self, room: Room, made: Filling, serial: str) -> Parts:
        """What of the page changes: everything that is told, the open sheet only where its rows are others now."""
        form = made.form
        # A new row needs a new empty one below it.
        redrawn = made.moved or _rows(made.before) != _rows(form)
        parts = {**self._told_of(room, form), "trouble": ""}
        if redrawn and room.sheet != IMPORT:
            parts["sheet"] = self._sheet(room, form, serial)
        changed = {path: cell.text for path, cell in texts(form.cells) if cell != made.before.cell(path)}
        doubted = {*made.before.wrong, *form.wrong, *made.before.rivals, *form.rivals}
        if not redrawn:
            parts |= {f"note:{path}": note(path, form) for path in doubted}
        wrong = {path: "1" if path in form.wrong or path in form.rivals else "" for path in doubted}
        parts["receipt"] = _receipt(serial, str(form.revision), moved=made.moved, values=changed, wrong=wrong)
        return parts

    def _fix(self, room: Room, person: Person, data: Data) -> Parts:
        """The value that follows from the other facts, as it was shown; one that changed meanwhile is not put in."""
        form = open_form(self._workspace, person, room.project)
        found = fix_for(form, data.get("rule", ""), data.get("at", ""))
        if found is None or found.text != data.get("text"):
            said = trouble("数据刚刚变了，没有改动", "请看新的审核意见。")
            return {**self._told_of(room, form), "trouble": said}
        change = Fill(found.path, found.text, form.cell(found.path).text)
        made = fill(self._workspace, person, room.project, form.revision, [change], "按审核意见更正")
        room.sheet = _sheet_of(made.form, found.path)
        return {**self._all(room, made.form, focus=found.path), "trouble": ""}

    def receive(self, room: Room | None, file: str | None, request: gr.Request) -> Iterator[Updates]:
        """An uploaded file is read; the control is empty again for the next."""
        if file is None or room is None:
            return
        path = Path(file)
        try:
            person = self._visits.person(request)
            content = path.read_bytes()
            path.unlink(missing_ok=True)

            def work() -> Offer:
                return offer(self._workspace, person, room.project, path.name, content)

            yield from self._read(room, path.name, person, work)
        except Exception as error:
            yield self._failed(error)

    def again(self, room: Room | None, asked: str, request: gr.Request) -> Iterator[Updates]:
        """A file that was uploaded before is read once more; `asked` is its number, and how often it was asked for."""
        number = asked.partition(" ")[0]
        if room is None or not number.isdecimal() or len(number) > 12:
            return
        try:
            person = self._visits.person(request)

            def work() -> Offer:
                return offer_again(self._workspace, person, room.project, int(number))

            yield from self._read(room, "文件", person, work)
        except Exception as error:
            yield self._failed(error)

    def halt(self, room: Room | None) -> Updates:
        """Nobody waits for the file any more."""
        if room is not None:
            self._intake.stop(room.reading)
        return {self.at.stop: gr.Button(visible=False)}

    def _read(self, room: Room, name: str, person: Person, work: Callable[[], Offer]) -> Iterator[Updates]:
        room.reading, started = self._intake.name(), time.monotonic()
        waiting = {"offer": going(name, 0), "trouble": ""}
        yield {
            self.at.room: room,
            self.at.file: None,
            self.at.stop: gr.Button(visible=True),
            self.at.feed: regions(waiting),
        }
        for found in self._intake.wait(room.reading, work):
            if found is None:
                yield {self.at.feed: regions({"offer": going(name, int(time.monotonic() - started))})}
                continue
            room.offer, room.left = found, set()
            form = open_form(self._workspace, person, room.project)
            yield {
                self.at.room: room,
                self.at.stop: gr.Button(visible=False),
                self.at.feed: regions(self._offered(room, person, form)),
            }
            return
        form = open_form(self._workspace, person, room.project)
        parts = {
            **self._offered(room, person, form),
            "trouble": trouble("已停止读取", "文件还在，点下面的文件名可以再读。"),
        }
        yield {self.at.stop: gr.Button(visible=False), self.at.feed: regions(parts)}

    def _failed(self, error: Exception) -> Updates:
        said = {"offer": trouble(*told(error))}
        if isinstance(error, FactsError):
            said = {"offer": refusal(error)}
        return {self.at.file: None, self.at.stop: gr.Button(visible=False), self.at.feed: regions(said)}

    def _offered(self, room: Room, person: Person, form: FilledForm) -> Parts:
        """What the file offers beside the form as it stands; without one, the files of before."""
        if room.offer is None:
            return {"offer": uploads(self._workspace.material.uploads(person, room.project))}
        return {"offer": offered(room.offer, proposed(room.offer, form, room.left), len(room.left))}

    def _take(self, room: Room, person: Person, data: Data) -> Parts:
        form, numbers = open_form(self._workspace, person, room.project), _numbers(data)
        if room.offer is None or not numbers:
            return {"trouble": trouble("导入的内容已经不在这一页上", "请重新选择文件。")}
        made = take(self._workspace, person, room.project, room.offer, form, numbers)
        room.left |= set(numbers)
        parts = {**self._told_of(room, made.form), "sheet": self._sheet(room, made.form, "")}
        return {**parts, **self._offered(room, person, made.form), "trouble": ""}

    def _refuse(self, room: Room, person: Person, data: Data) -> Parts:
        room.left |= set(_numbers(data))
        return self._offered(room, person, open_form(self._workspace, person, room.project))

    def _close(self, room: Room, person: Person, data: Data) -> Parts:
        room.offer, room.left = None, set()
        return self._offered(room, person, open_form(self._workspace, person, room.project))

    def _all(self, room: Room, form: FilledForm, focus: str = "") -> Parts:
        return {**self._told_of(room, form), "sheet": self._sheet(room, form, "", focus)}

    def _told_of(self, room: Room, form: FilledForm) -> Parts:
        now, pages = standing(form), sheet_of()
        wrong: dict[str, int] = {}
        for path in [*form.wrong, *form.rivals]:
            title = pages[path.split(".")[0].split("[")[0]]
            wrong[title] = wrong.get(title, 0) + 1
        drawn = form_of(form.project.pack)
        listed = sheet_list(drawn, now, wrong, room.sheet, locked=bool(form.locked))
        return {"sheets": listed, "side": side(form, now)}

    def _sheet(self, room: Room, form: FilledForm, serial: str, focus: str = "") -> str:
        if room.sheet == IMPORT:
            return importing(form)
        return sheet(form_of(form.project.pack), form, int(room.sheet), serial, focus)


def _sheet_of(form: FilledForm, path: str) -> str:
    """The number of the sheet on which a path stands; the first where it stands nowhere."""
    title = sheet_of().get(path.split(".")[0].split("[")[0])
    titles = [one.title for one in form_of(form.project.pack).sheets]
    return str(titles.index(title)) if title in titles else "0"


def _numbers(data: Data) -> list[int]:
    """The numbers in an offer that an act names."""
    return [int(one) for one in data.get("numbers", "")[:20_000].split() if one.isdecimal() and len(one) < 6]


def _rows(form: FilledForm) -> dict[str, int]:
    """How many rows there are in each table."""
    rows: dict[str, set[str]] = {}
    for path, _ in texts(form.cells):
        table, mark, rest = path.partition("[")
        if mark:
            rows.setdefault(table, set()).add(rest.partition("]")[0])
    return {table: len(found) for table, found in rows.items()}


def _receipt(
    serial: str,
    revision: str = "",
    *,
    fault: str = "",
    moved: bool = False,
    values: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> str:
    """What the page's script reads: up to which change all is saved, and how the facts spell what was typed."""
    told_ = "".join(
        f'<i data-at="{escape(path)}" data-text="{escape(text)}"></i>'
        for path, text in (values or {}).items()
    )
    told_ += "".join(
        f'<b data-at="{escape(path)}" data-wrong="{escape(said)}"></b>'
        for path, said in (wrong or {}).items()
    )
    return (
        f'<i id="receipt" data-serial="{escape(serial)}" data-revision="{escape(revision)}" '
        f'data-fault="{escape(fault)}" data-moved="{"1" if moved else ""}">{told_}</i>'
    )
