"""Downloads: every file is made for who asks, with their rights, at the moment they ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.errors import AssistantError, NotAllowed, NotThere
from assistant.web.faults import told
from assistant.web.preview.views.refused import not_final, refused
from assistant.workspace.documents import Document, report_file, written_report
from assistant.workspace.finishing import obstacles
from assistant.workspace.press import Press

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.web.visits import Visits
    from assistant.workspace.workspace import Workspace

_MOST = 2**31 - 1
# What a person may see changes with their rights: nothing is kept by the browser.
_KEPT = {"Cache-Control": "no-store"}


class Files:
    """The routes' handlers; each asks anew who is there."""

    def __init__(self, workspace: Workspace, visits: Visits) -> None:
        self._workspace, self._visits = workspace, visits

    async def report(self, request: Request) -> Response:
        """A draft as Word, PDF, Markdown or JSON; `?final=1` without comments, refused while anything is missing."""
        draft, ending = _id(request), f".{request.path_params['ending']}"
        final = request.query_params.get("final") == "1"

        def made() -> Response:
            by = self._visits.person(request)
            if final:
                report = written_report(self._workspace, by, draft)
                found = obstacles(report)
                if found.count:
                    root = request.scope.get("root_path", "")
                    return HTMLResponse(not_final(root, report.project.id, found), 409, _KEPT)
            return _taken(report_file(self._workspace, by, draft, ending, final=final))

        return await _sent(request, made)

    async def tracked(self, request: Request) -> Response:
        """What led from one version to another, as tracked changes."""
        project, old, new = (request.path_params[name] for name in ("project", "old", "new"))

        def made() -> Response:
            from assistant.workspace.tracking import tracked_file

            by = self._visits.person(request)
            return _taken(tracked_file(self._workspace, by, project, int(old), int(new)))

        return await _sent(request, made)

    async def page(self, request: Request) -> Response:
        """A page of a printed draft as a picture; `k` says of which print."""
        draft, number = _id(request), int(request.path_params["number"])

        def made() -> Response:
            self._workspace.drafts.get(self._visits.person(request), draft)
            press = Press(self._workspace.settings)
            picture = press.page(draft, request.query_params.get("k", ""), number)
            return Response(picture, media_type="image/png", headers=_KEPT)

        return await _sent(request, made)


def serve_files(app: FastAPI, workspace: Workspace, visits: Visits) -> None:
    """The routes of the files."""
    files = Files(workspace, visits)
    app.add_route("/files/report/{draft:int}.{ending}", files.report)
    app.add_route("/files/tracked/{project}/{old:int}-{new:int}.docx", files.tracked)
    app.add_route("/files/page/{draft:int}/{number:int}.png", files.page)


def _id(request: Request) -> int:
    """The draft that is asked for; a number that no database takes is none."""
    return min(int(request.path_params["draft"]), _MOST)


def _taken(document: Document) -> Response:
    named = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return Response(
        document.content, media_type=document.type, headers={"Content-Disposition": named, **_KEPT}
    )


async def _sent(request: Request, made: Callable[[], Response]) -> Response:
    """The answer; why there is none as a page in Chinese."""
    try:
        return await run_in_threadpool(made)
    except Exception as error:
        page = refused(request.scope.get("root_path", ""), *told(error))
        return HTMLResponse(page, _code(error), _KEPT)


def _code(error: Exception) -> int:
    match error:
        case NotThere():
            return 404
        case NotAllowed():
            return 403
        case AssistantError():
            return 400
    return 500
