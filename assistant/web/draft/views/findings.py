"""The findings of a draft, the gravest first: each with its place, what is wrong, and buttons that mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.review.findings import Finding
from assistant.web.draft.views.links import goto, to_field
from assistant.web.draft.views.severity import MEANINGS, SEVERITIES
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.fixing import Fix, finding_id

ACTS = ("fix", "goto", "rewrite", "todo")
_MARKS = ("missing_fact", "to_verify")
_QUOTED = 60


def counts(findings: Sequence[Finding]) -> str:
    """错误1处、提醒2处; 未发现问题 where there is none."""
    found = [(name, sum(one.severity == key for one in findings)) for key, name in SEVERITIES.items()]
    return "、".join(f"{name}{number}处" for name, number in found if number) or "未发现问题"


def findings_panel(
    findings: Sequence[Finding],
    fixes: Mapping[str, Sequence[Fix]],
    headings: Mapping[str, str],
    project_id: str,
) -> str:
    """All findings in groups; `fixes` by the finding's id, `headings` by the section's."""
    marks = [one for one in findings if one.rule in _MARKS]
    others = [one for one in findings if one.rule not in _MARKS]
    groups = [(key, [one for one in others if one.severity == key]) for key in SEVERITIES]
    lists = "".join(_group(key, found, fixes, headings, project_id) for key, found in groups if found)
    if not lists and not marks:
        return blank("没有发现问题", "每个数字和名称都有出处，得分、等级、合计前后一致。定稿前请通读一遍。")
    return f'<div class="findings"><p class="tally">{counts(others)}</p>{_marks(len(marks))}{lists}</div>'


def _marks(number: int) -> str:
    """The marks in the text are dealt with in the to-do list."""
    if not number:
        return ""
    button = '<button type="button" class="link" data-do="todo">到“待补”处理</button>'
    return f'<p class="hint">正文另有{number}处待补充、待核实的标记，{button}。</p>'


def _group(
    severity: str,
    found: Sequence[Finding],
    fixes: Mapping[str, Sequence[Fix]],
    headings: Mapping[str, str],
    project_id: str,
) -> str:
    items = "".join(_item(one, fixes.get(finding_id(one), ()), headings, project_id) for one in found)
    return (
        f"<section><h3>{SEVERITIES[severity]} <small>{len(found)}处，{MEANINGS[severity]}</small></h3>"
        f'<ul class="entries">{items}</ul></section>'
    )


def _item(one: Finding, fixes: Sequence[Fix], headings: Mapping[str, str], project_id: str) -> str:
    id = finding_id(one)
    where = plain(headings.get(one.section, "填报数据" if one.path else "全文"))
    tag = f'<span class="tag {one.severity}">{SEVERITIES[one.severity]}</span>'
    words = one.text.strip()
    cut = f"{words[:_QUOTED]}…" if len(words) > _QUOTED else words
    quote = f'<q class="quoted">{plain(cut)}</q>' if cut and one.section and one.start < one.end else ""
    return (
        f'<li class="entry" id="finding-{id}"><p class="path">{tag} {where}</p>{quote}'
        f'<p class="what">{plain(one.message)}</p>{_tools(id, one, fixes, project_id)}</li>'
    )


def _tools(id: str, one: Finding, fixes: Sequence[Fix], project_id: str) -> str:
    """The surest fix as a button, the others behind 其他改法 where there are many."""
    mending = [_fix(id, fix) for fix in fixes if fix.way in ("text", "fact")]
    others = [_other(one, fix, project_id) for fix in fixes if fix.way not in ("text", "fact")]
    shown, folded = mending[:2], mending[2:]
    more = (
        f'<details class="more"><summary>其他改法</summary><div class="tools">{"".join(folded)}</div></details>'
        if folded
        else ""
    )
    tools = "".join([*shown, *others])
    return f'<div class="tools">{tools}</div>{more}' if tools else ""


def _fix(id: str, fix: Fix) -> str:
    title = f' title="{plain(fix.told)}"' if fix.told else ""
    return (
        f'<button type="button" class="plain small" data-do="fix" data-finding="{id}" data-fix="{plain(fix.id)}"{title}>'
        f"{plain(fix.label)}</button>"
    )


def _other(one: Finding, fix: Fix, project_id: str) -> str:
    if fix.way == "field":
        return to_field(project_id, fix.field, fix.label)
    if fix.way == "go":
        return goto(one.section, one.start, one.end, fix.label)
    return (
        f'<button type="button" class="link" data-do="rewrite" data-section="{plain(one.section)}" data-start="{one.start}" '
        f'data-end="{one.end}" data-instruction="{plain(fix.instruction)}">{plain(fix.label)}</button>'
    )
