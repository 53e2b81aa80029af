"""How much one request may bring, and how many uploads of one person may run at once."""

from __future__ import annotations

from contextlib import ExitStack, suppress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Settings
from assistant.web.gate.answers import refuse, too_large, too_many_uploads
from assistant.web.gate.body import Measured, TooLarge, announced
from assistant.web.gate.traffic import Lanes

UPLOADS_AT_ONCE = 4
# Texts of a whole report and tables as JSON.
ORDINARY = 20_000_000
# A form says more than its files.
AROUND_FILES = 500_000


class Limits:
    """Around the application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._lanes = app, Lanes(UPLOADS_AT_ONCE)
        self._most = settings.upload_megabytes * 1_000_000 + AROUND_FILES

    async def pass_on(self, scope: Scope, receive: Receive, send: Send, person: int) -> None:
        """The request to the application, or why it is too much."""
        uploads = scope["method"] == "POST" and scope["path"].endswith("/gradio_api/upload")
        limit = self._most if uploads else ORDINARY
        if announced(Headers(scope=scope)) > limit:
            await refuse(too_large(limit), scope, receive, send)
            return
        with ExitStack() as held:
            if uploads and not held.enter_context(self._lanes.enter(person)):
                await refuse(too_many_uploads(UPLOADS_AT_ONCE), scope, receive, send)
                return
            await self._measured(scope, receive, send, limit)

    async def _measured(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        measured = Measured(receive, send, limit)
        with suppress(TooLarge):
            await self._app(scope, measured.receive, measured.send)
        if measured.over and not measured.answered:
            await refuse(too_large(limit), scope, receive, send)
