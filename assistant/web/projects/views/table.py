"""The list of projects: a row each with how far it is; its acts unfold below it. Acts: see `manage.py`."""

from __future__ import annotations

from assistant.store.rights import STATUSES
from assistant.web.history.views.moments import timed
from assistant.web.projects.views.manage import managing
from assistant.web.projects.views.welcome import welcome
from assistant.web.regions import region
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.listing import Check, Listing, Row, Writing, pack_title

SHOWN = 100
_HEADS = ("项目", "年度", "状态", "数据完整度", "报告", "最近改动", "")
_DRAFT_STATES = {"writing": "起草中", "stopped": "已停止", "failed": "没有写完"}


def projects_list(found: Listing, *, sharing: bool) -> str:
    """All rows with their tally. `sharing`: there are other users."""
    if not found.total:
        if found.wish.archived:
            return blank("没有已归档的项目", "归档的项目会收在这里，随时可以取回。")
        return welcome()
    if not found.rows:
        return f"{_tally(found)}{blank('没有符合条件的项目', '请换个说法，或改选年度和状态。')}"
    heads = "".join(f"<span>{name}</span>" for name in _HEADS)
    rows = "".join(_item(row, sharing) for row in found.rows[:SHOWN])
    return f'{_tally(found)}<div class="project-list"><div class="heads" aria-hidden="true">{heads}</div><ul>{rows}</ul></div>'


def row_cells(row: Row) -> str:
    """What stands in a row."""
    one = row.project
    facts, draft = f"./facts/?p={plain(one.id)}", f"./draft/?p={plain(one.id)}"
    return (
        f'<div class="name"><a href="{facts}">{plain(one.name)}</a>{_tags(row)}'
        f"<small>{plain(one.unit)} · {plain(pack_title(one.pack))}</small></div>"
        f'<div class="year">{one.year}</div>'
        f'<div><span class="state {one.status}">{STATUSES[one.status]}</span></div>'
        f'<div class="facts">{_share(row, facts)}</div>'
        f'<div class="draft">{_draft(row.writing, draft)}{region(f"check-{one.id}", tag="span")}</div>'
        f'<div class="changed">{timed(row.changed_at)}<small>{plain(row.changed_by)}</small></div>'
    )


def checked(found: Check | None) -> str:
    """What is left to do in the report."""
    if found is None:
        return ""
    said = [
        f"{name}{number}" for name, number in (("待处理", found.faults), ("待补充", found.gaps)) if number
    ]
    return (
        f'<small class="open">{"，".join(said)}</small>' if said else '<small class="fine">检查无问题</small>'
    )


def _item(row: Row, sharing: bool) -> str:
    id, name = row.project.id, plain(row.project.name)
    cells = region(f"row-{id}", row_cells(row), attributes='class="cells"')
    panel = region(f"panel-{id}", managing(row, sharing=sharing))
    return f'<li>{cells}<details><summary aria-label="管理项目：{name}">管理</summary>{panel}</details></li>'


def _tally(found: Listing) -> str:
    shown = f"共{found.total}个{'已归档的' if found.wish.archived else ''}项目"
    if len(found.rows) != found.total:
        shown += f"，符合条件的{len(found.rows)}个"
    if len(found.rows) > SHOWN:
        shown += f"；只显示最近改动的{SHOWN}个，请用上面的条件缩小范围"
    return f'<p class="tally">{shown}</p>'


def _tags(row: Row) -> str:
    one = row.project
    tags = []
    if one.origin == "sample":
        tags.append('<span class="tag quiet">样例</span>')
    if one.share == "editor":
        tags.append(f'<span class="tag info">{plain(one.owner)}共享</span>')
    if one.share == "reviewer":
        tags.append(f'<span class="tag info">{plain(one.owner)}填报</span>')
    if row.members:
        names = "、".join(member.display for member in row.members)
        tags.append(f'<span class="tag quiet" title="{plain(names)}">共享{len(row.members)}人</span>')
    return "".join(tags)


def _share(row: Row, facts: str) -> str:
    if row.share is None:
        return f'<a class="wrong" href="{facts}">数据有误</a>'
    lacking = f"<small>缺{row.missing}项</small>" if row.missing else "<small>已齐</small>"
    return f'<progress max="100" value="{row.share}" aria-label="数据完整度"></progress><span>{row.share}%</span>{lacking}'


def _draft(writing: Writing | None, draft: str) -> str:
    if writing is None:
        return '<span class="none">未起草</span>'
    state = f"，{_DRAFT_STATES[writing.state]}" if writing.state in _DRAFT_STATES else ""
    return f'<a href="{draft}">{writing.done}/{writing.total}节{state}</a>'
