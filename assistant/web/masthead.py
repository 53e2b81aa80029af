"""The line on top of every page: the title, the way to the other pages."""

from __future__ import annotations

from html import escape

PAGES = {"desk": ("起草报告", "/"), "reports": ("往年报告", "/reports/")}


def masthead(title: str, here: str, motto: str) -> str:
    """`here` is the key of the page that is open. Links are relative, so that a proxy may serve under a path."""
    up = "" if here == "desk" else "../"
    links = "".join(
        f'<a href="{up or "./"}{path.lstrip("/")}"{" aria-current=page" if key == here else ""}>{name}</a>'
        for key, (name, path) in PAGES.items()
    )
    return (
        f'<header class="masthead"><h1>{escape(title)}</h1><nav>{links}</nav><p>{escape(motto)}</p></header>'
    )
