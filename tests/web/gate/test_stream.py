"""A stream of events ends with its reader's login."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from assistant.web.gate.stream import Watched
from tests.web.gate.conftest import Clock

START = {"type": "http.response.start", "status": 200}


def _run(kind: str, ends_after: int) -> tuple[list[Any], list[Any]]:
    """What arrives of six events, a second and a half apart, and what the application hears afterwards."""
    clock, sent, asked = Clock(), [], []

    async def still_there() -> bool:
        asked.append(clock.at)
        return len(asked) <= ends_after

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    async def scene() -> list[Any]:
        watched = Watched(receive, send, still_there, clock)
        await watched.send({**START, "headers": [(b"content-type", kind.encode())]})
        for turn in range(6):
            clock.at += 1.5
            await watched.send({"type": "http.response.body", "body": b"%d" % turn, "more_body": True})
        return [await watched.receive()]

    heard = asyncio.run(scene())
    return sent[1:], heard


def test_events_end_and_the_application_hears_that_the_reader_has_gone() -> None:
    sent, heard = _run("text/event-stream; charset=utf-8", ends_after=1)
    assert [one["body"] for one in sent] == [b"0", b"1", b"2", b""]
    assert sent[-1]["more_body"] is False
    assert heard == [{"type": "http.disconnect"}]


@pytest.mark.parametrize(("kind", "ends_after"), [("text/event-stream", 99), ("application/octet-stream", 0)])
def test_others_go_on(kind: str, ends_after: int) -> None:
    sent, heard = _run(kind, ends_after)
    assert len(sent) == 6 and heard == [{"type": "http.request"}]
