"""A long answer (Gradio's event streams) that ends with the login of whoever reads it."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Send

_EVERY_SECONDS = 3.0


class Watched:
    """Receive and send of one request; `still_there` is asked now and then while events go out."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        still_there: Callable[[], Awaitable[bool]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._receive, self._send, self._still_there, self._clock = receive, send, still_there, clock
        self._streams = self._ended = False
        self._next = 0.0

    async def receive(self) -> Message:
        """To the application, a reader whose login has ended has gone."""
        return {"type": "http.disconnect"} if self._ended else await self._receive()

    async def send(self, message: Message) -> None:
        """Passed on, until the login ends."""
        if self._ended:
            return
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            self._streams = kind.startswith("text/event-stream")
            self._next = self._clock() + _EVERY_SECONDS
        elif self._streams and self._clock() >= self._next:
            self._next = self._clock() + _EVERY_SECONDS
            if not await self._still_there():
                self._ended = True
                message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._send(message)
