"""How the gate's pages read a form and answer it: redirects under our root, the cookie, faults as pages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError
from assistant.web.faults import told
from assistant.web.gate.answers import HEADERS, Refusal, waiting
from assistant.web.gate.traffic import neighbourhood
from assistant.web.visits import COOKIE

_FORM_BYTES = 16_000
# A page of ours, by its path from our root; "//host" and "/\\host" are other sites.
_ONWARD = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]{0,500}")
_GATES = ("/login", "/logout", "/start")

Door = Callable[[Any, Request], Awaitable[Response]]


def onward(text: str) -> str:
    """Where to go after the login: a path of ours, else the first page."""
    page = bool(_ONWARD.fullmatch(text)) and not text.startswith(_GATES) and "/gradio_api/" not in text
    return text if page else "/"


def ends_here(door: Door) -> Door:
    """A method that answers a person's request: every fault becomes a page."""

    @wraps(door)
    async def answered(self: object, request: Request) -> Response:
        try:
            return await door(self, request)
        except Exception as error:
            status = 503 if isinstance(error, AssistantError) else 500
            return Refusal(status, *told(error)).answer(as_page=True, root=root_of(request))

    return answered


async def form_of(request: Request) -> dict[str, str]:
    """The form's fields; one that is longer than any person types is read as empty."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _FORM_BYTES:
            return {}
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20, errors="strict")
    except ValueError:
        return {}
    return dict(pairs)


def let_in(request: Request, wish: str, token: str) -> Response:
    """On to the wish, with the token as a cookie that goes with the browser's window; the database ends it anyway."""
    answer = go_to(request, wish)
    answer.set_cookie(
        COOKIE,
        token,
        path=root_of(request) or "/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


def go_to(request: Request, path: str) -> RedirectResponse:
    """To a path from our root, by GET."""
    return RedirectResponse(root_of(request) + path, 303, headers=HEADERS)


def html(page: str, status: int = 200, wait: float = 0.0) -> HTMLResponse:
    """A page of the gate."""
    return HTMLResponse(page, status, {**HEADERS, **waiting(wait)})


def root_of(request: Request) -> str:
    """The path that a proxy serves us under; empty without one."""
    return request.scope.get("root_path", "")


def address_of(request: Request) -> str:
    """Where the request comes from, as it is counted."""
    return neighbourhood(request.client.host if request.client else "")
