"""The frame on top of every page: the product, the ways to the other pages, whose session it is; a project's line below.

What it looks like is in frame.css; light and dark, look.js.
"""

from __future__ import annotations

from html import escape

from assistant.store.projects import Project
from assistant.store.rights import STATUSES

TITLE = "绩效自评报告起草"
_PAGES = {"projects": ("项目", ""), "reports": ("往年报告", "reports/"), "settings": ("设置", "settings/")}
_STEPS = {"facts": "事实", "problems": "问题", "draft": "报告", "preview": "预览", "history": "历史"}
_LOOKS = {"system": "跟随系统", "light": "浅色", "dark": "深色"}


def masthead(here: str, person: str = "", *, can_leave: bool = False) -> str:
    """`here` is the key of the page that is open ("projects", "reports", "settings", or "" within a project). Links are
    relative, so that a proxy may serve under a path.

    The page's heading stands here too, for those who do not see which link is marked; a project's is in its own bar.
    """
    up = "./" if here == "projects" else "../"
    links = "".join(
        f'<a href="{up}{path}"{_current(key == here)}>{name}</a>' for key, (name, path) in _PAGES.items()
    )
    leave = f'<form method="post" action="{up}logout"><button>退出</button></form>' if can_leave else ""
    who = f'<span class="who" title="{escape(person)}">{escape(person)}</span>{leave}' if person else ""
    heading = f'<h1 class="sr">{_PAGES[here][0]}</h1>' if here in _PAGES else ""
    return (
        f'<header class="masthead"><a class="skip" href="#main">跳到正文</a><p class="title">{TITLE}</p>'
        f'<nav aria-label="主导航">{links}</nav><div class="mine">{_look()}{who}</div></header>{heading}'
    )


def project_bar(project: Project, here: str) -> str:
    """The project that is open, its state, and its pages; `here` is "facts", "problems", "draft", "preview" or
    "history".
    """
    name, whose = escape(project.name), f"{escape(project.unit)} · {project.year}年度"
    steps = "".join(
        f'<li><a href="../{key}/?p={escape(project.id)}"{_current(key == here)}>{step}</a></li>'
        for key, step in _STEPS.items()
    )
    return (
        f'<div class="project-bar"><h1 title="{name}">{name}</h1><p title="{whose}">{whose}</p>'
        f'<span class="state {project.status}">{STATUSES[project.status]}</span>'
        f'<nav aria-label="本项目的步骤"><ol>{steps}</ol></nav></div>'
    )


def _current(is_here: bool) -> str:
    return ' aria-current="page"' if is_here else ""


def _look() -> str:
    options = "".join(f'<option value="{value}">{name}</option>' for value, name in _LOOKS.items())
    return f'<select id="look" aria-label="外观" title="外观">{options}</select>'
