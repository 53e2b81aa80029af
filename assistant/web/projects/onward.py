"""On to another page: a hidden component that takes the browser there."""

from __future__ import annotations

from html import escape

import gradio as gr

_SCRIPT = """
const lead = () => {
  const to = element.querySelector("[data-to]")?.dataset.to;
  if (to) window.location.assign(to);
};
watch("value", lead);
"""


def onward() -> gr.HTML:
    """The component; give it the value of `towards`."""
    return gr.HTML("", elem_id="onward", js_on_load=_SCRIPT, apply_default_css=False)


def towards(address: str) -> str:
    """A value that leads to a relative address of our own."""
    return f'<i data-to="{escape(address)}"></i>'
