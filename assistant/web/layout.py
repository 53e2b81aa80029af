"""The page's components: a left column of choices, a main column of results. Knows no handler."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr
from gradio.components import Component

from assistant.outline.packs import DEFAULT_PACK, load_pack, pack_names
from assistant.settings import Settings
from assistant.web.desk import Desk
from assistant.web.intake import ENDINGS, LIMIT
from assistant.web.masthead import masthead
from assistant.web.samples import samples
from assistant.web.stocking import Stock
from assistant.web.views.card import nothing_chosen, shelf
from assistant.web.views.facts import no_facts_yet
from assistant.web.writing import blank_screen

_NO_MODEL = (
    "未配置大模型。要用的话，请管理员设置 ASSISTANT_BASE_URL、ASSISTANT_MODEL（及 ASSISTANT_API_KEY），"
    "或用 ASSISTANT_GGUF 指定本机模型文件，再重启。"
)


@dataclass(frozen=True)
class Controls:
    """Every component that a handler reads or changes."""

    desk: gr.State
    tick: gr.Timer
    sample: gr.Dropdown
    upload: gr.UploadButton
    card: gr.HTML
    pack: gr.Dropdown
    writer: gr.Radio
    resume: gr.Checkbox
    start: gr.Button
    stop: gr.Button
    word: gr.DownloadButton
    markdown: gr.DownloadButton
    shelf: gr.HTML
    status: gr.HTML
    sheet: gr.HTML
    findings: gr.HTML
    findings_tab: gr.Tab
    exemplars: gr.HTML
    table: gr.HTML


def lay_out(settings: Settings, title: str) -> Controls:
    """All components, in the Blocks that is open."""
    made = {"desk": gr.State(delete_callback=_close), "tick": gr.Timer(1)}
    _text(masthead(title, "desk", "事实决定写什么，往年报告只决定怎么写，每个数字都有出处"))
    with gr.Row(elem_id="work"):
        with gr.Column(elem_id="choices", min_width=0):
            made |= _choices(settings)
        with gr.Column(elem_id="results", min_width=0):
            made |= _results()
    return Controls(**made)


def _choices(settings: Settings) -> dict[str, Component]:
    made: dict[str, Component] = {}
    rule = f'data-endings="{" ".join(ENDINGS)}" data-limit="{LIMIT}" data-place="#facts-card"'
    _text(f'<h2 class="step" {rule}><b>1</b>选择事实</h2>')
    names = [("请选择……", ""), *((name, name) for name in samples())]
    made["sample"] = gr.Dropdown(names, value="", label="样例项目", filterable=False, elem_id="sample")
    made["upload"] = gr.UploadButton("上传事实文件", file_types=list(ENDINGS), size="sm", elem_id="upload")
    made["card"] = _text(nothing_chosen(), "facts-card")
    _step(2, "地方模板")
    packs = [(load_pack(name).title, name) for name in pack_names()]
    made["pack"] = gr.Dropdown(
        packs, value=DEFAULT_PACK, label="地方模板", show_label=False, filterable=False, elem_id="pack"
    )
    _step(3, "写作方式")
    model = settings.model_configured
    writers = [("离线", "offline"), (f"大模型{f'（{settings.model}）' if settings.model else ''}", "model")]
    made["writer"] = gr.Radio(
        writers, value="offline", label="写作方式", show_label=False, interactive=model, elem_id="writer"
    )
    made["resume"] = gr.Checkbox(
        True, label="接着上次写，已写好的节不重写", visible=False, container=False, elem_id="resume"
    )
    if not model:
        _text(f'<p class="hint">{_NO_MODEL}</p>')
    _text('<h2 class="step">参考资料库</h2>')
    made["shelf"] = _text(shelf(Stock()), "shelf")
    with gr.Column(elem_id="orders", min_width=0):
        made |= _orders()
    return made


def _orders() -> dict[str, Component]:
    with gr.Row():
        start = gr.Button("开始起草", variant="primary", interactive=False, elem_id="start", min_width=0)
        stop = gr.Button("停止", interactive=False, elem_id="stop", min_width=0)
    with gr.Row():
        word = gr.DownloadButton("下载Word", interactive=False, elem_id="word", min_width=0)
        markdown = gr.DownloadButton("下载Markdown", interactive=False, elem_id="markdown", min_width=0)
    return {"start": start, "stop": stop, "word": word, "markdown": markdown}


def _results() -> dict[str, Component | gr.Tab]:
    made: dict[str, Component | gr.Tab] = {}
    screen = blank_screen()
    made["status"] = _text(screen.status, "status")
    with gr.Tabs(elem_id="tabs"):
        with gr.Tab("草稿"):
            made["sheet"] = _text(screen.sheet, "sheet")
        with gr.Tab("检查结果") as made["findings_tab"]:
            made["findings"] = _text(screen.findings, "findings")
        with gr.Tab("参考段落"):
            made["exemplars"] = _text(screen.exemplars, "exemplars")
        with gr.Tab("事实"):
            made["table"] = _text(no_facts_yet(), "facts")
    return made


def _step(number: int, title: str) -> None:
    _text(f'<h2 class="step"><b>{number}</b>{title}</h2>')


def _text(html: str, id: str | None = None) -> gr.HTML:
    return gr.HTML(html, elem_id=id, js_on_load=None, apply_default_css=False)


def _close(desk: Desk | None) -> None:
    if desk is not None:
        desk.close()
