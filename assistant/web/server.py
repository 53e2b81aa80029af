"""The web server: the pages of the workspace and `GET /healthz`. Gradio is loaded when it starts."""

from __future__ import annotations

import errno
import logging
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.resources import shipped
from assistant.settings import Settings
from assistant.web.gate.mode import StartCode, invitation, login_needed
from assistant.web.stocking import Stocking
from assistant.web.visits import Visits
from assistant.workspace.desk import open_desk
from assistant.workspace.starting import seed_samples
from assistant.workspace.workspace import open_workspace

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response


def serve(host: str = "127.0.0.1", port: int = 7860, *, samples: bool = False) -> None:
    """Serve the pages until interrupted; with `samples` an empty single-user workspace begins with some. Raises
    `InputError` where the address cannot be used, `SettingsError`, `StoreError`.
    """
    settings = Settings()
    with (
        _warnings(),
        bound(host, port) as listening,
        tempfile.TemporaryDirectory(prefix="report-assistant-") as files,
    ):
        _say("正在启动，请稍候……")
        login = login_needed(settings, host)
        app = make_app(settings, Path(files), login=login)
        if samples and not login:
            seed_samples(app.state.workspace)
        address = f"http://{_shown(host)}:{port}"
        _say(f"网页已打开：{address}　（按 Ctrl+C 停止）")
        if login and not app.state.workspace.people.any():
            _say(invitation(app.state.code, f"{address}{settings.root_path}/"))
        _run(app, listening)
    _say("已停止。")


def make_app(settings: Settings, files: Path, *, login: bool = False) -> FastAPI:
    """The application; uploads lie under `files` while their session lasts. Without `login` everybody is the local user."""
    # Gradio reads these when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(files)
    from fastapi import FastAPI
    from starlette.middleware import Middleware

    from assistant.web.files import serve_files
    from assistant.web.gate.gate import Gate
    from assistant.web.mounting import mount
    from assistant.web.pages import pages
    from assistant.web.reports.taking import Taking
    from assistant.web.shell import Shell

    workspace = open_workspace(settings)
    code = StartCode()
    visits = Visits(workspace.people, login=login)
    stocking, taking = Stocking(workspace.library, shipped("corpus")), Taking(workspace.library, files)
    desk = open_desk(workspace, lambda: stocking.excuse)
    shown = pages(desk, visits, stocking, taking)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        taking.close()
        desk.close()

    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(Gate, people=workspace.people, visits=visits, settings=settings, code=code),
            Middleware(Shell, titles={page.path: page.title for page in shown}),
        ],
    )
    app.state.code, app.state.workspace = code, workspace

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    serve_files(app, workspace, visits)
    for page in shown:
        if page.path != "/":
            app.add_route(page.path.rstrip("/"), _with_slash)
        mount(app, page.blocks, page.path.rstrip("/") or "/", page.upload_limit)
    stocking.start()
    return app


@contextmanager
def _warnings() -> Iterator[None]:
    """The command line keeps libraries quiet; what this program itself warns of is for whoever runs the server."""
    log = logging.getLogger("assistant")
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


def _with_slash(request: Request) -> Response:
    """A page by its path without the slash at its end; relative, so that a proxy may serve under a path."""
    from starlette.responses import RedirectResponse

    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.url.path.rpartition('/')[2]}/{query}")


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises `InputError` where it is taken, forbidden or not ours."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=128)
    except socket.gaierror:
        raise InputError(
            f"地址 {host} 不存在", hint="--host 请用 127.0.0.1（仅本机）或 0.0.0.0（局域网）。"
        ) from None
    except PermissionError:
        raise InputError(f"没有权限使用端口 {port}", hint="请用 --port 换一个1024以上的端口。") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"端口 {port} 已被占用", hint="请用 --port 换一个端口，或先停止占用它的程序。"
            ) from None
        raise InputError(
            f"不能在 {host}:{port} 上提供网页", hint="请检查 --host 是不是本机的地址。"
        ) from None


def _run(app: FastAPI, listening: socket.socket) -> None:
    import uvicorn

    # Uvicorn hands a signal on once it has ended: a SIGTERM must not cut off the clearing up either.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config = uvicorn.Config(
        app, log_level="warning", proxy_headers=False, timeout_graceful_shutdown=3, server_header=False
    )

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Pages that are still open are cut off; that is no fault to print a trace of.
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            await super().shutdown(sockets)

    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[listening])


def _shown(host: str) -> str:
    """The address as a browser on this machine takes it."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()
