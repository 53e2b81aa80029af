"""A suggestion in a model's words: while it is written, and once it is there."""

from __future__ import annotations

from assistant.web.problems.views.card import button
from assistant.web.views.card import trouble
from assistant.web.views.words import plain
from assistant.workspace.polishing import Polish


def under_way(made: Polish) -> str:
    """How far it is, with the button that stops it."""
    said = (
        "正在停止"
        if made.stop.is_set()
        else "正在等模型回答"
        if not made.characters
        else f"模型已写{made.characters}字"
    )
    return (
        f'<div class="note" role="status"><p>{said}，<span class="timer">{made.seconds:.0f}秒</span></p>'
        f'<div class="tools">{button("halt", made.key, "停止")}</div></div>'
    )


def polished(made: Polish, before: str) -> str:
    """The answer beside what is to be done with it; what went wrong; or that it was stopped."""
    if made.fault:
        return trouble(*made.fault)
    if not made.text:
        return '<div class="note" role="status"><p>已停止，没有改动。</p></div>'
    if made.text.rstrip("。") == before.rstrip("。"):
        return '<div class="note" role="status"><p>模型没有给出更好的措辞，保持原样。</p></div>'
    return (
        f'<div class="note"><p><b>模型的措辞</b>（数字和名称已与事实核对）</p><p>{plain(made.text)}</p>'
        f'<div class="tools">{button("take", made.key, "填入编辑框")}{button("drop", made.key, "不用")}</div></div>'
    )
