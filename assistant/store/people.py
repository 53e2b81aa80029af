"""People: accounts with roles, logins that expire. Passwords are kept as argon2 hashes, tokens as digests."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal, cast

from assistant.errors import InputError, NotAllowed, NotThere
from assistant.store.audit import note
from assistant.store.database import Database

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from sqlalchemy.orm import Session

    from assistant.store.tables import UserRow

Role = Literal["drafter", "reviewer", "admin"]
ROLES: dict[Role, str] = {"drafter": "填报人", "reviewer": "审核人", "admin": "管理员"}
LOCAL = "local"
"""The account of single-user mode: no password, so nobody can log in as it."""
MIN_PASSWORD = 8
MAX_PASSWORD = 200
"""Hashing takes time with length: what is longer is refused unread."""
_IDLE = timedelta(hours=8)
_LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class Person:
    """Who acts. `display` is what others see."""

    id: int
    name: str
    display: str
    role: Role
    active: bool = True


class People:
    """The accounts of a workspace. `hasher` None means argon2 at the strength its library advises."""

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database, self._given = database, hasher
        self.changes = 0
        """Rises whenever somebody's rights or logins may have ended in this process: who remembers a person looks."""

    def any(self) -> bool:
        """Whether anybody has an account that can log in: if not, the first start asks for an administrator."""
        with self._database.reading() as session:
            return _somebody(session)

    def local(self) -> Person:
        """The account of single-user mode; made at its first use."""
        from sqlalchemy.exc import IntegrityError

        from assistant.store.tables import UserRow

        try:
            with self._database.session() as session:
                row = _named(session, LOCAL)
                if row is None:
                    row = UserRow(name=LOCAL, display="本机用户", role="admin", password=None)
                    session.add(row)
                    session.flush()
                return _person(row)
        except IntegrityError:  # another process made it at the same moment
            return self.local()

    def first(self, name: str, display: str, password: str) -> Person:
        """The first administrator, who takes over what was made in single-user mode. Raises `NotAllowed` once there is
        somebody, `InputError`.
        """
        return self._add(None, name, display, password, "admin")

    def add(self, by: Person, name: str, display: str, password: str, role: Role) -> Person:
        """A new account. Raises `NotAllowed`, `InputError` for a name that is taken or a password too short."""
        _only_admin(by)
        return self._add(by, name, display, password, role)

    def all(self, by: Person) -> Sequence[Person]:
        """Everybody, by name. Raises `NotAllowed` for whoever is no administrator."""
        from assistant.store.tables import UserRow

        _only_admin(by)
        with self._database.reading() as session:
            return [_person(row) for row in session.query(UserRow).order_by(UserRow.name)]

    def find(self, name: str) -> Person:
        """The active account of this name, to share a project with. Raises `NotThere`."""
        with self._database.reading() as session:
            row = _named(session, name.strip())
            if row is None or not row.active:
                raise NotThere(f"没有用户“{name}”", hint="请核对用户名。")
            return _person(row)

    def change(
        self,
        by: Person,
        name: str,
        *,
        role: Role | None = None,
        active: bool | None = None,
        password: str | None = None,
    ) -> Person:
        """Sets role, access or password; everybody may set their own password. Raises `NotAllowed`, `NotThere`."""
        own_password = by.name == name and role is None and active is None
        if not own_password:
            _only_admin(by)
        hashed = self._hash(password) if password is not None else None
        with self._database.session() as session:
            row = _named(session, name)
            if row is None:
                raise NotThere(f"没有用户“{name}”", hint="请核对用户名。")
            row.role = role or row.role
            row.active = row.active if active is None else active
            row.password = hashed or row.password
            if hashed or active is False:
                _end_all(session, row.id)
            note(
                session,
                by,
                None,
                "user.change",
                user=row.id,
                role=row.role,
                active=row.active,
                password=bool(hashed),
            )
            person = _person(row)
        self.changes += 1
        return person

    def log_in(self, name: str, password: str, address: str = "") -> tuple[Person, str]:
        """The person and a fresh token; `address` is where they come from, for the audit log.

        Raises `NotAllowed` without saying which of the two was wrong.
        """
        from assistant.store.tables import SessionRow, now

        with self._database.session() as session:
            row = _named(session, name.strip())
        # Outside a transaction: it takes its time, and a SQLite file has one writer.
        if row is None or not self._fits(row, password):
            with self._database.session() as session:
                # Not the name that was typed: people type their password there.
                note(session, None, None, "login.failed", user=row.id if row else 0, address=address)
            raise NotAllowed("用户名或密码不对", hint="请重新输入；忘记密码请找管理员重设。")
        token, person = secrets.token_urlsafe(32), _person(row)
        with self._database.session() as session:
            # Nobody asks for these any more.
            session.query(SessionRow).filter(SessionRow.made_at < now() - _LONGEST).delete()
            session.add(SessionRow(digest=_digest(token), user_id=person.id))
            note(session, person, None, "login", address=address)
        return person, token

    def by_token(self, token: str, *, seen: bool = True) -> Person | None:
        """Who holds a token; None once it is unknown, idle for eight hours or a week old. Not `seen`: only looked up."""
        from assistant.store.tables import SessionRow, UserRow, now

        with self._database.session() as session:
            found = session.get(SessionRow, _digest(token))
            if found is None:
                return None
            present = now()
            user = session.get(UserRow, found.user_id)
            if (
                present - found.seen_at > _IDLE
                or present - found.made_at > _LONGEST
                or not user
                or not user.active
            ):
                session.delete(found)
                return None
            if seen and present - found.seen_at > timedelta(minutes=1):
                found.seen_at = present
            return _person(user)

    def log_out(self, token: str) -> None:
        """Ends a login."""
        from assistant.store.tables import SessionRow, UserRow

        with self._database.session() as session:
            found = session.get(SessionRow, _digest(token))
            if found is not None:
                user = session.get(UserRow, found.user_id)
                session.delete(found)
                note(session, _person(user) if user else None, None, "logout")
        self.changes += 1

    def _fits(self, row: UserRow | None, password: str) -> bool:
        """Whether it is the password of that account. An unknown name costs as much time as a wrong password."""
        from argon2.exceptions import VerificationError

        stored = row.password if row and row.active else None
        if len(password) > MAX_PASSWORD:
            return False
        try:
            self._hasher.verify(stored or self._nobody, password)
        except VerificationError:
            return False
        return stored is not None

    def _add(self, by: Person | None, name: str, display: str, password: str, role: Role) -> Person:
        """An account; `by` nobody is the first, while there is no other."""
        from sqlalchemy.exc import IntegrityError

        from assistant.store.tables import UserRow

        name = name.strip()
        if not name or len(name) > 60 or name == LOCAL:
            raise InputError("用户名不能用", hint="请用1到60个字的用户名。")
        hashed = self._hash(password)
        try:
            with self._database.session() as session:
                if by is None:
                    _only_one_at_once(session)
                    if _somebody(session):
                        raise NotAllowed("已经有管理员了", hint="请由管理员添加用户。")
                row = UserRow(name=name, display=display.strip()[:60] or name, role=role, password=hashed)
                session.add(row)
                session.flush()
                person = _person(row)
                note(session, by or person, None, "user.add", user=row.id, role=role)
                if by is None:
                    _hand_over(session, row.id)
                return person
        except IntegrityError:
            raise InputError(f"用户名“{name}”已经有人用了", hint="请换一个用户名。") from None

    def _hash(self, password: str) -> str:
        if len(password) < MIN_PASSWORD:
            raise InputError(f"密码至少{MIN_PASSWORD}位", hint="请换一个长一些的密码。")
        if len(password) > MAX_PASSWORD:
            raise InputError(f"密码最多{MAX_PASSWORD}位", hint="请换一个短一些的密码。")
        return self._hasher.hash(password)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return self._given or PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe(16))


