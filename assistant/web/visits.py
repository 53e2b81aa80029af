"""Who is asking: the person behind a request, asked anew for every action.

What the database said of a login is believed for a few seconds, so that one page does not ask thirty times; a logout
or a change of an account in this process ends that at once, one in another process within those seconds.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.errors import NotAllowed
from assistant.store.people import People, Person

if TYPE_CHECKING:
    import gradio as gr
    from starlette.requests import Request

COOKIE = "baogao_session"
UNATTENDED = "x-unattended"
"""The header of an open page's own requests while nobody touches it (gate.js): they do not keep its login from going idle."""
_FRESH_SECONDS = 3.0
_REMEMBERED = 2000
_PAGES = 20_000


@dataclass(frozen=True)
class _Known:
    person: Person
    until: float
    changes: int


class Visits:
    """Persons by their requests. Without `login`, everybody is the one user of this machine."""

    def __init__(self, people: People, *, login: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._people, self.login, self._clock = people, login, clock
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._lock = Lock()
        self._pages: OrderedDict[str, int] = OrderedDict()
        self._local: Person | None = None

    def person(self, request: gr.Request | Request) -> Person:
        """Who asks. Raises `NotAllowed` once the login has ended, and on a page that somebody else has opened."""
        plain = _plain(request)
        found = self.holder(plain.cookies.get(COOKIE, ""), seen=UNATTENDED not in plain.headers)
        if found is None:
            raise NotAllowed("登录已过期", hint="请重新登录；没有保存的内容还在这一页上。")
        if not self.owns(getattr(request, "session_hash", None) or "", found):
            raise NotAllowed("现在登录的是另一位用户", hint="请先复制未保存的内容，再刷新这一页。")
        return found

    def owns(self, page: str, person: Person) -> bool:
        """Whether an open page (by Gradio's `session_hash`) is this person's: it is whose it first was.

        What a page remembers and is sent lies under that name: whoever learns it must not read or steer it.
        """
        if not self.login or not page:
            return True
        with self._lock:
            owner = self._pages.setdefault(page[:100], person.id)
            self._pages.move_to_end(page[:100])
            while len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        return owner == person.id

    def holder(self, token: str, *, seen: bool = True) -> Person | None:
        """Who holds a token; None for nobody. Not `seen`: looking does not keep the login from going idle."""
        if not self.login:
            self._local = self._local or self._people.local()
            return self._local
        if not token.isascii() or not 20 <= len(token) <= 100:
            return None
        recalled = self.recalled(token)
        if recalled is not None:
            return recalled
        # Counted before the database is asked: what ends meanwhile must not be remembered.
        changes, now = self._people.changes, self._clock()
        found = self._people.by_token(token, seen=seen)
        with self._lock:
            self._known.pop(token, None)
            if found is not None:
                self._known[token] = _Known(found, now + _FRESH_SECONDS, changes)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return found

    def recalled(self, token: str) -> Person | None:
        """Who held a token a moment ago, without a look into the database; None where that has to be asked."""
        known = self._known.get(token)
        if known and known.changes == self._people.changes and self._clock() < known.until:
            return known.person
        return None

    def knows(self, token: str) -> bool:
        """Whether this token was somebody's lately; the database is not asked."""
        return token in self._known


def _plain(request: gr.Request | Request) -> Request:
    """Gradio's own view of cookies makes attributes of them: a cookie named "get" would be called."""
    plain: Any = getattr(request, "request", None) or request
    return plain
