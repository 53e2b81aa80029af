"""What the gate's pages share: the accounts, asked beside the event loop, and the counts of failed attempts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from assistant.store.people import People, Person
from assistant.web.gate.attempts import Attempts
from assistant.web.gate.mode import StartCode
from assistant.web.visits import COOKIE, UNATTENDED, Visits

_T = TypeVar("_T")


class Keeper:
    """`code` is what a first start asks for."""

    def __init__(self, people: People, visits: Visits, code: StartCode, attempts: Attempts) -> None:
        self.people, self.code, self.attempts = people, code, attempts
        self._visits = visits
        # A hash takes 64 MB for a moment: two at once, the others wait. Threads of their own: long work elsewhere
        # must not keep anybody out.
        self._hashing, self._asking = CapacityLimiter(2), CapacityLimiter(4)

    async def somebody(self) -> bool:
        """Whether anybody has an account."""
        return await self.asked(self.people.any)

    async def holder(self, request: Request) -> Person | None:
        """Who asks."""
        ask = partial(self._visits.holder, seen=UNATTENDED not in request.headers)
        return await self.asked(ask, request.cookies.get(COOKIE, ""))

    async def token(self, name: str, password: str, address: str) -> str:
        """A fresh token. Raises `NotAllowed`."""
        _, token = await self.hashed(self.people.log_in, name, password, address)
        return token

    async def end(self, request: Request) -> None:
        """Ends the login that the browser came with."""
        token = request.cookies.get(COOKIE, "")
        if token:
            await self.asked(self.people.log_out, token)

    async def asked(self, ask: Callable[..., _T], *given: str) -> _T:
        """A look into the database."""
        return await to_thread.run_sync(ask, *given, limiter=self._asking)

    async def hashed(self, ask: Callable[..., _T], *given: str) -> _T:
        """Work with a password."""
        return await to_thread.run_sync(ask, *given, limiter=self._hashing)
