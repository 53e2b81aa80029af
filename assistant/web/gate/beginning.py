"""The first start: whoever has the code from the terminal makes the first administrator, while there is none."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from assistant.errors import InputError, NotAllowed
from assistant.store.people import MIN_PASSWORD
from assistant.web.gate.answers import duration
from assistant.web.gate.attempts import Track
from assistant.web.gate.exchange import address_of, ends_here, form_of, go_to, html, let_in, root_of
from assistant.web.gate.forms import start_form
from assistant.web.gate.keeper import Keeper

_ASKED = ("code", "name", "display", "password")


class Beginning:
    """The handlers."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    @ends_here
    async def page(self, request: Request) -> Response:
        """The form."""
        if await self._keeper.somebody():
            return go_to(request, "/login")
        return html(start_form(root_of(request), {}, {}))

    @ends_here
    async def begin(self, request: Request) -> Response:
        """The administrator, who is logged in at once."""
        if await self._keeper.somebody():
            return go_to(request, "/login")
        form, address = await form_of(request), address_of(request)
        faults = _faults(form) or self._code_fault(form["code"], address)
        if not faults:
            name, password = form["name"], form["password"]
            try:
                await self._keeper.hashed(self._keeper.people.first, name, form["display"], password)
            except NotAllowed:  # somebody else was a moment faster
                return go_to(request, "/login")
            except InputError as error:
                faults = {"password" if "密码" in error.message else "name": f"{error.message}。{error.hint}"}
            else:
                return let_in(request, "/", await self._keeper.token(name, password, address))
        return html(start_form(root_of(request), form, faults), 422)

    def _code_fault(self, typed: str, address: str) -> dict[str, str]:
        track = Track(f"start {address}", free=5, longest=900)
        wait = self._keeper.attempts.begin(track)
        if wait:
            return {"code": f"尝试次数过多，请{duration(wait)}后再试。"}
        if not self._keeper.code.fits(typed):
            return {"code": "启动码不对，请看启动本程序的终端窗口。"}
        self._keeper.attempts.forgive(track)
        return {}


def _faults(form: Mapping[str, str]) -> dict[str, str]:
    missing = [name for name in _ASKED if not form.get(name, "").strip()]
    if missing:
        return dict.fromkeys(missing, "请填写。")
    if len(form["password"]) < MIN_PASSWORD:
        return {"password": f"密码至少{MIN_PASSWORD}位。"}
    return {"again": "两次输入的密码不一样。"} if form["password"] != form.get("again", "") else {}
