"""The components of the open document: its head, its fields, its tree, the open section."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.facts.model import PROJECT_TYPES
from assistant.library.structure.corrections import FIELDS
from assistant.outline.kinds import Kind
from assistant.web.reports.opened import KINDS_AT_ONCE
from assistant.web.reports.parts import picked, text
from assistant.web.reports.views.document import nothing_open


def document() -> dict[str, Any]:
    """They are there from the start, unseen until a document is opened."""
    made: dict[str, Any] = {"blank": text(nothing_open())}
    with gr.Column(visible=False, elem_id="sheet", min_width=0) as made["sheet"]:
        with gr.Row(elem_classes="document-head"):
            made["head"] = text("", "document-head")
            made["remove"] = gr.Button("删除这份报告", size="sm", elem_id="remove", scale=0, min_width=0)
        with gr.Column(visible=False, elem_id="question", min_width=0) as made["question"]:
            made["asked"] = text("")
            with gr.Row(elem_classes="orders"):
                made["remove_yes"] = gr.Button(
                    "确定删除", variant="stop", size="sm", elem_id="remove-yes", scale=0, min_width=0
                )
                made["remove_no"] = gr.Button("不删", size="sm", elem_id="remove-no", scale=0, min_width=0)
        made |= _fields()
        with gr.Row(elem_id="reading"):
            with gr.Column(elem_id="tree-side", min_width=0):
                made["tree"] = picked("tree")
            with gr.Column(elem_id="section-side", min_width=0):
                made |= _section()
    return made


def _fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    faults: dict[str, gr.HTML] = {}
    with gr.Column(elem_id="fields", min_width=0):
        for name, title in FIELDS.items():
            with gr.Column(elem_classes="entry", min_width=0):
                fields[name] = _field(name, title)
                faults[name] = text("", f"wrong-{name}")
    with gr.Row(elem_classes="orders"):
        save = gr.Button("保存信息", size="sm", elem_id="save-fields", scale=0, min_width=0)
        note = text("", "fields-note")
    return {"fields": fields, "faults": faults, "save_fields": save, "fields_note": note}


def _field(name: str, title: str) -> gr.Textbox | gr.Dropdown:
    if name == "project_type":
        types = [("由程序判断", ""), *((title, code) for code, title in PROJECT_TYPES.items())]
        return gr.Dropdown(types, label=title, filterable=False, elem_id=f"field-{name}", min_width=0)
    return gr.Textbox(label=title, max_lines=1, elem_id=f"field-{name}", min_width=0)


def _section() -> dict[str, Any]:
    made: dict[str, Any] = {"section": text("", "section")}
    made["kinds"] = gr.Dropdown(
        [(kind.label, kind.value) for kind in Kind],
        multiselect=True,
        max_choices=KINDS_AT_ONCE,
        label="这一节讲的是（可多选，主要的放前面）",
        elem_id="kinds",
        min_width=0,
    )
    with gr.Row(elem_classes="orders"):
        made["save_kinds"] = gr.Button(
            "保存类别", variant="primary", size="sm", elem_id="save-kinds", scale=0, min_width=0
        )
        made["next"] = gr.Button("下一处待核对", size="sm", elem_id="next", scale=0, min_width=0)
        made["kinds_note"] = text("", "kinds-note")
    made["passages"] = text("", "passages")
    return made
