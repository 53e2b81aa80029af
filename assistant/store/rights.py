"""Who may see, change and move a project: its owner, those it is shared with, reviewers and administrators.

Asked within the transaction of what is done. What one may not see is `NotThere`, exactly like what is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from assistant.errors import NotAllowed, NotThere
from assistant.store.people import Person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.projects import Project
    from assistant.store.tables import ProjectRow

Share = Literal["owner", "editor", "reviewer"]
Status = Literal["drafting", "submitted", "returned", "approved"]
STATUSES: dict[Status, str] = {
    "drafting": "填报中",
    "submitted": "待审核",
    "returned": "已退回",
    "approved": "已审定",
}
STEPS: dict[Status, tuple[Status, ...]] = {
    "drafting": ("submitted",),
    "submitted": ("drafting", "returned", "approved"),
    "returned": ("drafting", "submitted"),
    "approved": ("returned",),
}


def next_steps(by: Person, project: Project) -> tuple[Status, ...]:
    """The states that this user may move the project to now."""
    return tuple(step for step in STEPS[project.status] if may_move(by, project.share, step))


def may_move(by: Person, share: Share, status: Status) -> bool:
    """Whether somebody with this share may bring a project into that state: who writes submits, who reviews decides."""
    judging = status in ("approved", "returned")
    return judging == (share == "reviewer") or by.role == "admin"


def visible(session: Session, by: Person, id: str) -> ProjectRow:
    """The project, if this user may see it. Raises `NotThere` in both other cases alike."""
    from assistant.store.tables import ProjectRow

    row = session.get(ProjectRow, id)
    if row is None or not _may_see(session, row, by):
        raise NotThere(
            "没有这个项目，或没有权限查看", hint="请从项目列表中打开；需要查看他人的项目请让创建人共享。"
        )
    return row


def all_visible(session: Session, by: Person, ids: Sequence[str]) -> list[ProjectRow]:
    """These projects, all at once. Raises `NotThere` for one that this user may not see."""
    from assistant.store.tables import ProjectRow

    rows = session.query(ProjectRow).filter(ProjectRow.id.in_(ids)).all()
    known = with_owners(session, by, rows)
    return [visible(session, by, id) for id in ids if known]


def with_owners(session: Session, by: Person, rows: Sequence[ProjectRow]) -> tuple[list[Any], ...]:
    """Owners and shares in two queries instead of two a project: held by the caller, the session finds them again."""
    from assistant.store.tables import MemberRow, UserRow

    owners = session.query(UserRow).filter(UserRow.id.in_({row.owner_id for row in rows})).all()
    return list(rows), owners, session.query(MemberRow).filter_by(user_id=by.id).all()


def editable(session: Session, by: Person, id: str) -> ProjectRow:
    """The project, if this user may change it. Raises `NotThere`, `NotAllowed`."""
    row = visible(session, by, id)
    if share_of(session, row, by) == "reviewer":
        raise NotAllowed("审核人只能批注，不能修改", hint="请退回给填报人修改。")
    if row.status in ("submitted", "approved"):
        said = STATUSES[cast(Status, row.status)]
        raise NotAllowed(f"项目“{said}”，不能修改", hint="请先撤回，或由审核人退回。")
    return row


def _may_see(session: Session, row: ProjectRow, by: Person) -> bool:
    from assistant.store.tables import MemberRow

    if row.owner_id == by.id or session.get(MemberRow, (row.id, by.id)):
        return True
    return by.role in ("reviewer", "admin") and row.status != "drafting"


def share_of(session: Session, row: ProjectRow, by: Person) -> Share:
    """What a user who may see the project may do with it."""
    from assistant.store.tables import MemberRow

    if row.owner_id == by.id:
        return "owner"
    member = session.get(MemberRow, (row.id, by.id))
    return cast(Share, member.role) if member else "reviewer"
