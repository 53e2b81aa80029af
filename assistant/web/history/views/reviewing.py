"""Between those who write and those who review: the state with its ways on, and the comments. Acts:

step (data-status; reason)                 a button or a form: move the project on
comment (section, text; data-quote)        a form: a new comment
reply (data-comment; text)                 a form: an answer to a comment
resolve, reopen (data-comment)             a comment is dealt with, or open again
go (data-section, data-quote)              to the words that a comment is about
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.store.rights import STATUSES
from assistant.store.talk import Message
from assistant.web.history.views.moments import timed
from assistant.web.views.words import plain
from assistant.workspace.reviewing import LONGEST, WHOLE, Reviewing, Step, Thread


def state_panel(found: Reviewing) -> str:
    """The project's state, why it was returned, and what this person may do now."""
    state = found.project.status
    open_ = f"，{found.open}条批注未处理" if found.open else ""
    steps = "".join(map(_step, found.steps)) or f'<p class="hint">{_waiting(found)}</p>'
    return (
        f'<div class="reviewing"><p>现在：<b class="state {state}">{STATUSES[state]}</b>{open_}</p>'
        f'{reason_note(found)}<div class="steps">{steps}</div></div>'
    )


def reason_note(found: Reviewing) -> str:
    """Why the project was returned: what a drafter sees first; nothing otherwise."""
    if found.project.status != "returned":
        return ""
    if found.reason is None:
        return '<div class="note warning"><p>报告已退回，请修改后重新提交。</p></div>'
    said = _paragraphs(found.reason.text)
    return (
        f'<div class="note warning" role="note"><p><b>退回原因</b>（{plain(found.reason.author)}，{timed(found.reason.made_at)}）</p>'
        f"{said}</div>"
    )


def comments_panel(
    found: Reviewing, headings: Mapping[str, str], section: str = WHOLE, quote: str = "", typed: str = ""
) -> str:
    """All comments with their answers, and a form for a new one on `section` (the `WHOLE` report too), on the words
    `quote` where some are selected. `headings` by the section's id, `typed` is what stands in the form.
    """
    open_ = [one for one in found.threads if not one.comment.resolved]
    dealt = [one for one in found.threads if one.comment.resolved]
    shown = "".join(_thread(one, headings) for one in open_) or '<p class="hint">没有未处理的批注。</p>'
    folded = "".join(_thread(one, headings) for one in dealt)
    rest = f"<details><summary>已处理的{len(dealt)}条</summary>{folded}</details>" if dealt else ""
    return f'<div class="comments">{_new(headings, section, quote, typed)}{shown}{rest}</div>'


def _step(step: Step) -> str:
    if step.reason:
        return (
            f'<details class="returning"><summary>{step.title}</summary>'
            f'<form data-do="step" data-status="{step.status}"><div class="field">'
            '<label for="reason">退回原因（填报人会先看到）</label>'
            f'<textarea id="reason" name="reason" maxlength="{LONGEST}" required></textarea></div>'
            f'<button class="plain stop">{step.title}</button></form></details>'
        )
    style = "plain" if step.status == "drafting" else "plain primary"
    return f'<button type="button" class="{style}" data-do="step" data-status="{step.status}">{step.title}</button>'


def _waiting(found: Reviewing) -> str:
    if found.project.share == "reviewer":
        return "等填报人提交后，在这里审定或退回。"
    return "等审核人审定或退回。" if found.project.status == "submitted" else "已审定；要修改请审核人退回。"


def _new(headings: Mapping[str, str], section: str, quote: str, typed: str) -> str:
    names = {WHOLE: "整篇报告", **headings}
    options = "".join(
        f'<option value="{plain(id)}"{" selected" if id == section else ""}>{plain(name)}</option>'
        for id, name in names.items()
    )
    about = f"<blockquote>{plain(quote)}</blockquote>" if quote else ""
    return (
        f'<form data-do="comment" data-quote="{plain(quote)}"><div class="field"><label for="comment-section">批注</label>'
        f'<select id="comment-section" name="section">{options}</select></div>{about}'
        f'<div class="field"><label class="sr" for="comment-text">批注内容</label><textarea id="comment-text" name="text" '
        f'maxlength="{LONGEST}" placeholder="写下要核对或修改的地方" required>{plain(typed)}</textarea></div>'
        '<button class="plain">添加批注</button></form>'
    )


def _thread(thread: Thread, headings: Mapping[str, str]) -> str:
    one = thread.comment
    place = plain(headings.get(one.section, one.section) if one.section else "整篇报告")
    quote = ""
    if one.quote:
        gone = "" if thread.found else '<span class="tag warning">原文已改</span>'
        quote = f"<blockquote>{plain(one.quote)}{gone}</blockquote>"
    go = (
        f'<button type="button" class="link" data-do="go" data-section="{plain(one.section)}" '
        f'data-quote="{plain(one.quote)}">{place}</button>'
        if one.section
        else place
    )
    act, name = ("reopen", "重新打开") if one.resolved else ("resolve", "标为已处理")
    replies = "".join(map(_said, thread.replies))
    return (
        f'<article class="thread{" dealt" if one.resolved else ""}"><p class="path">{go}</p>{quote}{_said(one)}{replies}'
        f'<form data-do="reply" data-comment="{one.id}"><div class="field">'
        f'<label class="sr" for="reply-{one.id}">回复{plain(one.author)}的批注</label>'
        f'<input id="reply-{one.id}" name="text" maxlength="{LONGEST}" placeholder="回复" autocomplete="off" required></div>'
        f'<button class="plain small">回复</button>'
        f'<button type="button" class="plain small" data-do="{act}" data-comment="{one.id}">{name}</button></form></article>'
    )


def _said(one: Message) -> str:
    return f'<div class="said"><p><b>{plain(one.author)}</b> {timed(one.made_at)}</p>{_paragraphs(one.text)}</div>'


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{plain(line)}</p>" for line in text.splitlines() if line.strip())
