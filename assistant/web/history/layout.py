"""The components of a project's history: the state and the timeline on the left, the comparison on the right."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.web.acts import acts


@dataclass(frozen=True)
class Controls:
    """Every component that a handler reads or changes."""

    project: gr.State
    shown: gr.State
    ear: gr.HTML
    bar: gr.HTML
    state: gr.HTML
    entries: gr.HTML
    choosing: gr.HTML
    note: gr.HTML
    compared: gr.HTML


def text(id: str) -> gr.HTML:
    """HTML to read."""
    return gr.HTML("", elem_id=id, js_on_load=None, apply_default_css=False)


def lay_out() -> Controls:
    """All components, in the Blocks that is open."""
    project, shown = gr.State(""), gr.State(None)
    bar = text("history-bar")
    with gr.Row(elem_classes="columns", elem_id="history"):
        with gr.Column(elem_classes=["side", "pane"], elem_id="history-side", min_width=0):
            state, entries = text("history-state"), text("history-entries")
        with gr.Column(elem_classes="main", elem_id="history-main", min_width=0):
            choosing, note, compared = (
                text("history-choosing"),
                text("history-note"),
                text("history-compared"),
            )
    return Controls(project, shown, acts(), bar, state, entries, choosing, note, compared)
