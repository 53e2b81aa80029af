"""The gate around the whole application: whoever may not come in meets it and nothing else.

Only the exact paths of its own pages and `/healthz` are open; every other path, whatever lies there, needs a person.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.store.people import People, Person
from assistant.web.faults import told
from assistant.web.gate import answers
from assistant.web.gate.answers import HEADERS, Refusal, refuse, wants_page
from assistant.web.gate.attempts import Attempts
from assistant.web.gate.callers import asks_this_machine, came_through_proxy, is_cross_site
from assistant.web.gate.doors import Doors
from assistant.web.gate.keeper import Keeper
from assistant.web.gate.limits import Limits
from assistant.web.gate.mode import StartCode
from assistant.web.gate.proxies import Proxies, path_within
from assistant.web.gate.stream import Watched
from assistant.web.gate.traffic import Flow, neighbourhood
from assistant.web.visits import COOKIE, UNATTENDED, Visits

_log = logging.getLogger(__name__)
_NO_PROXY = (
    "有请求经过反向代理，但没有设置 ASSISTANT_TRUSTED_PROXY：所有人会被当作同一个地址，登录限制可能误伤。"
)
_HEALTH = "/healthz"
_HEARTBEAT = "/gradio_api/heartbeat/"
# Requests a second in the long run, and at once: a page fetches some two hundred files when it is first opened.
_SESSION = (40, 1500)
_STRANGER = (20, 400)


class Gate:
    """ASGI middleware, the outermost. `visits` says who somebody is and whether a login is needed at all."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        people: People,
        visits: Visits,
        settings: Settings,
        code: StartCode,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._visits, self._clock = app, visits, clock
        self._proxies = Proxies(settings.trusted_proxy, settings.root_path)
        self._doors = Doors(Keeper(people, visits, code, Attempts(clock)))
        self._limits = Limits(app, settings)
        self._flow, self._strangers = Flow(*_SESSION, clock), Flow(*_STRANGER, clock)
        self._asking = CapacityLimiter(4)
        self._warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            # Nothing here speaks over a web socket.
            await send({"type": "websocket.close", "code": 1008})
        else:
            through = came_through_proxy(Headers(scope=scope))
            if through and not self._warned and not self._proxies.trusts(scope):
                self._warned = True
                _log.warning(_NO_PROXY)
            await self._http(self._proxies.read(scope), receive, send, through)

    async def _http(self, scope: Scope, receive: Receive, send: Send, through: bool) -> None:
        headers, path = Headers(scope=scope), path_within(scope)
        if path == _HEALTH:
            await self._app(scope, receive, send)
            return
        refusal = self._elsewhere(scope, headers, through)
        if refusal:
            await refuse(refusal, scope, receive, send)
        elif not path:
            await RedirectResponse(scope["root_path"] + "/", 307)(scope, receive, send)
        elif not self._visits.login:
            await self._past_doors(scope, receive, send)
        else:
            await self._guarded(scope, receive, send)

    def _elsewhere(self, scope: Scope, headers: Headers, through: bool) -> Refusal | None:
        if not self._visits.login and (through or not asks_this_machine(headers)):
            return answers.NOT_LOCAL
        return answers.CROSS_SITE if is_cross_site(scope["method"], headers) else None

    async def _past_doors(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Without a login there is nothing to log in to."""
        path = path_within(scope)
        if path in self._doors.paths and not path.startswith("/gate/"):
            await RedirectResponse("/", 303)(scope, receive, send)
        elif path in self._doors.paths:
            await self._doors.router(scope, receive, send)
        else:
            await self._limits.pass_on(scope, receive, send, 0)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE, "")
        known = self._visits.knows(token)
        address = (scope.get("client") or ("",))[0]
        # Forged tokens cost a look into the database each: strangers are counted before it.
        wait = self._flow.take(token) if known else self._strangers.take(neighbourhood(address))
        if wait:
            await refuse(answers.too_fast(wait), scope, receive, send)
        elif path_within(scope) in self._doors.paths:
            await self._doors.router(scope, receive, send)
        else:
            await self._with_person(token, scope, receive, send)

    async def _with_person(self, token: str, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            person = await self._holder(token, seen=UNATTENDED not in Headers(scope=scope))
        except AssistantError as error:
            await refuse(Refusal(503, *told(error)), scope, receive, send)
            return
        if person is None:
            await self._ask_in(scope, receive, send, expired=bool(token))
            return
        if not self._visits.owns(_page_of(scope), person):
            await refuse(answers.OTHERS_PAGE, scope, receive, send)
        elif _HEARTBEAT in scope["path"]:
            # It says nothing, and what the page remembers would end with it.
            await self._limits.pass_on(scope, receive, send, person.id)
        else:
            watched = Watched(receive, _private(send), partial(self._still, token), self._clock)
            await self._limits.pass_on(scope, watched.receive, watched.send, person.id)

    async def _ask_in(self, scope: Scope, receive: Receive, send: Send, *, expired: bool) -> None:
        """To the login and back again; what a page asks by itself is only refused, the page tells it."""
        headers = Headers(scope=scope)
        if not wants_page(scope["method"], scope["path"], headers):
            await refuse(answers.EXPIRED, scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        here = path_within(scope) + (f"?{query}" if query else "")
        said = ("expired=1&" if expired else "") + f"next={quote(here, safe='/')}"
        await RedirectResponse(f"{scope.get('root_path', '')}/login?{said}", 303, HEADERS)(
            scope, receive, send
        )

    async def _still(self, token: str) -> bool:
        try:
            return await self._holder(token, seen=False) is not None
        except AssistantError:
            return True

    async def _holder(self, token: str, *, seen: bool) -> Person | None:
        recalled = self._visits.recalled(token)
        if recalled is not None:
            return recalled
        ask = partial(self._visits.holder, token, seen=seen)
        return await to_thread.run_sync(ask, limiter=self._asking)


def _page_of(scope: Scope) -> str:
    """The open page that a request is about, by Gradio's name for it; empty where it names none."""
    _, _, beating = scope["path"].partition(_HEARTBEAT)
    return beating or QueryParams(scope.get("query_string", b"")).get("session_hash", "")


def _private(send: Send) -> Send:
    """Pages of a person are not kept: going back after the logout must not show them."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sent
