"""What can be done with a project as a whole. Acts (`data-do`, each with `data-project`):

pack (value)                another locality pack
share (who, role)           let somebody edit or review it
unshare (data-who)          not any more
archive, unarchive          out of the list and back
"""

from __future__ import annotations

from assistant.store.projects import Member
from assistant.web.regions import region
from assistant.web.views.card import trouble
from assistant.web.views.words import plain
from assistant.workspace.listing import SHARED_AS, Row, packs


def managing(row: Row, *, sharing: bool, note: str = "") -> str:
    """The acts that this person has; `note` is what came of the last one."""
    one = row.project
    if one.share == "reviewer":
        parts = '<p class="hint">您是审核人，可以查看和批注，在“历史”页审定或退回。</p>'
    else:
        parts = _pack(row) + (_sharing(row) if sharing else "") + _archive(row)
    links = (
        f'<p class="links"><a href="./problems/?p={plain(one.id)}">问题</a>'
        f'<a href="./draft/?p={plain(one.id)}">报告</a><a href="./history/?p={plain(one.id)}">历史</a></p>'
    )
    said = region(f"note-{one.id}", note, attributes='aria-live="polite"')
    return f'<div class="managing">{links}{parts}{said}</div>'


def archived_note(name: str, id: str) -> str:
    """A project has left the list; it comes back by one click."""
    return (
        f'<div class="note sure" role="status"><p>已归档“{plain(name)}”，内容都还在。'
        f'<button type="button" class="link" data-do="unarchive" data-project="{plain(id)}">撤销</button></p></div>'
    )


def done(text: str) -> str:
    """It went well."""
    return f'<p class="saved" role="status">{plain(text)}</p>'


def refused(message: str, hint: str) -> str:
    """It did not."""
    return trouble(message, hint)


def _pack(row: Row) -> str:
    id = plain(row.project.id)
    known = list(packs())
    if row.project.pack not in [name for _, name in known]:
        known.insert(0, (f"{row.project.pack}（已不可用）", row.project.pack))
    options = "".join(
        f'<option value="{plain(name)}"{" selected" if name == row.project.pack else ""}>{plain(title)}</option>'
        for title, name in known
    )
    locked = " disabled" if row.project.status in ("submitted", "approved") else ""
    return (
        f'<div class="field"><label for="pack-{id}">地方模板</label>'
        f'<select id="pack-{id}" data-do="pack" data-project="{id}"{locked}>{options}</select>'
        f'<p class="hint">{"先撤回，才能更换。" if locked else "更换后重新起草才生效，已写的报告不变。"}</p></div>'
    )


def _sharing(row: Row) -> str:
    if row.project.share != "owner":
        return ""
    id = plain(row.project.id)
    roles = "".join(f'<option value="{role}">{name}</option>' for role, name in SHARED_AS.items())
    members = "".join(_member(id, one) for one in row.members)
    listed = f'<ul class="members">{members}</ul>' if members else '<p class="hint">还没有共享给别人。</p>'
    return (
        f'<form class="sharing" data-do="share" data-project="{id}">'
        f'<div class="field"><label for="who-{id}">共享给（用户名）</label>'
        f'<input id="who-{id}" name="who" maxlength="60" autocomplete="off" required></div>'
        f'<div class="field"><label for="role-{id}">方式</label><select id="role-{id}" name="role">{roles}</select></div>'
        f'<button class="plain">共享</button>{listed}</form>'
    )


def _member(id: str, one: Member) -> str:
    return (
        f"<li>{plain(one.display)}（{plain(one.name)}）：{SHARED_AS.get(one.role, '')}"
        f'<button type="button" class="link" data-do="unshare" data-project="{id}" data-who="{plain(one.name)}" '
        f'aria-label="取消与{plain(one.display)}的共享">取消</button></li>'
    )


def _archive(row: Row) -> str:
    id, archived = plain(row.project.id), row.project.archived
    name, hint = (
        ("取回到列表", "") if archived else ("归档", "归档后不在列表中显示，内容都保留，可随时取回。")
    )
    act = "unarchive" if archived else "archive"
    return (
        f'<div class="archiving"><button type="button" class="plain" data-do="{act}" data-project="{id}">{name}</button>'
        f'<p class="hint">{hint}</p></div>'
    )
