"""What is killed, the whole way: a real server, and somebody who drafts and edits on its pages over HTTP.

    python -m eval.load.over_http FACTS… > acknowledgements, one JSON a line; the first tells the server's process id

The projects are made before the server starts. What the page shows of an edit is accepted. It ends with the server.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import httpx2

from assistant.facts.load import load_facts
from assistant.settings import Settings
from assistant.store.drafts import Revision
from assistant.workspace.workspace import Workspace, open_workspace
from eval.load.browser import OpenPage, PageError
from eval.load.sessions import wait_for
from eval.load.worker import PACK, tell

# Connections end a moment before their process does.
_DYING = 10.0


class Visitor:
    """One person on the draft pages of some projects. The store is only read here: to know what to edit."""

    def __init__(self, workspace: Workspace, client: httpx2.Client) -> None:
        self._workspace, self._client, self._chance = workspace, client, Random()
        self._by, self._marks = workspace.people.local(), 0

    def work(self, projects: list[str]) -> None:
        """Project by project, then on any of them without end. Raises what a dead server gives."""
        for project in projects:
            page, draft = self._drafting(project)
            tell(begun=draft, project=project)
            while self._workspace.drafts.get(self._by, draft).state != "done":
                self._edit(page, draft)
                page.look()
        tell(all_done=True)
        while True:
            page, draft = self._drafting(self._chance.choice(projects))
            for _ in range(20):
                self._edit(page, draft)

    def _drafting(self, project: str) -> tuple[OpenPage, int]:
        page = OpenPage(self._client, "/draft/", {"p": project})
        page.load()
        drafts = self._workspace.drafts.list(self._by, project)
        if not drafts:
            page.act("start", pack=PACK, writer="model")
        elif drafts[0].state != "done":
            page.act("resume")
        return page, self._workspace.drafts.list(self._by, project)[0].id

    def _edit(self, page: OpenPage, draft: int) -> None:
        written = self._workspace.drafts.sections(self._by, draft)
        chosen = [one for one in written.values() if one.text]
        if not chosen:
            time.sleep(0.1)
            return
        section, self._marks = self._chance.choice(chosen), self._marks + 1
        mark = f"〔{time.time_ns():x}-{self._marks}〕"
        (self._typed if self._chance.random() < 0.5 else self._asked)(page, section, mark)
        if mark in page.regions.get(f"part:{section.section}", ""):
            tell(draft=draft, section=section.section, mark=mark, revision=None)

    def _typed(self, page: OpenPage, section: Revision, mark: str) -> None:
        text = f"{section.text}{mark}"
        page.act("edit", section=section.section, revision=str(section.id), text=text)

    def _asked(self, page: OpenPage, section: Revision, mark: str) -> None:
        page.act("instruct", section=section.section, instruction=f"在末尾加上“{mark}”")
        draft = self._workspace.drafts.list(self._by, page.query["p"])[0].id
        made = self._workspace.talk.proposals(self._by, draft)
        waiting = [one.id for one in made.values() if one.accepted is None]
        if waiting:
            page.act("accept", proposal=str(max(waiting)))


def _projects(workspace: Workspace, facts: list[Path]) -> list[str]:
    by, made = workspace.people.local(), []
    known = {one.name: one.id for one in workspace.projects.list(by)}
    for path in facts:
        tree = load_facts(path).model_dump(mode="json", exclude_none=True)
        name = tree["project"]["name"]
        made.append(known.get(name) or workspace.projects.create(by, tree, PACK).id)
    return made


def main() -> None:
    """Serves and visits until the server is killed."""
    workspace = open_workspace(Settings())
    projects = _projects(workspace, [Path(one) for one in sys.argv[1:]])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    line = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(line)
    tell(server=server.pid)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
            Visitor(workspace, client).work(projects)
    except (httpx2.HTTPError, PageError, OSError) as error:
        with suppress(subprocess.TimeoutExpired):
            server.wait(_DYING)
        if server.poll() is None:  # it lives, so it should have answered
            tell(fault=f"{type(error).__name__}: {error}")
    finally:
        os.kill(server.pid, signal.SIGKILL)
        server.wait()


if __name__ == "__main__":
    main()
