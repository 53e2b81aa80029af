"""The page's outer frame, which Gradio does not let us set: Chinese document language, light colours, nothing from outside.

Works on the bytes of the HTML pages; every other answer only gets the security headers.
"""

from __future__ import annotations

from collections.abc import Mapping
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
_SCRIPT = Path(__file__).with_name("page.js")


class Shell:
    """ASGI middleware around the mounted Gradio pages; `titles` has the title of each by its path."""

    def __init__(self, app: ASGIApp, titles: Mapping[str, str]) -> None:
        self._app = app
        self._script = _SCRIPT.read_text(encoding="utf-8")
        self._titles = titles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] in self._titles and scope["method"] == "GET":
            framed = partial(self._framed, self._titles[scope["path"]])
            await self._app(_uncompressed(scope), receive, _Page(send, framed))
        else:
            await self._app(scope, receive, _with_headers(send))

    def _framed(self, title: str, page: bytes) -> bytes:
        html = page.decode("utf-8")
        html = html.replace('<html\n\tlang="en"', '<html\n\tlang="zh-CN"', 1)
        html = html.replace("<gradio-app\n", '<gradio-app\n\t\t\ttheme_mode="light"\n', 1)
        head = f"<head><title>{escape(title)}</title><script>{self._script}</script>"
        return html.replace("<head>", head, 1).encode("utf-8")


def _uncompressed(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sent


class _Page:
    """Holds an HTML answer back until it is whole, then sends it changed; other answers pass."""

    def __init__(self, send: Send, change) -> None:
        self._send = _with_headers(send)
        self._change = change
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
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")
