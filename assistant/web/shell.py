"""The page's outer frame, which Gradio does not let us set: Chinese document language, our looks before Gradio's start,
nothing from outside, one copy of Gradio's own files for all pages.

Works on the bytes of the HTML pages; every other answer only gets headers.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The browser itself enforces that no font, script or picture is fetched from elsewhere. Gradio needs inline and eval.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; form-action 'self'; "
    "base-uri 'self'; frame-ancestors 'self'; object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# Gradio names these by their content, so that they never change under a name. Not what a person loads down.
_NAMED_BY_CONTENT = re.compile(r"(/\w+)?/(assets/[^/]+|theme\.css)")
_FOR_EVER = "public, max-age=31536000, immutable"
_HERE = Path(__file__).parent
_LOOKS = ("tokens.css", "frame.css")
_SCRIPTS = ("look.js", "chinese.js", "page.js")


class Shell:
    """ASGI middleware around the mounted Gradio pages; `titles` has the title of each by its path."""

    def __init__(self, app: ASGIApp, titles: Mapping[str, str]) -> None:
        self._app = app
        self._head = f"<style>{_joined(_LOOKS)}</style>{''.join(f'<script>{_read(name)}</script>' for name in _SCRIPTS)}"
        self._titles = titles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path in self._titles and scope["method"] == "GET":
            framed = partial(self._framed, path)
            await self._app(_uncompressed(scope), receive, _Page(send, framed, zipped=_takes_gzip(scope)))
        else:
            keep = _FOR_EVER if _NAMED_BY_CONTENT.fullmatch(path) else ""
            await self._app(scope, receive, _with_headers(send, keep))

    def _framed(self, path: str, page: bytes) -> bytes:
        html = page.decode("utf-8")
        html = html.replace('<html\n\tlang="en"', '<html\n\tlang="zh-CN"', 1)
        if path != "/":
            # The files of the page at / serve all pages: what is loaded once is not loaded again. What they load
            # themselves, they find beside themselves.
            html = html.replace('"./assets/', '"../assets/')
        # By its address, from which it finds the way to the login.
        gate = f'<script src="{"./" if path == "/" else "../"}gate/gate.js"></script>'
        head = f"<head><title>{escape(self._titles[path])}</title>{gate}{self._head}"
        return html.replace("<head>", head, 1).encode("utf-8")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(map(_read, names))


def _takes_gzip(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _uncompressed(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def _with_headers(send: Send, keep: str = "") -> Send:
    """`keep` is how long a good answer may be kept; otherwise it is as the application says."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if keep and message["status"] == 200:
                headers["Cache-Control"] = keep
        await send(message)

    return sent


class _Page:
    """Holds an HTML answer back until it is whole, then sends it changed; other answers pass."""

    def __init__(self, send: Send, change: Callable[[bytes], bytes], *, zipped: bool) -> None:
        self._send = _with_headers(send)
        self._change, self._zipped = change, zipped
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = self._change(self._body)
        headers = MutableHeaders(scope=start)
        headers["Cache-Control"] = "no-cache"
        if "accept-encoding" not in headers.get("Vary", "").lower():
            headers.add_vary_header("Accept-Encoding")
        if self._zipped:
            body = gzip.compress(body, 5)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
