"""Log in and log out: plain forms, no script."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from assistant.errors import NotAllowed
from assistant.web.gate.answers import duration
from assistant.web.gate.attempts import tracks
from assistant.web.gate.exchange import address_of, ends_here, form_of, go_to, html, let_in, onward, root_of
from assistant.web.gate.forms import login_form
from assistant.web.gate.keeper import Keeper
from assistant.web.visits import COOKIE

_REMARKS = {"out": "已退出登录。", "expired": "登录已过期，请重新登录。"}


class Entrance:
    """The handlers."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    @ends_here
    async def page(self, request: Request) -> Response:
        """The form; not for whoever is in already, nor before there is anybody."""
        wish = onward(request.query_params.get("next", "/"))
        if await self._keeper.holder(request):
            return go_to(request, wish)
        if not await self._keeper.somebody():
            return go_to(request, "/start")
        said = next((text for key, text in _REMARKS.items() if key in request.query_params), "")
        return html(login_form(root_of(request), onward=wish, told=said))

    @ends_here
    async def enter(self, request: Request) -> Response:
        """A fresh token for name and password; a token the browser came with is ended, whoever gave it."""
        form, address = await form_of(request), address_of(request)
        name, password, wish = form.get("name", ""), form.get("password", ""), onward(form.get("next", "/"))
        again = partial(login_form, root_of(request), name, wish)
        if not name.strip() or not password:
            return html(again(fault="请填写用户名和密码。"), 422)
        counted = tracks(name, address)
        wait = self._keeper.attempts.begin(*counted)
        if wait:
            return html(again(fault=f"尝试次数过多，请{duration(wait)}后再试。"), 429, wait)
        try:
            token = await self._keeper.token(name, password, address)
        except NotAllowed as error:
            return html(again(fault=f"{error.message}，请重新输入。"), 401)
        self._keeper.attempts.forgive(*counted)
        await self._keeper.end(request)
        return let_in(request, wish, token)

    @ends_here
    async def leave(self, request: Request) -> Response:
        """The login ends, here and in the database."""
        await self._keeper.end(request)
        answer = go_to(request, "/login?out=1")
        answer.delete_cookie(COOKIE, path=root_of(request) or "/", httponly=True, samesite="lax")
        return answer

    @ends_here
    async def stay(self, request: Request) -> Response:
        """A link to the logout must not log anybody out."""
        return go_to(request, "/")
