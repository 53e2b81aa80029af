"""Requests and acts as a browser sends them, and the visits of a test's people."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from assistant.errors import NotAllowed
from assistant.store.people import Person


class OpenDoor:
    """Visits whose person is named by the request itself."""

    login = True

    def person(self, request: Any) -> Person:
        """Who asks."""
        if request.person is None:
            raise NotAllowed("登录已过期", hint="请重新登录。")
        return request.person


def asked(by: Person | None, **query: str) -> Any:
    """A request of that person."""
    return SimpleNamespace(person=by, query_params=query)


def act(do: str, **data: str) -> Any:
    """A click on an element with these data."""
    return SimpleNamespace(_data={"do": do, **data})
