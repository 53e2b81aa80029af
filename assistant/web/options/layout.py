"""The components of the settings page: a tab for each matter. Knows no handler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.store.people import ROLES
from assistant.web.options.template_layout import TemplateControls, lay_out_templates

ANYBODY = 0
ALL = ""
LET_IN, LET_OUT = "启用", "停用"


@dataclass(frozen=True)
class Controls:
    """Every component that a handler reads or changes. Tabs named `…_tab` are shown by role."""

    trouble: gr.HTML
    model: gr.HTML
    test: gr.Button
    tested: gr.HTML
    packs: gr.HTML
    default: gr.Dropdown
    save_default: gr.Button
    default_note: gr.HTML
    templates: TemplateControls
    own_tab: gr.Tab
    present: gr.Textbox
    fresh: gr.Textbox
    again: gr.Textbox
    change: gr.Button
    own_note: gr.HTML
    people_tab: gr.Tab
    people: gr.HTML
    name: gr.Textbox
    display: gr.Textbox
    password: gr.Textbox
    role: gr.Dropdown
    add: gr.Button
    add_note: gr.HTML
    whom: gr.Dropdown
    new_role: gr.Dropdown
    set_role: gr.Button
    switch: gr.Button
    reset: gr.Textbox
    set_password: gr.Button
    whom_note: gr.HTML
    log_tab: gr.Tab
    by: gr.Dropdown
    project: gr.Dropdown
    look: gr.Button
    log: gr.HTML
    data_tab: gr.Tab
    data: gr.HTML


def lay_out() -> Controls:
    """All components, in the Blocks that is open."""
    made: dict[str, Any] = {}
    with gr.Column(elem_classes="setting"):
        made["trouble"] = _html()
        with gr.Tabs():
            with gr.Tab("模型"):
                made |= _model()
            with gr.Tab("地方模板"):
                made |= _packs()
                made["templates"] = lay_out_templates()
            with gr.Tab("我的密码", visible=False) as made["own_tab"]:
                made |= _own()
            with gr.Tab("用户", visible=False) as made["people_tab"]:
                made |= _people()
            with gr.Tab("操作记录", visible=False) as made["log_tab"]:
                made |= _log()
            with gr.Tab("本机数据", visible=False) as made["data_tab"]:
                made["data"] = _html()
    return Controls(**made)


def _model() -> dict[str, Any]:
    made: dict[str, Any] = {"model": _html()}
    with gr.Row(elem_classes="tools"):
        made["test"] = gr.Button("测试连接", size="sm", scale=0, min_width=0)
        made["tested"] = _html()
    return made


def _packs() -> dict[str, Any]:
    made: dict[str, Any] = {}
    with gr.Row(elem_classes="tools"):
        made["default"] = gr.Dropdown([], label="新项目的默认模板", filterable=False, scale=0, min_width=320)
        made["save_default"] = gr.Button("保存", size="sm", scale=0, min_width=0)
        made["default_note"] = _html()
    made["packs"] = _html()
    return made


def _own() -> dict[str, Any]:
    made: dict[str, Any] = {}
    with gr.Column(elem_classes="narrow"):
        made["present"] = _password("现在的密码")
        made["fresh"] = _password("新密码（至少8位）")
        made["again"] = _password("再输一次新密码")
        made["change"] = gr.Button("修改密码", variant="primary", size="sm", scale=0, min_width=0)
        made["own_note"] = _html()
    return made


def _people() -> dict[str, Any]:
    made: dict[str, Any] = {"people": _html()}
    roles = [(title, role) for role, title in ROLES.items()]
    with gr.Row(elem_classes="columns pair"):
        with gr.Column(elem_classes="pane", min_width=0):
            _heading("添加用户")
            made["name"] = gr.Textbox(label="用户名（登录用）", max_lines=1, max_length=60)
            made["display"] = gr.Textbox(label="姓名或岗位（别人看到的）", max_lines=1, max_length=60)
            made["password"] = _password("初始密码（至少8位）")
            made["role"] = gr.Dropdown(roles, value="drafter", label="角色", filterable=False)
            made["add"] = gr.Button("添加", variant="primary", size="sm", scale=0, min_width=0)
            made["add_note"] = _html()
        with gr.Column(elem_classes="pane", min_width=0):
            _heading("修改用户")
            made["whom"] = gr.Dropdown([], label="用户", filterable=False)
            with gr.Row(elem_classes="tools"):
                made["new_role"] = gr.Dropdown(
                    roles, value="drafter", label="角色", filterable=False, scale=1, min_width=0
                )
                made["set_role"] = gr.Button("改角色", size="sm", scale=0, min_width=0)
                made["switch"] = gr.Button(LET_OUT, size="sm", scale=0, min_width=0)
            with gr.Row(elem_classes="tools"):
                made["reset"] = _password("新密码（至少8位）")
                made["set_password"] = gr.Button("重设密码", size="sm", scale=0, min_width=0)
            made["whom_note"] = _html()
    return made


def _log() -> dict[str, Any]:
    made: dict[str, Any] = {}
    with gr.Row(elem_classes="tools"):
        made["by"] = gr.Dropdown(
            [("全部用户", ANYBODY)], value=ANYBODY, label="用户", filterable=False, scale=0, min_width=220
        )
        made["project"] = gr.Dropdown(
            [("全部项目", ALL)], value=ALL, label="项目", filterable=True, scale=1, min_width=220
        )
        made["look"] = gr.Button("刷新", size="sm", scale=0, min_width=0)
    made["log"] = _html()
    return made


def _password(label: str) -> gr.Textbox:
    return gr.Textbox(label=label, type="password", max_lines=1, max_length=200)


def _heading(text: str) -> None:
    gr.HTML(f"<h2>{text}</h2>", js_on_load=None, apply_default_css=False)


def _html() -> gr.HTML:
    return gr.HTML("", js_on_load=None, apply_default_css=False)
