"""Projects and the history of their facts. A user sees their own projects and those shared with them, no others."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from assistant.errors import NotAllowed, NotThere, Stale
from assistant.store.audit import note
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.rights import (
    STATUSES,
    STEPS,
    Share,
    Status,
    all_visible,
    editable,
    may_move,
    share_of,
    visible,
    with_owners,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from assistant.store.tables import FactsRow, ProjectRow

Origin = Literal["blank", "file", "last", "sample"]


@dataclass(frozen=True)
class Project:
    """A project as its list shows it; `share` is what the user may do with it, `last` the project of the year before that
    it was copied from.
    """

    id: str
    name: str
    unit: str
    year: int
    pack: str
    status: Status
    share: Share
    owner: str
    changed_at: datetime
    archived: bool = False
    origin: Origin = "blank"
    last: str | None = None


@dataclass(frozen=True)
class Member:
    """Somebody whom a project is shared with."""

    name: str
    display: str
    role: Share


@dataclass(frozen=True)
class Deed:
    """Something that was done to a project, by the display name of who did it. `detail` holds ids and counts."""

    at: datetime
    who: str
    action: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class FactsRevision:
    """The facts as they were saved once: a tree for `facts_from_tree`."""

    id: int
    tree: dict[str, Any]
    author: str
    note: str
    made_at: datetime


class Projects:
    """The projects of a workspace. Every call names who acts; what they may not see is `NotThere`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self,
        by: Person,
        tree: dict[str, Any],
        pack: str,
        remark: str = "新建",
        origin: Origin = "blank",
        last: str | None = None,
    ) -> Project:
        """A project from a first state of its facts (with report.year, report.unit and project.name). `last` is the
        project of the year before. Raises `NotThere` where the user may not see that one.
        """
        from assistant.store.tables import FactsRow, ProjectRow

        with self._database.session() as session:
            if last is not None:
                visible(session, by, last)
            row = ProjectRow(
                id=secrets.token_hex(6),
                owner_id=by.id,
                pack=pack,
                origin=origin,
                last_id=last,
                **_head(tree),
            )
            session.add(row)
            session.flush()
            session.add(FactsRow(project_id=row.id, tree=tree, author_id=by.id, note=remark[:300]))
            note(session, by, row.id, "project.create")
            session.flush()
            return _project(session, row, "owner")

    def list(self, by: Person, archived: bool = False) -> Sequence[Project]:
        """The user's projects, those changed last first. Reviewers see what was submitted to anybody too."""
        from sqlalchemy import or_

        from assistant.store.tables import MemberRow, ProjectRow

        with self._database.reading() as session:
            shared = session.query(MemberRow.project_id).filter_by(user_id=by.id)
            mine = [ProjectRow.owner_id == by.id, ProjectRow.id.in_(shared)]
            if by.role in ("reviewer", "admin"):
                mine.append(ProjectRow.status != "drafting")
            rows = session.query(ProjectRow).filter(ProjectRow.archived == archived, or_(*mine))
            ordered = rows.order_by(ProjectRow.changed_at.desc(), ProjectRow.id).all()
            known = with_owners(session, by, ordered)
            return [_project(session, row, share_of(session, row, by)) for row in ordered if known]

    def get(self, by: Person, id: str) -> Project:
        """One project. Raises `NotThere`."""
        with self._database.reading() as session:
            row = visible(session, by, id)
            return _project(session, row, share_of(session, row, by))

    def facts(self, by: Person, id: str, revision: int | None = None) -> FactsRevision:
        """The facts as they stand, or as they once stood. Raises `NotThere`."""
        with self._database.reading() as session:
            visible(session, by, id)
            return _facts(
                session, _latest(session, id) if revision is None else _revision(session, id, revision)
            )

    def by_pack(self) -> Counter[str]:
        """How many projects are written by each pack, whoever they belong to; a draft needs the pack it was written by."""
        from assistant.store.tables import DraftRow, ProjectRow

        with self._database.reading() as session:
            pairs = {(id, pack) for id, pack in session.query(ProjectRow.id, ProjectRow.pack)}
            pairs |= {(id, pack) for id, pack in session.query(DraftRow.project_id, DraftRow.pack)}
        return Counter(pack for _, pack in pairs)

    def trees(self, by: Person, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """The facts of each of these projects as they stand. Raises `NotThere` for one not to be seen."""
        from sqlalchemy import func

        from assistant.store.tables import FactsRow

        with self._database.reading() as session:
            known = [row.id for row in all_visible(session, by, ids)]
            latest = session.query(func.max(FactsRow.id)).filter(FactsRow.project_id.in_(known))
            rows = session.query(FactsRow).filter(
                FactsRow.id.in_(latest.group_by(FactsRow.project_id).scalar_subquery())
            )
            return {row.project_id: row.tree for row in rows}

    def history(self, by: Person, id: str) -> Sequence[FactsRevision]:
        """All states of the facts, newest first. Raises `NotThere`."""
        from assistant.store.tables import FactsRow

        with self._database.reading() as session:
            visible(session, by, id)
            rows = session.query(FactsRow).filter_by(project_id=id).order_by(FactsRow.id.desc())
            return [_facts(session, row) for row in rows]

    def save(
        self, by: Person, id: str, tree: dict[str, Any], based_on: int, remark: str = ""
    ) -> FactsRevision:
        """A new state of the facts upon the one it was made from. Raises `Stale` where that is not the last any more,
        `NotAllowed`, `NotThere`. Saving what stands there already changes nothing.
        """
        from sqlalchemy.exc import IntegrityError

        from assistant.store.tables import FactsRow, now

        try:
            with self._database.session() as session:
                row = editable(session, by, id)
                latest = _latest(session, id)
                if latest.tree == tree:
                    return _facts(session, latest)
                if latest.id != based_on:
                    raise _stale(session, latest)
                new = FactsRow(
                    project_id=id,
                    parent_id=latest.id,
                    parent_key=latest.id,
                    tree=tree,
                    author_id=by.id,
                    note=remark[:300],
                )
                session.add(new)
                for field, value in _head(tree).items():
                    setattr(row, field, value)
                row.changed_at = now()
                note(session, by, id, "facts.save")
                session.flush()
                return _facts(session, new)
        except IntegrityError:  # somebody saved in the same moment
            with self._database.session() as session:
                raise _stale(session, _latest(session, id)) from None

    def share(
        self, by: Person, id: str, with_whom: Person, role: Literal["editor", "reviewer"] | None
    ) -> None:
        """Lets another user edit or review a project, or (None) not any more. Raises `NotAllowed` for who does not own it."""
        from assistant.store.tables import MemberRow

        with self._database.session() as session:
            row = visible(session, by, id)
            if row.owner_id != by.id and by.role != "admin":
                raise NotAllowed("只有项目的创建人可以共享它", hint="请联系创建人。")
            member = session.get(MemberRow, (id, with_whom.id))
            if role is None and member is not None:
                session.delete(member)
            elif role is not None:
                session.merge(MemberRow(project_id=id, user_id=with_whom.id, role=role))
            note(session, by, id, "project.share", user=with_whom.id, role=role or "")

    def members(self, by: Person, ids: Sequence[str]) -> dict[str, list[Member]]:
        """Whom each of these projects is shared with, by display name. Raises `NotThere` for one not to be seen."""
        from assistant.store.tables import MemberRow, UserRow

        with self._database.reading() as session:
            known = all_visible(session, by, ids)
            rows = session.query(MemberRow, UserRow).join(UserRow, UserRow.id == MemberRow.user_id)
            found: dict[str, list[Member]] = {row.id: [] for row in known}
            for member, user in rows.filter(MemberRow.project_id.in_(ids)).order_by(UserRow.display):
                found[member.project_id].append(Member(user.name, user.display, cast(Share, member.role)))
            return found

    def deeds(self, by: Person, id: str) -> Sequence[Deed]:
        """What was done to a project as a whole (created, shared, moved on, archived), oldest first."""
        from assistant.store.tables import EventRow, UserRow

        with self._database.reading() as session:
            visible(session, by, id)
            rows = session.query(EventRow, UserRow).join(UserRow, UserRow.id == EventRow.user_id)
            rows = rows.filter(EventRow.project_id == id, EventRow.action.startswith("project."))
            return [
                Deed(event.made_at, user.display, event.action, event.detail)
                for event, user in rows.order_by(EventRow.id)
            ]

    def last_deeds(self, by: Person, ids: Sequence[str]) -> dict[str, Deed]:
        """The latest of everything that was done to each of these projects. Raises `NotThere` for one not to be seen."""
        from sqlalchemy import func

        from assistant.store.tables import EventRow, UserRow

        with self._database.reading() as session:
            known = all_visible(session, by, ids)
            latest = session.query(func.max(EventRow.id)).filter(
                EventRow.project_id.in_([row.id for row in known])
            )
            rows = session.query(EventRow, UserRow).join(UserRow, UserRow.id == EventRow.user_id)
            rows = rows.filter(EventRow.id.in_(latest.group_by(EventRow.project_id).scalar_subquery()))
            return {
                str(event.project_id): Deed(event.made_at, user.display, event.action, event.detail)
                for event, user in rows
            }

    def change_pack(self, by: Person, id: str, pack: str) -> Project:
        """Another locality pack for what is written from now on. Raises `NotThere`, `NotAllowed`."""
        from assistant.store.tables import now

        with self._database.session() as session:
            row = editable(session, by, id)
            if row.pack != pack:
                row.pack, row.changed_at = pack, now()
                note(session, by, id, "project.pack", pack=pack)
                session.flush()
            return _project(session, row, share_of(session, row, by))

    def move(self, by: Person, id: str, status: Status, comment: int | None = None) -> Project:
        """To another state: submitted by who edits, approved or returned by a reviewer; `comment` is the message that
        gives the reason. Raises `NotAllowed`.
        """
        from assistant.store.tables import now

        with self._database.session() as session:
            row = visible(session, by, id)
            share = share_of(session, row, by)
            if status not in STEPS[cast(Status, row.status)]:
                raise NotAllowed(
                    f"项目现在是“{STATUSES[cast(Status, row.status)]}”，不能改为“{STATUSES[status]}”"
                )
            if not may_move(by, share, status):
                raise NotAllowed("审定和退回由审核人办理，提交由填报人办理", hint="请找有权限的人办理。")
            row.status, row.changed_at = status, now()
            note(session, by, id, f"project.{status}", **({"comment": comment} if comment else {}))
            session.flush()
            return _project(session, row, share)

    def archive(self, by: Person, id: str, archived: bool = True) -> None:
        """Puts a project out of sight, or back, also one that is approved. Nothing is deleted."""
        with self._database.session() as session:
            row = visible(session, by, id)
            if share_of(session, row, by) == "reviewer":
                raise NotAllowed("审核人不能归档项目", hint="请由项目的创建人归档。")
            row.archived = archived
            note(session, by, id, "project.archive", archived=archived)


def _head(tree: dict[str, Any]) -> dict[str, Any]:
    report, project = tree.get("report", {}), tree.get("project", {})
    return {
        "name": str(project.get("name", ""))[:300],
        "unit": str(report.get("unit", ""))[:200],
        "year": int(report.get("year") or 0),
    }


def _project(session: Session, row: ProjectRow, share: Share) -> Project:
    from assistant.store.tables import UserRow

    owner = session.get_one(UserRow, row.owner_id).display
    return Project(
        row.id,
        row.name,
        row.unit,
        row.year,
        row.pack,
        cast(Status, row.status),
        share,
        owner,
        row.changed_at,
        row.archived,
        cast(Origin, row.origin),
        row.last_id,
    )


def _latest(session: Session, project: str) -> FactsRow:
    from assistant.store.tables import FactsRow

    return session.query(FactsRow).filter_by(project_id=project).order_by(FactsRow.id.desc()).limit(1).one()


def _revision(session: Session, project: str, id: int) -> FactsRow:
    from assistant.store.tables import FactsRow

    row = session.get(FactsRow, id)
    if row is None or row.project_id != project:
        raise NotThere("没有这个版本", hint="请从历史记录中选择。")
    return row


def _facts(session: Session, row: FactsRow) -> FactsRevision:
    from assistant.store.tables import UserRow

    author = session.get_one(UserRow, row.author_id).display
    return FactsRevision(row.id, row.tree, author, row.note, row.made_at)


def _stale(session: Session, latest: FactsRow) -> Stale:
    author = _facts(session, latest).author
    return Stale(
        f"{author}刚刚改过这个项目的数据", latest.id, hint="您的改动没有丢，请对照最新内容后再保存。"
    )
