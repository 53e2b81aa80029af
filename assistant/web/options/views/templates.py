"""The unit's own templates as HTML: those that are kept, and the outline of one that is on its way."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.outline.deriving import DerivedSection, PackDraft
from assistant.outline.kinds import Kind
from assistant.web.views.card import trouble
from assistant.web.views.words import plain
from assistant.workspace.templates import OwnTemplate

# A section has seldom more kinds; the others stay as they are until the first is changed.
SLOTS = 2


def kept(known: Sequence[OwnTemplate], asked: str = "") -> str:
    """The templates of this installation; `asked` is the one that was clicked to be removed."""
    if not known:
        return '<p class="hint">还没有本单位模板。</p>'
    rows = "".join(_row(one, one.id == asked) for one in known)
    return (
        '<table class="table"><thead><tr><th scope="col">名称</th><th scope="col">来源</th>'
        '<th scope="col" class="number">标题</th><th scope="col" class="number">使用的项目</th><th scope="col"></th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(one: OwnTemplate, asked: bool) -> str:
    source = trouble("这个模板有误，不能使用", one.fault) if one.fault else plain(one.source)
    return (
        f'<tr><th scope="row">{plain(one.title)}<span class="hint">　编号 {plain(one.id)}</span></th><td>{source}</td>'
        f'<td class="number">{one.sections}</td><td class="number">{one.uses}</td><td>{_buttons(one, asked)}</td></tr>'
    )


def _buttons(one: OwnTemplate, asked: bool) -> str:
    name = plain(one.title)
    if not asked:
        return (
            f'<button type="button" class="link" data-do="ask" data-template="{plain(one.id)}" '
            f'aria-label="删除“{name}”">删除</button>'
        )
    return (
        f'<button type="button" class="plain stop small" data-do="remove" data-template="{plain(one.id)}" '
        f'aria-label="确定删除“{name}”">确定删除</button> '
        '<button type="button" class="link" data-do="ask" data-template="">不删</button>'
    )


def outline(draft: PackDraft) -> str:
    """The sections with their kinds to choose, the doubtful ones marked, and what else a person should know."""
    doubtful = sum(not one.sure for one in draft.sections)
    lead = f"认出{len(draft.sections)}个标题" + (
        f"，其中{doubtful}个请核对。" if doubtful else "，都有把握。"
    )
    notes = "".join(f"<li>{plain(note)}</li>" for note in draft.notes)
    rows = "".join(map(_section, draft.sections))
    cover = "、".join(plain(line.label) for line in draft.pack.cover.lines) or "没有认出"
    return (
        f'<p class="tally" role="status">{lead}</p>{f"<ul class=notes>{notes}</ul>" if notes else ""}'
        f'<p class="hint">报告标题：{plain(_shown(draft.pack.report_title))}　封面和落款要填的：{cover}</p>'
        '<table class="table kinds"><thead><tr><th scope="col">标题</th><th scope="col">主要讲</th>'
        '<th scope="col">还讲</th><th scope="col">正文</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _section(one: DerivedSection) -> str:
    flag = "" if one.sure else '<span class="tag warning">请核对</span>'
    more = "、".join(kind.label for kind in one.kinds[SLOTS:])
    also = f'<span class="hint">　另有：{more}</span>' if more else ""
    text = '<span class="tag sure">由程序写</span>' if one.told else '<span class="tag quiet">只留标题</span>'
    slots = "".join(f"<td>{_choice(one, slot)}{also if slot else ''}</td>" for slot in range(SLOTS))
    return f'<tr><th scope="row" class="level-{one.level}">{plain(one.heading)}{flag}</th>{slots}<td>{text}</td></tr>'


def _choice(one: DerivedSection, slot: int) -> str:
    chosen = one.kinds[slot] if len(one.kinds) > slot else None
    blank = "（没有）" if slot else "（只留标题）"
    options = "".join(
        f'<option value="{kind.value}"{" selected" if kind is chosen else ""}>{kind.label}</option>'
        for kind in Kind
    )
    label = f"“{plain(one.heading)}”{'还' if slot else '主要'}讲什么"
    return (
        f'<select data-do="kind" data-place="{plain(one.place)}" data-slot="{slot}" aria-label="{label}">'
        f'<option value="">{blank}</option>{options}</select>'
    )


def _shown(title: str) -> str:
    for name, words in {"unit": "〔单位〕", "project": "〔项目〕", "year": "〔年度〕"}.items():
        title = title.replace(f"{{{name}}}", words)
    return title
