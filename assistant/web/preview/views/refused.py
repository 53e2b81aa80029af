"""A page of its own for who asks for a file that cannot be given: why, and what to do about it."""

from __future__ import annotations

from html import escape

from assistant.web.masthead import TITLE
from assistant.web.preview.views.away import obstacle_list
from assistant.web.views.card import trouble
from assistant.workspace.finishing import Obstacles

_LOOKS = (
    ".obstacles{margin:0;padding:0;list-style:none}.obstacles li{padding:6px 0}.obstacles small{display:block}"
    ".tag{margin-right:6px;color:var(--ink-soft)}a{color:var(--accent)}"
)


def refused(root: str, message: str, hint: str = "") -> str:
    """The page of an error; `root` is the path that a proxy serves under."""
    return _page(root, "不能下载", trouble(message, hint))


def not_final(root: str, project: str, found: Obstacles) -> str:
    """The page of a final copy that is not ready: everything that stands in its way."""
    told = trouble(
        f"还有{found.count}处没有处理，不能导出定稿。", "处理完下面各处再下载；也可以先下载工作稿。"
    )
    ways = f'<p><a href="../preview/?p={escape(project)}">回到预览</a></p>'
    return _page(root, "还不能导出定稿", f"{told}{obstacle_list(project, found)}{ways}")


def _page(root: str, title: str, body: str) -> str:
    # The links are those of a page of the workspace.
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><base href="{escape(root)}/preview/">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} - {TITLE}</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="../gate/gate.css"><script src="../gate/look.js"></script>'
        f"<style>{_LOOKS}</style>"
        f'</head><body class="gate"><main><p class="product">{TITLE}</p><h1>{title}</h1>{body}</main></body></html>'
    )
