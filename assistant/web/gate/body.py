"""A request's body within its limit: what is longer is refused by what it announces, or cut off where it passes the limit."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Send


class TooLarge(Exception):
    """The body went over its limit."""


class Measured:
    """Receive and send of one request: `TooLarge` is raised where the body passes `limit`, and no answer leaves after it."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive, self._send, self._left = receive, send, limit
        self.over = self.answered = False

    async def receive(self) -> Message:
        """The next piece."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.over = True
            raise TooLarge
        return message

    async def send(self, message: Message) -> None:
        """Passed on, unless the application makes an answer of its own out of the cut."""
        if not self.over or self.answered:
            self.answered = True
            await self._send(message)


def announced(headers: Headers) -> int:
    """The length the request says it has; 0 where it says none."""
    said = headers.get("content-length", "0")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0
