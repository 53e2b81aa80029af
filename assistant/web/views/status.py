"""The line above the draft: how far it is, how it ended, or what went wrong."""

from __future__ import annotations

from html import escape

from assistant.web.board import Board, State
from assistant.web.views.card import trouble
from assistant.web.views.findings import counts


def ready() -> str:
    """Before the first run."""
    return _line("就绪", "idle")


def working(board: Board, seconds: float) -> str:
    """A run under way."""
    if not board.parts:
        return _line("正在准备……", "busy")
    writing = [
        part.heading for part in board.parts.values() if part.state in (State.WRITING, State.REPAIRING)
    ]
    now = f"正在写 {escape(writing[0])}{'等' if len(writing) > 1 else ''}" if writing else ""
    if not writing and not board.done:
        now = "正在找参考段落……"
    total = len(board.parts)
    bar = f'<progress max="{total}" value="{board.done}"></progress>'
    return _line(f"正在起草　{board.done}/{total}节　已用{seconds:.0f}秒　{now}{bar}", "busy")


def finished(board: Board) -> str:
    """A run that reached its end."""
    if board.draft is None:
        return stopped(board)
    length = sum(len(section.text) for section in board.draft.sections)
    return _line(f"起草完成　{len(board.parts)}节，{length}字　检查：{counts(board.draft.findings)}", "done")


def stopped(board: Board) -> str:
    """A run that the person ended."""
    return _line(f"已停止　写好{board.done}节。再点“开始起草”接着写。", "idle")


def failed(message: str, hint: str) -> str:
    """A run that an error ended; what was written stays below."""
    return trouble(message, hint)


def _line(text: str, style: str) -> str:
    return f'<div class="status {style}" role="status">{text}</div>'
