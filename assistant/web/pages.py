"""The pages of the workspace, each with its path, its title and its limit for uploads."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.web.draft import page as draft
from assistant.web.facts import page as facts
from assistant.web.history import page as history
from assistant.web.masthead import TITLE
from assistant.web.options import page as options
from assistant.web.preview import page as preview
from assistant.web.problems import page as problems
from assistant.web.projects import page as projects
from assistant.web.reports import page as reports
from assistant.web.reports.limits import ARCHIVE_LIMIT
from assistant.web.reports.taking import Taking
from assistant.web.stocking import Stocking
from assistant.web.visits import Visits
from assistant.workspace.desk import Desk

_FILE = 20_000_000


@dataclass(frozen=True)
class Page:
    """A page at `path` (with its ending slash); no file of more than `upload_limit` bytes is taken there."""

    path: str
    title: str
    blocks: gr.Blocks
    upload_limit: int = _FILE


def pages(desk: Desk, visits: Visits, stocking: Stocking, taking: Taking) -> list[Page]:
    """All pages, that at / last: mounted there, it takes every path."""
    workspace = desk.workspace
    library = reports.build(workspace.library, stocking, taking, TITLE, visits)
    return [
        Page("/facts/", f"事实 - {TITLE}", facts.build(workspace, visits)),
        Page("/problems/", f"问题 - {TITLE}", problems.build(workspace, visits)),
        Page("/draft/", f"报告 - {TITLE}", draft.build(desk, visits)),
        Page("/preview/", f"预览 - {TITLE}", preview.build(workspace, visits)),
        Page("/history/", f"历史 - {TITLE}", history.build(workspace, visits)),
        Page("/reports/", f"往年报告 - {TITLE}", library, ARCHIVE_LIMIT),
        Page("/settings/", f"设置 - {TITLE}", options.build(workspace, visits)),
        Page("/", TITLE, projects.build(workspace, visits)),
    ]
