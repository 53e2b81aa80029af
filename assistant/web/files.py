"""Downloads: every file is made for who asks, with their rights, at the moment they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError, NotAllowed, NotThere
from assistant.web.faults import told
from assistant.web.views.card import trouble
from assistant.workspace.documents import Document, report_file

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.web.visits import Visits
    from assistant.workspace.workspace import Workspace


def serve_files(app: FastAPI, workspace: Workspace, visits: Visits) -> None:
    """The routes of the files."""

    async def report(request: Request) -> Response:
        draft, ending = int(request.path_params["draft"]), request.path_params["ending"]

        def made() -> Document:
            return report_file(workspace, visits.person(request), draft, f".{ending}")

        return await _sent(made)

    app.add_route("/files/report/{draft:int}.{ending}", report)


async def _sent(made) -> Response:
    """A document as a download; why there is none as a page in Chinese."""
    try:
        document = await run_in_threadpool(made)
    except Exception as error:
        code = 404 if isinstance(error, NotThere) else 403 if isinstance(error, NotAllowed) else 400
        if not isinstance(error, AssistantError):
            code = 500
        return HTMLResponse(f"<!doctype html><html lang=zh-CN>{trouble(*told(error))}", status_code=code)
    named = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return Response(
        document.content,
        media_type=document.type,
        headers={"Content-Disposition": named, "Cache-Control": "no-store"},
    )
