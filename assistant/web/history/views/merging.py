"""Two people changed one section: their changes in one text, with a choice where both changed the same place. Acts, each
with `data-section`:

    merge (data-conflict, data-side)     mine, theirs or both at one place
    merge-save                           the chosen text becomes the section's
    merge-drop                           the other's text stays, mine is left
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.web.views.words import plain
from assistant.workspace.merging import Agreed, Conflict, Merge, Side

_SIDES: dict[Side, str] = {"mine": "用我的", "theirs": "用对方的", "both": "都保留"}
_BY = {"mine": "我改的", "theirs": "对方改的", "both": "两人改得一样"}


def merge_view(section: str, heading: str, merge: Merge, choices: Mapping[str, Side], other: str) -> str:
    """The merged section; `other` is who changed it meanwhile. It can be saved once every conflict is chosen."""
    left = [one for one in merge.conflicts if one.id not in choices]
    if merge.conflicts:
        told = f"有{len(merge.conflicts)}处两人都改了，请逐处选择" + (
            f"，还有{len(left)}处未选。" if left else "，已选好。"
        )
    else:
        told = "两人改的地方不同，已合在一起，请看过后保存。"
    body = "".join(
        _agreed(one) if isinstance(one, Agreed) else _conflict(one, section, choices.get(one.id))
        for one in merge.pieces
    )
    where = f'data-section="{plain(section)}"'
    return (
        f'<section class="merge" aria-label="合并修改"><header><h3>{plain(heading)}</h3>'
        f'<p>{plain(other)}刚刚改过这一节，您的改动没有丢。{told}</p></header><div class="text">{body}</div>'
        f'<div class="acts"><button type="button" class="plain primary" data-do="merge-save" {where}{" disabled" if left else ""}>'
        f'保存合并后的内容</button><button type="button" class="plain" data-do="merge-drop" {where}>放弃我的改动</button></div></section>'
    )


def _agreed(one: Agreed) -> str:
    text = plain(one.text)
    if one.by == "nobody":
        return f"<span>{text}</span>"
    return (
        f'<ins class="by-{one.by}" title="{_BY[one.by]}"><span class="sr">{_BY[one.by]}：</span>{text}</ins>'
    )


def _conflict(one: Conflict, section: str, chosen: Side | None) -> str:
    buttons = "".join(
        f'<button type="button" class="chip" aria-pressed="{"true" if side == chosen else "false"}" data-do="merge" '
        f'data-section="{plain(section)}" data-conflict="{one.id}" data-side="{side}">{name}</button>'
        for side, name in _SIDES.items()
    )
    return (
        f'<div class="conflict{"" if chosen else " open"}" role="group" aria-label="两人都改了的地方">'
        f"<dl>{_line('原来', one.base)}{_line('我的', one.mine)}{_line('对方', one.theirs)}</dl><p>{buttons}</p></div>"
    )


def _line(name: str, text: str) -> str:
    return f"<dt>{name}</dt><dd>{plain(text.strip()) or '（删去了）'}</dd>"
