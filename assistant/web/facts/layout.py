"""The components of the facts page: the head, three columns, and what carries acts and regions. Knows no handler."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from assistant.web.acts import acts
from assistant.web.masthead import masthead
from assistant.web.regions import feed, region

_SCRIPT = Path(__file__).with_name("form.js")
TAKEN = (
    ".xlsx",
    ".xls",
    ".et",
    ".docx",
    ".doc",
    ".wps",
    ".pdf",
    ".csv",
    ".yaml",
    ".yml",
    ".json",
    ".md",
    ".txt",
)
FILE_LIMIT = 20_000_000


@dataclass(frozen=True)
class Controls:
    """Every component that a handler reads or changes."""

    room: gr.State
    asked: gr.State
    head: gr.HTML
    bar: gr.HTML
    acts: gr.HTML
    feed: gr.HTML
    file: gr.File
    stop: gr.Button


def lay_out() -> Controls:
    """All components, in the Blocks that is open."""
    room, asked = gr.State(None), gr.State("")
    head = _html(masthead(""))
    bar = _html("")
    with gr.Row(elem_id="facts", elem_classes="full"):
        with gr.Column(elem_id="facts-sheets", min_width=0, scale=0):
            _html(region("sheets"))
        with gr.Column(elem_id="facts-main", min_width=0):
            _html(
                '<div id="saved" role="status"></div><div id="unsent"></div>'
                f"{region('trouble')}{region('sheet', tag='div')}"
            )
            with gr.Column(elem_id="facts-import", min_width=0):
                rule = (
                    f'data-endings="{" ".join(TAKEN)}" data-limit="{FILE_LIMIT}" data-archive-limit="0" '
                    f'data-place="#facts-refusals"'
                )
                _html(
                    f'<p class="hint" {rule}>自评表（.xlsx、.xls、.et、.docx）、填报模板或事实文件（.xlsx、.yaml、.json）、'
                    "往年报告、方案、批复（.docx、.pdf）、支付台账（.xlsx、.csv）。一次一个，最多20MB。</p>"
                    '<p class="hint">读出的内容先列在下面，由您逐项采用；采用之前什么都不会改。</p>'
                    '<div id="facts-refusals"><div></div></div>'
                )
                file = gr.File(
                    label="选择要导入的文件", show_label=False, height=92, elem_id="facts-file", min_width=0
                )
                stop = gr.Button("停止读取", size="sm", elem_id="facts-stop", visible=False)
                _html(region("offer"))
        with gr.Column(elem_id="facts-side", min_width=0, scale=0):
            _html(region("side"))
    _html(region("receipt", attributes="hidden"))
    made = Controls(room, asked, head, bar, acts(), feed(), file, stop)
    gr.HTML(
        "",
        elem_id="facts-script",
        js_on_load=_SCRIPT.read_text(encoding="utf-8"),
        apply_default_css=False,
    )
    return made


def _html(text: str) -> gr.HTML:
    return gr.HTML(text, js_on_load=None, apply_default_css=False)
