"""The evidence panel: what a figure or name rests on, down to the form; where else it is told; what to do without any."""

from __future__ import annotations

from assistant.web.draft.views.links import goto, to_field
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.evidence import Evidence, Told
from assistant.workspace.fixing import Fix
from assistant.workspace.grounds import Ground, Typed

ACTS = ("choose", "goto")
_STATES = {
    "traced": ("sure", "与填报一致"),
    "derived": ("sure", "由填报数据算出"),
    "contradicted": ("error", "与填报不符"),
    "untraced": ("error", "填报中没有依据"),
}
_OPEN_INPUTS = 8


def no_evidence() -> str:
    """Before anything was clicked."""
    return blank("还没有选中数字或名称", "点正文里带点线的数字或名称，这里显示它的出处、算法和填报人。")


def evidence_panel(evidence: Evidence, project_id: str) -> str:
    """All that is known of one figure or name."""
    style, state = _STATES[evidence.status]
    head = (
        f'<header><h3>{plain(evidence.text)}</h3><p class="path">{plain(evidence.kind)} '
        f'<span class="tag {style}">{state}</span> {goto(evidence.section, evidence.start, evidence.end, evidence.heading)}</p>'
        "</header>"
    )
    message = (
        f'<p class="note warning" role="status">{plain(evidence.message)}</p>' if evidence.message else ""
    )
    return (
        f'<div class="evidence">{head}{message}{_choices(evidence, project_id)}{_ground(evidence, project_id)}'
        f"{_nearest(evidence, project_id)}{_elsewhere(evidence)}</div>"
    )


def _ground(evidence: Evidence, project_id: str) -> str:
    if evidence.ground is None:
        return ""
    title = "填报的是" if evidence.status == "contradicted" else "出处"
    return f'<section><h4>{title}</h4><ul class="grounds">{_one(evidence.ground, project_id)}</ul></section>'


def _one(ground: Ground, project_id: str) -> str:
    """A fact with its place in the form; a derived value with what goes into it, level by level."""
    value = f'<b class="value">{plain(ground.text)}</b>' if ground.text else ""
    if ground.is_fact:
        return (
            f"<li><p>{to_field(project_id, ground.path, ground.title)} {value}</p>{_typed(ground.typed)}</li>"
        )
    formula = f'<p class="hint">算法：{plain(ground.formula)}</p>'
    worked = f'<p class="worked">{plain(ground.sum)}</p>' if ground.sum else ""
    rounding = f'<p class="hint">{plain(ground.rounding)}</p>' if ground.rounding else ""
    return f"<li><p>{plain(ground.title)} {value}</p>{formula}{worked}{rounding}{_inputs(ground, project_id)}</li>"


def _inputs(ground: Ground, project_id: str) -> str:
    items = "".join(_one(one, project_id) for one in ground.inputs)
    if not items:
        return ""
    if len(ground.inputs) > _OPEN_INPUTS:
        return f"<details><summary>用到的{len(ground.inputs)}项数据</summary><ul>{items}</ul></details>"
    return f"<ul>{items}</ul>"


def _typed(typed: Typed | None) -> str:
    if typed is None:
        return ""
    note = f"，{plain(typed.note)}" if typed.note else ""
    return f'<p class="hint">{plain(typed.by)}，{typed.at:%Y-%m-%d %H:%M}{note}</p>'


def _choices(evidence: Evidence, project_id: str) -> str:
    if not evidence.choices:
        return ""
    tools = "".join(_choice(evidence, one, project_id) for one in evidence.choices)
    return f'<section><h4>怎么办</h4><div class="tools">{tools}</div></section>'


def _choice(evidence: Evidence, fix: Fix, project_id: str) -> str:
    if fix.way == "field":
        return to_field(project_id, fix.field, fix.label)
    title = f' title="{plain(fix.told)}"' if fix.told else ""
    return (
        f'<button type="button" class="plain small" data-do="choose" data-section="{plain(evidence.section)}" '
        f'data-start="{evidence.start}" data-end="{evidence.end}" data-choice="{plain(fix.id)}"{title}>{plain(fix.label)}</button>'
    )


def _nearest(evidence: Evidence, project_id: str) -> str:
    if not evidence.nearest:
        return ""
    items = "".join(_one(one, project_id) for one in evidence.nearest)
    return f'<section><h4>名称相近的填报数据</h4><ul class="grounds">{items}</ul></section>'


def _elsewhere(evidence: Evidence) -> str:
    if not evidence.elsewhere:
        return ""
    items = "".join(map(_told, evidence.elsewhere))
    return (
        f"<section><h4>还写到它的地方 <small>{len(evidence.elsewhere)}处</small></h4>"
        f'<ul class="places">{items}</ul></section>'
    )


def _told(one: Told) -> str:
    words = f"{plain(one.before)}<mark>{plain(one.text)}</mark>{plain(one.after)}"
    return f'<li>{goto(one.section, one.start, one.end, one.heading)}<p class="around">…{words}…</p></li>'
