"""The right column: how complete the facts are and for what, what a reviewer would object to, and what is wrong."""

from __future__ import annotations

from html import escape

from assistant.workspace.filling import FilledForm
from assistant.workspace.filling_checks import Objection, Standing, Want, titled

_WORDS = {"error": "错误", "warning": "提醒", "info": "提示"}


def side(form: FilledForm, now: Standing) -> str:
    """The whole column."""
    return f"{_completeness(now)}{_wrong(form)}{_objections(form, now)}"


def _completeness(now: Standing) -> str:
    rows = "".join(map(_want, now.wants))
    there = f'<ul class="wants">{rows}</ul>' if rows else '<p class="hint">报告要用的都填了。</p>'
    tally = f"还缺{len(now.wants)}项" if now.wants else "没有缺项"
    return (
        f"<section><h3>完整度 {now.share}%<small>{tally}</small></h3>"
        f'<progress max="100" value="{now.share}" aria-label="完整度{now.share}%"></progress>{there}</section>'
    )


def _want(one: Want) -> str:
    sections, first = "、".join(one.sections), next(iter(one.sections), "")
    more = f"等{len(one.sections)}节" if len(one.sections) > 1 else ""
    return (
        f'<li>{_goto(one.path, one.title)}<span title="{escape(sections)}">{escape(first)}{more}</span></li>'
    )


def _goto(path: str, text: str) -> str:
    return (
        f'<button type="button" class="link" data-do="goto" data-at="{escape(path)}">{escape(text)}</button>'
    )


def _wrong(form: FilledForm) -> str:
    faults = [*form.wrong.items(), *((path, "两个人都改了，请选一个") for path in form.rivals)]
    if not faults:
        return ""
    rows = "".join(
        f'<li>{_goto(path, titled(path))}<p class="wrong">{escape(message)}</p></li>'
        for path, message in faults
    )
    return f'<section><h3>填写有误<small>{len(faults)}处</small></h3><ul class="objections">{rows}</ul></section>'


def _objections(form: FilledForm, now: Standing) -> str:
    rows = "".join(_objection(one, locked=bool(form.locked)) for one in now.objections)
    there = f'<ul class="objections">{rows}</ul>' if rows else '<p class="hint">没有发现问题。</p>'
    count = f"<small>{len(now.objections)}处</small>" if now.objections else ""
    return f"<section><h3>审核意见{count}</h3>{there}</section>"


def _objection(one: Objection, *, locked: bool) -> str:
    fix = ""
    if one.fix and not locked:
        fix = (
            f'<button type="button" class="plain small" data-do="fix" data-rule="{escape(one.rule)}" '
            f'data-at="{escape(one.path)}" data-text="{escape(one.fix.text)}">{escape(one.fix.label)}</button>'
        )
    return (
        f'<li><span class="tag {one.severity}">{_WORDS[one.severity]}</span> {_goto(one.path, one.title)}'
        f"<p>{escape(one.message)}</p>{fix}</li>"
    )
