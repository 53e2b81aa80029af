"""Accounts and the log of what was done: for administrators; one's own password for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from assistant.errors import InputError, NotAllowed, NotThere
from assistant.store.people import LOCAL, ROLES, Person, Role
from assistant.workspace.workspace import Workspace

_READ = 2000
"""Entries that are looked through for a filter."""
ACTIONS = {
    "login": "登录",
    "login.failed": "登录失败",
    "logout": "退出",
    "user.add": "添加用户",
    "user.change": "修改用户",
    "project.create": "新建项目",
    "project.share": "共享项目",
    "project.pack": "更换地方模板",
    "project.drafting": "撤回项目",
    "project.submitted": "提交审核",
    "project.returned": "退回项目",
    "project.approved": "审定项目",
    "project.archive": "归档或恢复项目",
    "facts.save": "保存事实",
    "draft.start": "开始起草",
    "suggestion.chosen": "采用建议",
    "suggestion.edited": "修改后采用建议",
    "suggestion.rejected": "不采用建议",
    "suggestion.open": "撤销对建议的决定",
    "upload.keep": "上传文件",
    "template.save": "添加本单位模板",
    "template.remove": "删除本单位模板",
    "version.mark": "命名版本",
    "proposal.settle": "处理修改建议",
    "proposal.decide": "处理修改建议",
    "talk.user": "发出修改要求",
    "talk.assistant": "收到修改建议",
    "talk.reviewer": "批注",
    "talk.reply": "回复批注",
    "talk.resolve": "处理批注",
    "section.revise": "修改章节",
}
_DETAILS = {
    "role": "角色",
    "active": "启用",
    "password": "重设密码",
    "address": "来自",
    "archived": "归档",
    "pack": "模板",
    "size": "字节",
    "section": "章节",
    "accepted": "采用处数",
    "hunks": "处数",
    "resolved": "已处理",
}


@dataclass(frozen=True)
class Entry:
    """A line of the log in words. `project` is its id, `project_name` empty for one that this person may not see."""

    at: datetime
    who: str
    action: str
    project: str
    project_name: str
    detail: str


def people(workspace: Workspace, by: Person) -> Sequence[Person]:
    """Everybody with an account. Raises `NotAllowed`."""
    return [one for one in workspace.people.all(by) if one.name != LOCAL]


def add_person(workspace: Workspace, by: Person, name: str, display: str, password: str, role: str) -> Person:
    """A new account; the first one is an administrator's. Raises `NotAllowed`, `InputError`."""
    wanted = _role(role)
    if wanted != "admin" and not _admins(workspace, by):
        raise InputError("还没有能登录的管理员", hint="第一个账号请选“管理员”，以后才有人能管理用户。")
    return workspace.people.add(by, name, display, password, wanted)


def set_role(workspace: Workspace, by: Person, name: str, role: str) -> Person:
    """Another role for somebody else. Raises `NotAllowed`, `NotThere`, `InputError`."""
    _another(by, name, "不能改自己的角色")
    wanted = _role(role)
    if wanted != "admin":
        _not_the_last(workspace, by, name)
    return workspace.people.change(by, name, role=wanted)


def set_active(workspace: Workspace, by: Person, name: str, active: bool) -> Person:
    """Lets somebody else in, or out at once. Raises `NotAllowed`, `NotThere`."""
    _another(by, name, "不能停用自己")
    if not active:
        _not_the_last(workspace, by, name)
    return workspace.people.change(by, name, active=active)


def reset_password(workspace: Workspace, by: Person, name: str, password: str) -> None:
    """A new password for somebody; their logins end. Raises `NotAllowed`, `NotThere`, `InputError`."""
    if by.role != "admin":
        raise NotAllowed("只有管理员可以重设密码", hint="请联系管理员。")
    _another(by, name, "改自己的密码请用“我的密码”")
    workspace.people.change(by, name, password=password)


def change_password(workspace: Workspace, by: Person, present: str, new: str, again: str) -> None:
    """One's own password, by who knows the present one; all one's logins end. Raises `NotAllowed`, `InputError`."""
    if by.name == LOCAL:
        raise NotAllowed("本机单用户方式没有密码", hint="多人使用请先添加用户。")
    if new != again:
        raise InputError("两次输入的新密码不一样", hint="请重新输入。")
    try:
        _, token = workspace.people.log_in(by.name, present)
    except NotAllowed:
        raise NotAllowed("现在的密码不对", hint="请重新输入；忘记密码请找管理员重设。") from None
    workspace.people.log_out(token)
    workspace.people.change(by, by.name, password=new)


def entries(
    workspace: Workspace, by: Person, *, user: int | None = None, project: str = "", limit: int = 200
) -> list[Entry]:
    """The latest entries of the log, newest first, of one user or one project where wanted. Raises `NotAllowed`."""
    found = workspace.audit.events(by, project or None, _READ)
    chosen = [one for one in found if user is None or one.user == user][:limit]
    names = {one.id: one.display for one in workspace.people.all(by)}
    projects = _names(workspace, by, {one.project for one in chosen if one.project})
    return [
        Entry(
            one.at,
            names.get(one.user, "") if one.user is not None else "",
            _action(one.action),
            one.project or "",
            projects.get(one.project or "", ""),
            _detail(one.detail, names),
        )
        for one in chosen
    ]


def projects_in_log(workspace: Workspace, by: Person) -> dict[str, str]:
    """The projects that the log speaks of, by id: the name, or the id where this person may not see it."""
    ids = dict.fromkeys(one.project for one in workspace.audit.events(by, None, _READ) if one.project)
    names = _names(workspace, by, ids)
    return {id: names.get(id, id) for id in ids}


def _role(role: str) -> Role:
    for known in get_args(Role):
        if role == known:
            return known
    raise InputError("没有这个角色", hint=f"可选：{'、'.join(ROLES.values())}。")


def _another(by: Person, name: str, refusal: str) -> None:
    """An administrator cannot lock themselves out, nor give the passwordless account of this machine a password."""
    if name == by.name:
        raise NotAllowed(refusal, hint="请由另一位管理员办理。")
    if name == LOCAL:
        raise NotThere("没有这个用户", hint="请刷新页面后重选。")


def _admins(workspace: Workspace, by: Person) -> list[str]:
    """Administrators who can log in."""
    return [one.name for one in people(workspace, by) if one.active and one.role == "admin"]


def _not_the_last(workspace: Workspace, by: Person, name: str) -> None:
    if _admins(workspace, by) == [name]:
        raise NotAllowed("这是唯一能登录的管理员", hint="请先添加另一位管理员。")


def _names(workspace: Workspace, by: Person, ids: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for id in ids:
        try:
            found[id] = workspace.projects.get(by, id).name
        except NotThere:
            continue
    return found


def _action(action: str) -> str:
    return ACTIONS.get(action) or ACTIONS.get(action.partition(".")[0], "其他操作")


def _detail(detail: Mapping[str, Any], names: Mapping[int, str]) -> str:
    said = []
    for name, value in detail.items():
        if name == "user":
            said.append(names.get(value, "") if isinstance(value, int) else "")
        elif name in _DETAILS:
            said.append(_told(name, value))
    return "，".join(filter(None, said))


def _told(name: str, value: object) -> str:
    title = _DETAILS[name]
    if isinstance(value, bool):
        if name == "password":
            return title if value else ""
        return title if value else f"未{title}"
    text = ROLES.get(value, str(value)) if name == "role" else str(value)  # type: ignore[call-overload]
    return f"{title}{text}" if text else ""
