"""The components of the project list: a toolbar, the form for a new project, the list. Knows no handler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.facts.model import PROJECT_TYPES
from assistant.outline.packs import DEFAULT_PACK
from assistant.store.rights import STATUSES
from assistant.web.acts import acts
from assistant.web.projects.onward import onward
from assistant.web.regions import feed, region
from assistant.workspace.listing import packs
from assistant.workspace.samples import samples
from assistant.workspace.starting import FACTS_FILES, TABLES

ALL_YEARS, ALL_STATES = "全部年度", "全部状态"
FILE, BLANK, LAST, SAMPLE = "file", "blank", "last", "sample"
WAYS = {FILE: "从自评表或填报文件", BLANK: "从头填写", LAST: "沿用上年的项目", SAMPLE: "用样例"}
_LIMIT = 20_000_000


@dataclass(frozen=True)
class Controls:
    """Every component that a handler reads or changes. `heads` and `faults` are by the paths in `starting.HEAD`."""

    ear: gr.HTML
    feed: gr.HTML
    onward: gr.HTML
    words: gr.Textbox
    year: gr.Dropdown
    status: gr.Dropdown
    archived: gr.Checkbox
    new: gr.Button
    form: gr.Column
    way: gr.Radio
    file_part: gr.Column
    file: gr.File
    found: gr.HTML
    which: gr.Dropdown
    last_part: gr.Column
    last: gr.Dropdown
    sample_part: gr.Column
    sample: gr.Dropdown
    head_part: gr.Row
    heads: dict[str, gr.Textbox]
    faults: dict[str, gr.HTML]
    kind: gr.Dropdown
    pack: gr.Dropdown
    begin: gr.Button
    cancel: gr.Button
    form_note: gr.HTML
    note: gr.HTML
    listing: gr.HTML


def text(html: str = "", id: str | None = None) -> gr.HTML:
    """HTML to read."""
    return gr.HTML(html, elem_id=id, js_on_load=None, apply_default_css=False)


def lay_out() -> Controls:
    """All components, in the Blocks that is open."""
    made: dict[str, Any] = {}
    with gr.Row(elem_classes="tools", elem_id="project-tools"):
        made["words"] = gr.Textbox(
            label="查找项目",
            show_label=False,
            container=False,
            max_lines=1,
            placeholder="按项目、单位、年度、模板查找，多个词用空格分开",
            elem_id="list-words",
            scale=4,
            min_width=0,
        )
        made["year"] = _choice([ALL_YEARS], ALL_YEARS, "年度", "list-year")
        states = [(ALL_STATES, ""), *((name, state) for state, name in STATUSES.items())]
        made["status"] = _choice(states, "", "状态", "list-status")
        made["archived"] = gr.Checkbox(
            label="只看已归档", container=False, elem_id="list-archived", scale=1, min_width=0
        )
        made["new"] = gr.Button(
            "新建项目", variant="primary", size="sm", elem_id="list-new", scale=0, min_width=110
        )
    made |= _form()
    made["note"] = text(region("note", attributes='aria-live="polite"'), "list-note")
    made["listing"] = text("", "projects")
    made |= {"ear": acts(), "feed": feed(), "onward": onward()}
    return Controls(**made)


def _form() -> dict[str, Any]:
    made: dict[str, Any] = {}
    # A pane of its own width stands in a column of the page's.
    with (
        gr.Column(elem_id="new-project-place", min_width=0),
        gr.Column(visible=False, elem_classes="pane", elem_id="new-project") as made["form"],
    ):
        text("<h2>新建项目</h2>")
        ways = [(name, way) for way, name in WAYS.items()]
        made["way"] = gr.Radio(ways, value=FILE, label="从哪里开始", container=False, elem_id="new-way")
        made |= _sources()
        made |= _head()
        made["form_note"] = text(id="new-note")
        with gr.Row(elem_classes="tools"):
            made["begin"] = gr.Button("新建", variant="primary", size="sm", elem_id="new-begin", scale=0)
            made["cancel"] = gr.Button("取消", size="sm", elem_id="new-cancel", scale=0)
    return made


def _sources() -> dict[str, Any]:
    made: dict[str, Any] = {}
    endings = " ".join((*TABLES, *FACTS_FILES))
    with gr.Column(elem_id="new-file-part", min_width=0) as made["file_part"]:
        made["file"] = gr.File(
            label="选择文件", show_label=False, height=110, elem_id="new-file", min_width=0
        )
        text(
            f'<p class="hint" data-endings="{endings}" data-limit="{_LIMIT}" data-place="#new-file-part">'
            "绩效自评表（Excel、WPS、Word），本程序的填报模板（.xlsx），或事实文件（.yaml、.json）；最多20MB。</p>"
        )
        made["found"] = text(id="new-found")
        # Gradio would refuse what it has offered itself once the page's session is gone; the action checks the name.
        made["which"] = gr.Dropdown(
            [],
            label="文件里的项目",
            visible=False,
            allow_custom_value=True,
            elem_id="new-which",
        )
    with gr.Column(visible=False, elem_id="new-last-part", min_width=0) as made["last_part"]:
        made["last"] = gr.Dropdown([], label="上年的项目", allow_custom_value=True, elem_id="new-last")
        text('<p class="hint">名称和结构沿用；金额、日期、完成情况和得分清空重填，上年的值会显示在旁边。</p>')
    with gr.Column(visible=False, elem_id="new-sample-part", min_width=0) as made["sample_part"]:
        titles = list(samples())
        made["sample"] = gr.Dropdown(
            titles, value=titles[0] if titles else None, label="样例", elem_id="new-sample"
        )
        text('<p class="hint">样例里的单位和数据都是虚构的，可以随意改。</p>')
    return made


def _head() -> dict[str, Any]:
    heads: dict[str, gr.Textbox] = {}
    faults: dict[str, gr.HTML] = {}
    titles = {
        "report.year": ("评价年度", "如 2024"),
        "report.unit": ("单位全称", "与公章一致"),
        "project.name": ("项目名称", "与预算批复一致"),
    }
    made: dict[str, Any] = {"heads": heads, "faults": faults}
    with gr.Row(elem_id="new-head", elem_classes="columns") as made["head_part"]:
        for path, (title, said) in titles.items():
            with gr.Column(min_width=0, scale=1 if path == "report.year" else 3):
                heads[path] = gr.Textbox(
                    label=title, placeholder=said, max_lines=1, elem_id=f"new-{path.replace('.', '-')}"
                )
                faults[path] = text()
    with gr.Row(elem_classes="columns"):
        kinds = [("（暂不选）", ""), *((name, kind) for kind, name in PROJECT_TYPES.items())]
        made["kind"] = gr.Dropdown(kinds, value="", label="项目类型", visible=False, elem_id="new-kind")
        made["pack"] = gr.Dropdown(list(packs()), value=DEFAULT_PACK, label="地方模板", elem_id="new-pack")
    return made


def _choice(choices: list, value: str, label: str, id: str) -> gr.Dropdown:
    return gr.Dropdown(
        choices,
        value=value,
        label=label,
        show_label=False,
        container=False,
        filterable=False,
        elem_id=id,
        scale=1,
        min_width=0,
    )
