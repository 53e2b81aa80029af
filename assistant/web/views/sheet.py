"""The draft as it grows: an outline with the state of each section, and the paper beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.web.board import Board, Part, State
from assistant.web.origins import Origins
from assistant.web.views.blank import blank
from assistant.web.views.passage import notes_of, paragraphs

_STYLES = {
    State.WAITING: "waiting",
    State.WRITING: "writing",
    State.REPAIRING: "repairing",
    State.DONE: "done",
    State.LEFT: "left",
}


def empty_sheet() -> str:
    """What stands where no draft is yet."""
    return blank(
        "还没有草稿", "在左侧依次选好事实、地方模板和写作方式，再点“开始起草”。写好一节，这里就显示一节。"
    )


def preparing_sheet() -> str:
    """What stands there until the plan is made."""
    return blank("正在准备", "马上列出各节。")


def sheet(board: Board, origins: Origins) -> str:
    """The outline and the paper of a draft under way or finished."""
    outline = "".join(map(_entry, board.parts.values()))
    paper = "".join(_section(part, board, origins) for part in board.parts.values())
    return (
        f'<div class="sheet"><nav class="outline" aria-label="章节"><ol>{outline}</ol></nav>'
        f'<div class="desk-top"><article class="paper" lang="zh-CN"><h1>{escape(board.title)}</h1>{paper}</article>'
        f"{_legend(board)}</div></div>"
    )


def _entry(part: Part) -> str:
    return (
        f'<li class="level-{part.level} {_STYLES[part.state]}">'
        f'<a href="#part-{escape(part.id)}" data-part="{escape(part.id)}">{escape(part.heading)}</a>'
        f'<span class="state">{_state(part)}</span></li>'
    )


def _state(part: Part) -> str:
    return "沿用" if part.resumed else part.state.value


def _section(part: Part, board: Board, origins: Origins) -> str:
    tag = f"h{min(part.level, 4) + 1}"
    return (
        f'<section id="part-{escape(part.id)}" class="{_STYLES[part.state]}{" stale" if part.stale else ""}">'
        f'<{tag} class="level-{part.level}">{escape(part.heading)}</{tag}>{"".join(_body(part, board, origins))}</section>'
    )


def _body(part: Part, board: Board, origins: Origins) -> Iterator[str]:
    if part.state is State.REPAIRING:
        faults = "".join(f"<li>{escape(fault)}</li>" for fault in part.faults)
        yield f'<div class="repair">检查发现{len(part.faults)}处问题，正在修改：<ul>{faults}</ul></div>'
    if part.draft and board.draft:
        yield paragraphs(part.text, notes_of(part.draft, board.draft.findings, origins))
    elif part.text:
        yield paragraphs(part.text)
    elif part.state is State.WRITING:
        yield '<p class="pending">正在写……</p>'


def _legend(board: Board) -> str:
    if not board.draft:
        return ""
    return (
        '<p class="legend"><span class="figure">数字</span>鼠标停在上面可看出处　<mark class="gap">【待补充】</mark>缺少的事实　'
        '<span class="flaw warning">波浪线</span>有检查意见</p>'
    )
