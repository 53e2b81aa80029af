"""Regions: parts of a page that are replaced one by one, so that focus, scroll and what is being typed elsewhere stay.

An element `data-region="findings"` anywhere on the page takes what the feed brings for `findings`. A region that somebody
is typing in (`data-busy` on it or within) is left alone; what was meant for it comes once they have left.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import count
from pathlib import Path

import gradio as gr

_SCRIPT = Path(__file__).with_name("regions.js")
_numbers = count(1)


def feed() -> gr.HTML:
    """The hidden component that carries regions to the page."""
    return gr.HTML(
        "",
        elem_id="feed",
        js_on_load=_SCRIPT.read_text(encoding="utf-8"),
        apply_default_css=False,
    )


def regions(parts: Mapping[str, str]) -> str:
    """The feed's value: HTML by the region's name. Each call is a new value, also for the same parts."""
    # The number makes Gradio deliver a value that is like the last one.
    # As attributes: Gradio patches what stands there, and does not look into templates; ids must not stand there twice.
    inner = "".join(
        f'<i data-for="{escape(name)}" data-html="{escape(html)}"></i>' for name, html in parts.items()
    )
    return f'<i data-number="{next(_numbers)}"></i>{inner}'


def region(name: str, html: str = "", tag: str = "div", attributes: str = "") -> str:
    """An element that takes a region, with what stands there at first."""
    return f'<{tag} data-region="{escape(name)}"{" " if attributes else ""}{attributes}>{html}</{tag}>'
