"""The components for the unit's own templates, in the tab of the packs. Knows no handler."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.web.acts import acts

LIMIT = 20 * 1024 * 1024
ENDING = ".docx"


@dataclass(frozen=True)
class TemplateControls:
    """All that the handlers of the templates read or change; `section` is shown to who may keep templates."""

    section: gr.Column
    own: gr.HTML
    file: gr.File
    note: gr.HTML
    sheet: gr.Column
    name: gr.Textbox
    found: gr.HTML
    save: gr.Button
    drop: gr.Button
    made: gr.State
    ear: gr.HTML


def lay_out_templates() -> TemplateControls:
    """All components, in the tab that is open."""
    with gr.Column(visible=False, elem_id="own-templates", min_width=0) as section:
        _html(
            "<h2>本单位模板</h2>"
            '<p class="hint">财政局下发了带空格和标题的 Word 模板？传上来，程序认出它的提纲；存好后新建项目时可选用，'
            "导出 Word 时按原模板的样式、封面和固定文字填写。</p>"
        )
        own = _html("")
        file = gr.File(label="选择模板", show_label=False, height=110, elem_id="template-file", min_width=0)
        _html(
            f'<p class="hint" data-endings="{ENDING}" data-limit="{LIMIT}" data-place="#template-refusals">'
            f"空白的 Word 模板（{ENDING}），最多{LIMIT // 1048576}MB。旧版 .doc 请先另存为 .docx。</p>"
            '<div id="template-refusals"></div>'
        )
        note = _html("")
        with gr.Column(visible=False, elem_id="template-sheet", min_width=0) as sheet:
            name = gr.Textbox(label="模板名称（新建项目时看到的）", max_lines=1, max_length=60)
            found = _html("")
            with gr.Row(elem_classes="tools"):
                save = gr.Button("保存为本单位模板", variant="primary", size="sm", scale=0, min_width=0)
                drop = gr.Button("不要了", size="sm", scale=0, min_width=0)
        made, ear = gr.State(), acts()
    return TemplateControls(section, own, file, note, sheet, name, found, save, drop, made, ear)


def _html(text: str) -> gr.HTML:
    return gr.HTML(text, js_on_load=None, apply_default_css=False)
