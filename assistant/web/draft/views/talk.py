"""The talk: what was asked, what is proposed as hunks to take or refuse one by one, what it would do to facts and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.editing.hunks import Hunk, Piece
from assistant.editing.proposal import Altered, FactChange, Proposal
from assistant.review.findings import Finding
from assistant.workspace.talking import Line, Pending

_TAGS = {"keep": ("", ""), "drop": ("<del>", "</del>"), "add": ("<ins>", "</ins>")}
_KINDS = {"altered": "改动", "added": "新增", "dropped": "删去"}
_CLASSES = {
    "figure": "数字",
    "date": "日期",
    "name": "名称",
    "reference": "文件",
    "placeholder": "待补充标记",
    "claim": "结论",
}
_STATUSES = {
    "traced": ("sure", "与事实相符"),
    "derived": ("sure", "可由事实算出"),
    "contradicted": ("error", "与事实矛盾"),
    "untraced": ("error", "事实中没有"),
}


def talk(
    lines: Sequence[Line], pending: Pending | None, headings: Mapping[str, str], *, can_edit: bool
) -> str:
    """All lines, oldest first, and what is being worked on."""
    said = "".join(_line(one, headings, can_edit) for one in lines) or _nothing()
    return f'<div class="talk" role="log" aria-label="对话">{said}{_pending(pending)}</div>'


def _nothing() -> str:
    return (
        '<div class="blank"><p class="blank-title">用平常的话说怎么改</p><p>例如：把“我局”改成“县市场监管局”；'
        "第三部分和第四部分重复，合并；把电子秤数量改成398。选中一段文字再说，就只改那一段。</p>"
        "<p>助手只提出修改，逐处由您决定。</p></div>"
    )


def _line(line: Line, headings: Mapping[str, str], can_edit: bool) -> str:
    message = line.message
    if message.speaker == "user":
        where = f'<span class="where">{escape(headings.get(message.section, ""))}</span>'
        return f'<div class="said mine">{where}<p>{escape(message.text)}</p></div>'
    body = _proposal(line, headings, can_edit) if line.proposal else ""
    return f'<div class="said">{_paragraphs(message.text)}{body}</div>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _proposal(line: Line, headings: Mapping[str, str], can_edit: bool) -> str:
    proposal, id = line.proposal, line.message.proposal
    assert proposal is not None
    hunks = "".join(
        _hunk(one, headings, id, line.decided.get(one.id), can_edit, len(proposal.hunks))
        for one in proposal.hunks
    )
    return f"{_gate(proposal)}{_effects(proposal)}<ol class='hunks'>{hunks}</ol>{_all(line, can_edit)}"


def _hunk(
    one: Hunk, headings: Mapping[str, str], id: int | None, taken: bool | None, can_edit: bool, of: int
) -> str:
    name = f'data-proposal="{id}" data-hunk="{escape(one.id)}"'
    state = {True: '<span class="tag sure">已接受</span>', False: '<span class="tag quiet">已拒绝</span>'}
    number = escape(one.id.rpartition(":")[2])
    acts = (
        f'<button class="plain small" type="button" data-do="accept" {name} aria-label="接受第{number}处">接受</button>'
        f'<button class="plain small" type="button" data-do="refuse" {name} aria-label="拒绝第{number}处">拒绝</button>'
        if can_edit
        else ""
    )
    return (
        f'<li class="hunk"><p class="path">{escape(headings.get(one.section, one.section))} '
        f'<button class="link" type="button" data-do="goto" data-section="{escape(one.section)}" data-start="{one.start}" '
        f'data-end="{max(one.end, one.start + 1)}">看原文</button></p>'
        f'<p class="diff">{diff(one.diff)}</p><p class="tools">{acts if taken is None else state[taken]}</p></li>'
    )


def diff(pieces: Sequence[Piece]) -> str:
    """A change with its surroundings; what goes and what comes is marked, not by colour alone."""
    return "".join(f"{_TAGS[one.op][0]}{escape(one.text)}{_TAGS[one.op][1]}" for one in pieces)


def _all(line: Line, can_edit: bool) -> str:
    proposal, id = line.proposal, line.message.proposal
    if not (proposal and line.open and can_edit):
        return ""
    left = len(proposal.hunks) - len(line.decided)
    instead = (
        f'<button class="plain small" type="button" data-do="instead" data-proposal="{id}">改数据，其余各处跟着改</button>'
        if proposal.fact and proposal.way != "facts"
        else ""
    )
    instead += "".join(_offer(one, id) for one in proposal.offers)
    return (
        f'<p class="tools"><button class="plain small primary" type="button" data-do="accept" data-proposal="{id}">'
        f"接受{'全部' if left > 1 else ''}</button>"
        f'<button class="plain small" type="button" data-do="refuse" data-proposal="{id}">{"全部拒绝" if left > 1 else "拒绝"}</button>{instead}</p>'
        if left > 1 or instead
        else ""
    )


def _offer(one: FactChange, id: int | None) -> str:
    return (
        f'<button class="plain small" type="button" data-do="instead" data-proposal="{id}" data-path="{escape(one.path)}">'
        f"改数据：{escape(one.title)}改为{escape(one.after)}，其余各处跟着改</button>"
    )


def _gate(proposal: Proposal) -> str:
    """What changes in figures, names and claims, with what the facts say of it."""
    if not proposal.changes:
        return ""
    rows = "".join(_altered(one) for one in proposal.changes)
    return f'<div class="gate"><p class="hint">这样会改动报告里的事实，请核对：</p><ul>{rows}</ul></div>'


def _altered(one: Altered) -> str:
    style, said = _STATUSES.get(one.status, ("quiet", ""))
    tag = f'<span class="tag {style}">{said}</span>' if said else ""
    arrow = " → " if one.before and one.after else ""
    kind = f"{_KINDS.get(one.kind, one.kind)}{_CLASSES.get(one.cls, '')}"
    return f"<li>{kind} {f'<del>{escape(one.before)}</del>' if one.before else ''}{arrow}{f'<ins>{escape(one.after)}</ins>' if one.after else ''} {tag}</li>"


def _effects(proposal: Proposal) -> str:
    out = ""
    for findings, title, style in (
        (proposal.caused, "接受后会新出现的检查意见", "warning"),
        (proposal.cured, "接受后会消除的检查意见", "sure"),
    ):
        if findings:
            out += f'<details class="note {style}"><summary>{title}（{len(findings)}）</summary><ul>{_found(findings)}</ul></details>'
    return out


def _found(findings: Sequence[Finding]) -> str:
    return "".join(f"<li>{escape(one.message)}</li>" for one in findings[:12])


def _pending(pending: Pending | None) -> str:
    if pending is None:
        return ""
    if pending.ended.is_set():
        if pending.fault is None:
            return ""
        message, hint = pending.fault
        advice = f'<p class="hint">{escape(hint)}</p>' if hint else ""
        return f'<div class="trouble" role="alert"><p>{escape(message)}</p>{advice}</div>'
    text = f'<div class="arriving">{_paragraphs(pending.text)}</div>' if pending.text else ""
    return (
        '<div class="said working"><p role="status">正在改……</p>'
        f'{text}<p class="tools"><button class="plain small stop" type="button" data-do="cancel">停止</button></p></div>'
    )
