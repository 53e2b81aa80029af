"""The paper: the report's title, its sections with their headings; the texts are regions of their own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.review.findings import Finding
from assistant.web.draft.views.passage import passage
from assistant.web.regions import region
from assistant.workspace.board import Part as Running
from assistant.workspace.board import State as RunState
from assistant.workspace.report import Part, Report

_ORIGINS = {
    "composer": "离线起草",
    "model": "模型起草",
    "human": "人工修改",
    "import": "导入",
    "restore": "恢复的版本",
}


def paper(report: Report, title: str, *, can_edit: bool) -> str:
    """Title and headings, with a place for each section's text."""
    sections = "".join(_section(part, can_edit) for part in report.parts)
    return (
        f'<article class="paper" lang="zh-CN"><p class="report-title">{escape(title)}</p>{sections}</article>'
    )


def text_of(part: Part, findings: Sequence[Finding], running: Running | None) -> str:
    """A section's text, or how far it is."""
    if part.revision is not None:
        return _written(part, findings)
    if running is None or running.state is RunState.WAITING:
        return '<p class="pending">尚未写到。</p>'
    if running.state is RunState.LEFT:
        return '<p class="pending">没有写完。点上方“接着写”继续。</p>'
    return _arriving(running)


def _section(part: Part, can_edit: bool) -> str:
    id, level = escape(part.id), min(part.level, 4)
    name = escape(part.heading)
    tools = (
        f'<span class="part-tools"><button class="link" type="button" data-edit="{id}" aria-label="编辑“{name}”">编辑</button>'
        f'<button class="link" type="button" data-ask="{id}" aria-label="对“{name}”提修改要求">让助手改</button>'
        f'<button class="link" type="button" data-redo="{id}" aria-label="重写“{name}”">重写</button></span>'
        if can_edit and not (part.revision and not part.text)
        else ""
    )
    return (
        f'<section id="part-{id}" class="part" data-section="{id}" data-heading="{name}">'
        f'<div class="part-head"><h{level + 1} class="level-{level}">{name}</h{level + 1}>{tools}</div>'
        f"{region(f'part:{part.id}', tag='div')}</section>"
    )


def _written(part: Part, findings: Sequence[Finding]) -> str:
    revision = part.revision
    assert revision is not None
    body = passage(part.id, part.text, part.mentions, findings) if part.text else ""
    when = revision.made_at.astimezone().strftime("%m-%d %H:%M")
    by = f"{_ORIGINS[revision.origin]} · {escape(revision.author)} · {when}" if part.text else ""
    return (
        f'<div class="text" data-section="{escape(part.id)}" data-revision="{revision.id}" '
        f'data-text="{escape(part.text)}">{body}</div><p class="origin">{by}</p>'
    )


def _arriving(running: Running) -> str:
    faults = ""
    if running.faults:
        listed = "".join(f"<li>{escape(one)}</li>" for one in running.faults)
        faults = (
            f'<div class="note warning">检查发现{len(running.faults)}处问题，正在改：<ul>{listed}</ul></div>'
        )
    lines = "".join(f"<p>{escape(line)}</p>" for line in running.text.split("\n") if line.strip())
    stale = " stale" if running.stale else ""
    return f'{faults}<div class="arriving{stale}" aria-live="off">{lines or "<p>正在写……</p>"}</div>'
