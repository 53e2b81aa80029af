"""The two kinds of HTML on the page: one to read, one whose buttons say what was clicked."""

from __future__ import annotations

import gradio as gr

# What was clicked in a table or tree: its button's data-… become the event's data.
_PICK = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-open], button[data-page], button[data-section]");
  if (button && !button.disabled) trigger("click", {...button.dataset});
});
"""


def text(html: str, id: str | None = None) -> gr.HTML:
    """HTML to read."""
    return gr.HTML(html, elem_id=id, js_on_load=None, apply_default_css=False)


def picked(id: str, html: str = "") -> gr.HTML:
    """HTML whose buttons, clicked, send their data-open, data-page and data-section."""
    return gr.HTML(html, elem_id=id, js_on_load=_PICK, apply_default_css=False)
