"""The paths that are the gate's own: log in, log out, first start, its style, its script and what that asks."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router

from assistant.web.gate.answers import EXPIRED, HEADERS
from assistant.web.gate.beginning import Beginning
from assistant.web.gate.entrance import Entrance
from assistant.web.gate.exchange import ends_here, html, root_of
from assistant.web.gate.forms import notice
from assistant.web.gate.keeper import Keeper

_HERE = Path(__file__).parent
_STYLES = (_HERE.parent / "tokens.css", _HERE / "gate.css")
_SCRIPTS = {"gate.js": _HERE / "gate.js", "look.js": _HERE.parent / "look.js"}
_CACHED = {**HEADERS, "Cache-Control": "private, max-age=300"}


class Doors:
    """An application of these paths: `paths` has them all, exactly as they are."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        entrance, beginning = Entrance(keeper), Beginning(keeper)
        routes = [
            Route("/login", entrance.page),
            Route("/login", entrance.enter, methods=["POST"]),
            Route("/logout", entrance.stay),
            Route("/logout", entrance.leave, methods=["POST"]),
            Route("/start", beginning.page),
            Route("/start", beginning.begin, methods=["POST"]),
            Route("/gate/session", self.session),
            Route("/gate/back", self.back),
            Route("/gate/gate.css", self.style),
            Route("/gate/gate.js", self.script),
            Route("/gate/look.js", self.script),
        ]
        self.router, self.paths = Router(routes), frozenset(route.path for route in routes)

    @ends_here
    async def session(self, request: Request) -> Response:
        """Who is logged in, for the script that watches over what is typed."""
        person = await self._keeper.holder(request)
        if person is None:
            return EXPIRED.answer(as_page=False, root="")
        return JSONResponse({"person": person.id}, headers=HEADERS)

    @ends_here
    async def back(self, request: Request) -> Response:
        """After a login in a second tab."""
        return html(notice(root_of(request), "已登录", "可以关闭这一页，回到原来的页面继续。"))

    @ends_here
    async def style(self, request: Request) -> Response:
        """The design tokens and the gate's own rules."""
        rules = "\n".join(file.read_text(encoding="utf-8") for file in _STYLES if file.exists())
        return Response(rules, media_type="text/css", headers=_CACHED)

    @ends_here
    async def script(self, request: Request) -> Response:
        """The watch over expired logins, for the pages; light or dark, for the gate's own."""
        text = _SCRIPTS[request.url.path.rpartition("/")[2]].read_text(encoding="utf-8")
        return Response(text, media_type="text/javascript", headers=_CACHED)
