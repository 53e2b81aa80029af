"""Acts: what a click on any element with `data-do="…"` asks for, as one event of the page with that element's data.

A field with `data-do` sends its `value` when it is left, a form its fields. Everything arrives as text from a browser: check it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gradio as gr

_SCRIPT = Path(__file__).with_name("acts.js")


def acts() -> gr.HTML:
    """The page's hidden ear. Connect its `click` with `trigger_mode="multiple"`: no act may be dropped."""
    return gr.HTML(
        "",
        elem_id="acts",
        js_on_load=_SCRIPT.read_text(encoding="utf-8"),
        apply_default_css=False,
    )


def data_of(event: gr.EventData) -> Mapping[str, str]:
    """The data of an act, as text, whatever a browser may send; `do` names the act."""
    said = getattr(event, "_data", None)
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}
