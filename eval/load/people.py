"""One person at work: from an empty page to a Word file, as their browser asks for it, with time to think in between."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

import httpx2

from eval.load.browser import OpenPage, PageError

SAMPLE = 0
_PACK = "national"
_LIVE = 0.5
_LONGEST = 300.0


@dataclass(frozen=True)
class Timed:
    """An action of a person: seconds until it was answered, and what went wrong (empty: nothing)."""

    action: str
    seconds: float
    error: str = ""


@dataclass
class Person:
    """`mark` stands in the facts of this person's project and in no other's; it is their user's name too, where there is a
    `password`. `think` is the longest pause in seconds.
    """

    address: str
    mark: str
    seed: int
    think: float
    password: str = ""
    done: list[Timed] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """Everything that pages of this person's project ever said."""

    def work(self) -> None:
        """The whole way. A failed action ends it; it is in `done` with its error."""
        self._chance = Random(self.seed)
        with httpx2.Client(base_url=self.address, timeout=_LONGEST) as client:
            self._client = client
            try:
                if self.password:
                    self._come_in()
                project = self._begin()
                self._fill(project)
                draft = self._draft(project)
                self._argue(draft)
                self._take_away(draft)
                for name in ("problems", "history"):
                    with self._timed(f"{name}: open"):
                        self._opened(f"/{name}/", project)
            except (PageError, httpx2.HTTPError, LookupError, AttributeError, ValueError) as error:
                if not any(one.error for one in self.done):
                    self.done.append(Timed("between two actions", 0.0, f"{type(error).__name__}: {error}"))

    def _come_in(self) -> None:
        with self._timed("log in"):
            form = {"name": self.mark, "password": self.password, "next": "/"}
            answer = self._client.post("/login", data=form, headers={"Origin": self.address})
            if answer.status_code not in (302, 303):
                raise PageError(f"log in: {answer.status_code}")

    def _begin(self) -> str:
        """A project from a sample; its id."""
        with self._timed("projects: open"):
            page = OpenPage(self._client, "/")
            if self.password:
                # Whoever logged in sees their own list; without a login it is everybody's.
                page.heard = self.heard
            page.load()
        self._pause()
        page.set("从哪里开始", "sample")
        page.set("样例", page.choices("样例")[SAMPLE])
        with self._timed("projects: new from a sample"):
            page.press("新建")
        found = re.search(r"p=(\w+)", str(page.value("onward")))
        if found is None:
            raise self._fault("projects: new from a sample", "no project")
        return found.group(1)

    def _fill(self, project: str) -> None:
        """Two fields are typed: the project's name and who benefits, each with the mark."""
        with self._timed("facts: open"):
            page = self._opened("/facts/", project)
        revision = self._found("facts: open", r'data-revision="(\d+)"', page.regions["sheet"])
        for number, path in enumerate(("project.name", "project.beneficiaries"), 1):
            self._pause()
            changes = json.dumps([{"op": "fill", "path": path, "text": f"{path[8:]}{self.mark}"}])
            with self._timed("facts: type into a field"):
                answered = page.act("fill", serial=str(number), revision=revision, changes=changes)
            receipt = answered.get("receipt", "")
            revision = self._found("facts: type into a field", r'data-revision="(\d+)"', receipt)

    def _draft(self, project: str) -> OpenPage:
        with self._timed("draft: open"):
            page = self._opened("/draft/", project)
        self._pause()
        with self._timed("draft: offline, whole"):
            with self._timed("draft: start"):
                page.act("start", pack=_PACK, writer="offline")
            self._until(page, lambda: _is_written(page))
        if self.mark not in page.regions.get("part:overview", ""):
            raise self._fault("draft: offline, whole", "the project's own facts are missing")
        return page

    def _argue(self, page: OpenPage) -> None:
        """A figure is clicked, an instruction given, its hunk taken and undone; a section edited by hand."""
        figures = re.findall(
            r'data-do="evidence" data-section="([^"]+)" data-start="(\d+)" data-end="(\d+)"',
            "".join(page.regions.values()),
        )
        for section, start, end in self._chance.sample(figures, 3):
            self._pause(page)
            with self._timed("draft: click a figure"):
                page.act("evidence", section=section, start=start, end=end)
        self._pause(page)
        with self._timed("draft: edit by instruction, proposed"):
            page.act("instruct", section="overview", instruction=f"在末尾加上“{self.mark}补充”")
            self._until(page, lambda: 'data-do="accept"' in page.regions.get("talk", ""))
        accept = re.search(r'data-do="accept"[^>]*data-proposal="(\d+)"', page.regions["talk"])
        if accept is None:
            raise self._fault("draft: accept", "nothing to accept")
        self._pause(page)
        with self._timed("draft: accept a change"):
            page.act("accept", proposal=accept.group(1))
        if f"{self.mark}补充" not in page.regions["part:overview"]:
            raise self._fault("draft: accept a change", "it is not in the text")
        self._pause(page)
        with self._timed("draft: undo"):
            page.act("undo")
        if f"{self.mark}补充" in page.regions["part:overview"]:
            raise self._fault("draft: undo", "it is still in the text")

    def _take_away(self, page: OpenPage) -> None:
        address = self._found(
            "draft: export Word", r'href="\.\./(files/report/\d+\.docx)"', "".join(page.regions.values())
        )
        self._pause(page)
        with self._timed("draft: export Word"):
            answer = self._client.get(f"/{address}")
            if answer.status_code != 200:
                raise PageError(f"export: {answer.status_code}")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as word:
            said = word.read("word/document.xml").decode()
        self.heard.append(said)
        if self.mark not in said:
            raise self._fault("draft: export Word", "the project's own facts are missing")

    def _opened(self, path: str, project: str) -> OpenPage:
        page = OpenPage(self._client, path, {"p": project})
        # What it hears from now on is listened to as well.
        page.heard = self.heard
        page.load()
        return page

    def _until(self, page: OpenPage, there: Callable[[], bool]) -> None:
        """Looks at the page as its clock does while something is under way."""
        until = time.monotonic() + _LONGEST
        while not there():
            if time.monotonic() > until:
                raise PageError("it takes too long")
            time.sleep(_LIVE)
            page.look()

    def _pause(self, page: OpenPage | None = None) -> None:
        """A person thinks; their page looks whether something has changed."""
        time.sleep(self._chance.random() * self.think)
        if page is not None:
            with self._timed("draft: the page's clock"):
                page.look()

    def _found(self, action: str, pattern: str, text: str) -> str:
        found = re.search(pattern, text)
        if found is None:
            raise self._fault(action, "the page does not show what comes next")
        return found.group(1)

    def _fault(self, action: str, said: str) -> PageError:
        self.done.append(Timed(action, 0.0, said))
        return PageError(f"{action}: {said}")

    @contextmanager
    def _timed(self, action: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        except Exception as error:
            self.done.append(Timed(action, time.perf_counter() - began, f"{type(error).__name__}: {error}"))
            raise
        self.done.append(Timed(action, time.perf_counter() - began))


def _is_written(page: OpenPage) -> bool:
    written = any(name.startswith("part:") for name in page.regions)
    return written and 'data-do="stop"' not in page.regions.get("status", "") and "findings" in page.regions
