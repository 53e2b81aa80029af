"""Servers in threads, and a small real reverse proxy: streams both ways, serves us under a path, says who asked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

_HOP = ("connection", "keep-alive", "transfer-encoding", "te", "upgrade", "host", "content-length")


@contextmanager
def served(app: Any, **options: Any) -> Iterator[int]:
    """The port where the application is served."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1, **options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    for _ in range(600):
        if server.started:
            break
        time.sleep(0.05)
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)


def proxy(
    port: int, path: str, *, strip: bool = True, says_host: bool = True, scheme: str = "https"
) -> Starlette:
    """Everything under `path` goes to the port; `strip` cuts the path off, as nginx does with a slash after the port."""
    # A client would keep one person's cookies and give them to the next.
    bare = httpx2.AsyncHTTPTransport()

    async def passed(request: Request) -> Response:
        headers = [(name, value) for name, value in request.headers.raw if name.decode() not in _HOP]
        headers.append((b"x-forwarded-for", (request.client.host if request.client else "").encode()))
        headers.append((b"x-forwarded-proto", scheme.encode()))
        if says_host:
            headers.append((b"x-forwarded-host", request.headers["host"].encode()))
        inner = request.url.path.removeprefix(path) if strip else request.url.path
        url = httpx2.URL(f"http://127.0.0.1:{port}{inner or '/'}").copy_with(query=request.url.query.encode())
        asked = httpx2.Request(request.method, url, headers=headers, content=await request.body())
        answer = await bare.handle_async_request(asked)
        given = [(name, value) for name, value in answer.headers.raw if name.decode().lower() not in _HOP[:5]]
        back = StreamingResponse(
            answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
        )
        back.raw_headers = given
        return back

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await bare.aclose()

    methods = ["GET", "POST", "HEAD", "PUT", "DELETE"]
    return Starlette(routes=[Route(f"{path}{{rest:path}}", passed, methods=methods)], lifespan=lifespan)
