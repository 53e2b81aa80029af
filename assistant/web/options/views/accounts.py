"""Accounts and the log of what was done, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.store.people import ROLES, Person
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.administering import Entry


def people(known: Sequence[Person], login: bool) -> str:
    """Everybody with an account."""
    how = (
        ""
        if login
        else '<div class="note"><p>现在是本机单用户方式，不用登录。多人使用时设 <code>ASSISTANT_LOGIN=required</code>，'
        "或让程序监听局域网地址，用这里的账号登录。</p></div>"
    )
    if not known:
        return f'{how}<p class="hint">还没有账号。多人使用时，先添加一位管理员。</p>'
    rows = "".join(map(_person, known))
    return (
        f'{how}<table class="table"><thead><tr><th scope="col">用户名</th><th scope="col">姓名或岗位</th>'
        f'<th scope="col">角色</th><th scope="col">状态</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _person(one: Person) -> str:
    state = '<span class="tag sure">启用</span>' if one.active else '<span class="tag quiet">已停用</span>'
    return (
        f'<tr><th scope="row">{plain(one.name)}</th><td>{plain(one.display)}</td>'
        f"<td>{ROLES[one.role]}</td><td>{state}</td></tr>"
    )


def log(found: Sequence[Entry]) -> str:
    """The lines of the log, newest first, in the time of this machine."""
    if not found:
        return blank("没有记录", "换一个用户或项目再看。")
    rows = "".join(map(_entry, found))
    return (
        f'<p class="tally">最近{len(found)}条，新的在前。记录里没有正文、数字和密码。</p>'
        '<table class="table log"><thead><tr><th scope="col">时间</th><th scope="col">用户</th><th scope="col">操作</th>'
        f'<th scope="col">项目</th><th scope="col">说明</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _entry(one: Entry) -> str:
    project = plain(one.project_name or one.project)
    return (
        f'<tr><td class="timer">{one.at.astimezone():%Y-%m-%d %H:%M:%S}</td><td>{plain(one.who) or "—"}</td>'
        f"<td>{one.action}</td><td>{project}</td><td>{plain(one.detail)}</td></tr>"
    )


def sure(text: str) -> str:
    """That something was done."""
    return f'<p class="saved" role="status">{plain(text)}</p>'
