"""The components of the page of past reports: a status line, and four tabs. Knows no handler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.web.reports.catalogue import Order
from assistant.web.reports.document_layout import document
from assistant.web.reports.finding import ANY, kind_choices
from assistant.web.reports.go import Go
from assistant.web.reports.limits import (
    ARCHIVE_LIMIT,
    ENDINGS,
    FILE_LIMIT,
    FILES_AT_ONCE,
    SIZES,
    TAKEN,
    TOTAL_LIMIT,
)
from assistant.web.reports.parts import picked, text
from assistant.web.reports.views.going import results_table
from assistant.web.reports.views.hits import no_search_yet

LIST, DOCUMENT, SEARCH, INTAKE = "list", "document", "search", "intake"


@dataclass(frozen=True)
class Controls:
    """Every component that a handler reads or changes. `fields` and `faults` are by the names in `opened.FIELDS`."""

    room: gr.State
    tick: gr.Timer
    status: gr.HTML
    tabs: gr.Tabs
    words: gr.Textbox
    doubtful: gr.Checkbox
    order: gr.Dropdown
    listing: gr.HTML
    blank: gr.HTML
    sheet: gr.Column
    head: gr.HTML
    remove: gr.Button
    question: gr.Column
    asked: gr.HTML
    remove_yes: gr.Button
    remove_no: gr.Button
    fields: dict[str, Any]
    faults: dict[str, gr.HTML]
    save_fields: gr.Button
    fields_note: gr.HTML
    tree: gr.HTML
    section: gr.HTML
    kinds: gr.Dropdown
    save_kinds: gr.Button
    next: gr.Button
    kinds_note: gr.HTML
    passages: gr.HTML
    query: gr.Textbox
    kind: gr.Dropdown
    search: gr.Button
    hits: gr.HTML
    files: gr.File
    replacing: gr.Checkbox
    stop: gr.Button
    intake_note: gr.HTML
    results: gr.HTML


def lay_out() -> Controls:
    """All components below the masthead, in the Blocks that is open."""
    made: dict[str, Any] = {"room": gr.State(None), "tick": gr.Timer(1)}
    with gr.Column(elem_id="library", elem_classes="reports", min_width=0):
        made["status"] = text("", "status")
        with gr.Tabs(elem_id="tabs", selected=LIST) as made["tabs"]:
            with gr.Tab("报告列表", id=LIST):
                made |= _list()
            with gr.Tab("报告内容", id=DOCUMENT):
                made |= document()
            with gr.Tab("检索段落", id=SEARCH):
                made |= _search()
            with gr.Tab("加入报告", id=INTAKE):
                made |= _intake()
    return Controls(**made)


def _list() -> dict[str, Any]:
    with gr.Row(elem_classes="tools"):
        words = gr.Textbox(
            label="筛选",
            show_label=False,
            container=False,
            max_lines=1,
            placeholder="按标题、单位、年度、地区、类型筛选，多个词用空格分开",
            elem_id="words",
            scale=4,
            min_width=0,
        )
        order = gr.Dropdown(
            [(order.value, order.name) for order in Order],
            value=Order.YEAR.name,
            label="排序",
            show_label=False,
            container=False,
            filterable=False,
            elem_id="order",
            scale=1,
            min_width=0,
        )
        doubtful = gr.Checkbox(label="只看待核对", container=False, elem_id="doubtful", scale=1, min_width=0)
    return {"words": words, "order": order, "doubtful": doubtful, "listing": picked("listing")}


def _search() -> dict[str, Any]:
    with gr.Row(elem_classes="tools"):
        query = gr.Textbox(
            label="检索内容",
            show_label=False,
            container=False,
            max_lines=1,
            placeholder="要写的内容，例如：设备到货晚，影响项目进度",
            elem_id="query",
            scale=4,
            min_width=0,
        )
        kind = gr.Dropdown(
            kind_choices(),
            value=ANY,
            label="类别",
            show_label=False,
            container=False,
            filterable=False,
            elem_id="kind",
            scale=1,
            min_width=0,
        )
        search = gr.Button("检索", variant="primary", size="sm", elem_id="search", scale=0, min_width=0)
    return {"query": query, "kind": kind, "search": search, "hits": picked("hits", no_search_yet())}


def _intake() -> dict[str, Any]:
    made: dict[str, Any] = {}
    rule = (
        f'data-endings="{" ".join(ENDINGS)}" data-limit="{FILE_LIMIT}" data-archive-limit="{ARCHIVE_LIMIT}" '
        f'data-files="{FILES_AT_ONCE}" data-total="{TOTAL_LIMIT}" data-place="#refusals"'
    )
    with gr.Row(elem_id="intake"):
        with gr.Column(elem_id="intake-side", min_width=0):
            made["files"] = gr.File(
                file_count="multiple",
                label="选择文件",
                show_label=False,
                height=150,
                elem_id="files",
                min_width=0,
            )
            made["intake_note"] = text("", "intake-note")
            text("<div></div>", "refusals")
            made["replacing"] = gr.Checkbox(
                label="库中有同名报告时，用新文件替换它", container=False, elem_id="replacing"
            )
            made["stop"] = gr.Button("停止加入", interactive=False, size="sm", elem_id="stop")
            text(
                f'<p class="hint" {rule}>{TAKEN}</p><p class="hint">{SIZES}</p>'
                '<p class="hint">选好即开始。关掉网页不影响加入，回来可看进度。文件读完即从服务器上删除，库中只留文字。</p>'
            )
        with gr.Column(elem_id="intake-results", min_width=0):
            made["results"] = text(results_table(Go()), "intake-table")
    return made