def _hand_over(session: Session, to: int) -> None:
    """The projects of single-user mode, which nobody could open any more, become this person's."""
    from assistant.store.tables import ProjectRow

    local = _named(session, LOCAL)
    if local is not None:
        session.query(ProjectRow).filter_by(owner_id=local.id).update({"owner_id": to})


def _only_admin(by: Person) -> None:
    if by.role != "admin":
        raise NotAllowed("只有管理员可以管理用户", hint="请联系管理员。")


def _somebody(session: Session) -> bool:
    """Whether an account can log in."""
    from assistant.store.tables import UserRow

    return session.query(UserRow).filter(UserRow.password.is_not(None)).first() is not None


def _only_one_at_once(session: Session) -> None:
    """SQLite's transactions begin with its lock anyway."""
    from sqlalchemy import text

    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7240117)"))


def _person(row: UserRow) -> Person:
    return Person(row.id, row.name, row.display, cast(Role, row.role), row.active)


def _named(session: Session, name: str) -> UserRow | None:
    from assistant.store.tables import UserRow

    return session.query(UserRow).filter_by(name=name).one_or_none()


def _end_all(session: Session, user_id: int) -> None:
    from assistant.store.tables import SessionRow

    session.query(SessionRow).filter_by(user_id=user_id).delete()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
