"""The line above the paper: how the draft is getting on, and what can be done with it now."""

from __future__ import annotations

from html import escape

from assistant.outline.packs import load_pack, pack_names
from assistant.workspace.report import Report
from assistant.workspace.writing import Run

# Its file control is the page's (draft.js).
_BACK = (
    '<button class="plain" type="button" data-upload="word-back" '
    'title="上传在 Word 或 WPS 中改过的报告，改动列为修改建议，批注列入“审核”">从 Word 取回</button>'
)


def starting(pack: str, model: str | None, *, anew: bool, can_edit: bool) -> str:
    """The form that begins a draft; `anew` where there is one already."""
    if not can_edit:
        return '<div class="blank"><p class="blank-title">还没有报告</p><p>填报人起草后，这里可以阅读和批注。</p></div>'
    packs = "".join(
        f'<option value="{escape(name)}"{" selected" if name == pack else ""}>{escape(load_pack(name).title)}</option>'
        for name in pack_names()
    )
    writers = '<option value="offline">离线（只用填报的数据，不用模型）</option>'
    if model:
        writers = f'<option value="model">语言模型（{escape(model)}）</option>{writers}'
    fresh = (
        '<p class="field"><label><input type="checkbox" name="fresh" value="yes"> 全部重写，不沿用以前写好的节</label></p>'
        if anew and model
        else ""
    )
    title = "重新起草" if anew else "起草报告"
    hint = (
        "会另起一份新稿，现在这份仍在“历史”中。"
        if anew
        else "按填报的数据写出全部各节，几秒即成；缺的数据会标为【待补充】，不会编造。"
    )
    return (
        f'<form class="starting pane" data-do="start"><h2>{title}</h2><p class="hint">{hint}</p>'
        f'<p class="field"><label for="pack">地方模板</label><select id="pack" name="pack">{packs}</select></p>'
        f'<p class="field"><label for="writer">写作方式</label><select id="writer" name="writer">{writers}</select></p>{fresh}'
        f'<p class="tools"><button class="plain primary" type="submit">开始起草</button>'
        f"{'<button class=plain type=button data-close=starting>取消</button>' if anew else ''}</p></form>"
    )


def status(report: Report, run: Run | None, steps: tuple[int, int], *, can_edit: bool) -> str:
    """The state in one line, and its buttons."""
    live = run is not None and not run.ended.is_set()
    told = _working(run) if live and run else _resting(report, run)
    if run and run.examples and run.examples.fault:
        told += f'<p class="hint">{escape(run.examples.fault)}</p>'
    return f'<div class="draft-status">{told}{_acts(report, live, steps, can_edit)}</div>'


def _working(run: Run) -> str:
    parts = run.parts()
    done, total = sum(one.draft is not None for one in parts.values()), len(parts)
    now = "、".join(one.heading for one in parts.values() if one.state.name in ("WRITING", "REPAIRING"))
    left = run.seconds_left
    guess = f"，约还需{_span(left)}" if left is not None and left > 5 else ""
    writing = f"，正在写：{escape(now[:40])}" if now else ""
    return (
        f'<p class="status" role="status"><span class="timer">{done}/{total or "…"}节 · {_span(run.seconds)}{guess}</span>{writing}</p>'
        f'<progress max="{total or 1}" value="{done}" aria-label="起草进度"></progress>'
    )


def _resting(report: Report, run: Run | None) -> str:
    if run is not None and run.fault:
        message, hint = run.fault
        kept = sum(one.revision is not None for one in report.parts)
        return (
            f'<div class="trouble" role="alert"><p>{escape(message)}</p>'
            f'<p class="hint">{escape(hint)} 已写好的{kept}节都在，排除问题后点“接着写”。</p></div>'
        )
    written, total = sum(one.revision is not None for one in report.parts), len(report.parts)
    if not report.complete:
        return f'<p class="status" role="status">没有写完：已有{written}/{total}节。</p>'
    errors = sum(one.severity == "error" for one in report.findings)
    warnings = sum(one.severity == "warning" for one in report.findings)
    gaps = sum(one.text.count("【待") for one in report.parts)
    told = [
        f"{errors}处错误" if errors else "",
        f"{warnings}处提醒" if warnings else "",
        f"{gaps}处待补" if gaps else "",
    ]
    listed = "，".join(one for one in told if one) or "检查没有发现问题"
    return f'<p class="status done" role="status">共{total}节，{listed}。</p>'


def _acts(report: Report, live: bool, steps: tuple[int, int], can_edit: bool) -> str:
    id = report.entry.id
    away = (
        f'<a class="button quiet" href="../preview/?p={escape(report.project.id)}">预览与定稿</a>'
        f'<a class="button" href="../files/report/{id}.docx" download title="工作稿：待补处标黄并带批注">导出 Word</a>'
        if any(one.revision for one in report.parts) and not live
        else ""
    )
    if not can_edit:
        return f'<p class="tools">{away}</p>'
    if live:
        return '<p class="tools"><button class="plain stop" type="button" data-do="stop">停止</button></p>'
    undone, redone = ("" if count else " disabled" for count in steps)
    resume = (
        ""
        if report.complete
        else '<button class="plain primary" type="button" data-do="resume">接着写</button>'
    )
    follow = (
        ""
        if report.follows or not report.complete
        else '<button class="plain" type="button" data-do="follow" title="数据在起草后改过">按最新数据更新</button>'
    )
    return (
        f'<p class="tools">{resume}{follow}'
        f'<button class="plain" type="button" data-do="undo"{undone}>撤销</button>'
        f'<button class="plain" type="button" data-do="again"{redone}>重做</button>'
        f'<button class="plain" type="button" data-open="starting">重新起草</button><span class="push"></span>'
        f"{_BACK if away else ''}{away}</p>"
    )


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole}秒" if whole < 60 else f"{whole // 60}分{whole % 60:02d}秒"
