"""The database: SQLite in the home folder by default, PostgreSQL by URL. Opening it brings its tables up to date.

Every write is one transaction, on disk when it returns: a kill at any moment loses nothing that was accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

_BUSY_SECONDS = 30
_READS = "assistant_reads"


class Database:
    """A database by its SQLAlchemy URL. Safe to use from several threads and processes."""

    def __init__(self, url: str) -> None:
        self._url = url

    @classmethod
    def in_folder(cls, home: Path) -> Database:
        """The SQLite file of a home folder."""
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(f"sqlite:///{home / 'workspace.sqlite3'}")

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction: committed at the end, undone by any exception. Raises `StoreError` for the database's own."""
        with self._transaction(reads=False) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that only reads: it waits for no writer, and no writer for it. Raises `StoreError`."""
        with self._transaction(reads=True) as session:
            yield session

    @contextmanager
    def _transaction(self, *, reads: bool) -> Iterator[Session]:
        from sqlalchemy.exc import DBAPIError, IntegrityError
        from sqlalchemy.orm import Session

        engine = self.engine.execution_options(**{_READS: reads})
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except IntegrityError:
            raise
        except DBAPIError as error:
            raise _unusable(error) from None

    @cached_property
    def engine(self) -> Engine:
        """The engine, its tables up to date. Raises `StoreError`."""
        from sqlalchemy import create_engine
        from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

        try:
            engine = create_engine(self._url, pool_pre_ping=True, **self._options())
            self._prepare(engine)
            _upgrade(engine)
        except (ArgumentError, NoSuchModuleError):
            raise StoreError(
                "数据库地址不对",
                hint="ASSISTANT_DATABASE_URL 应形如 postgresql+psycopg://用户:密码@主机/库名。",
            ) from None
        except DBAPIError as error:
            raise _unusable(error) from None
        return engine

    def close(self) -> None:
        """Lets go of all connections."""
        if "engine" in self.__dict__:
            self.engine.dispose()

    def _options(self) -> dict[str, Any]:
        if self._url.startswith("sqlite"):
            return {"connect_args": {"timeout": _BUSY_SECONDS}}
        return {"pool_size": 10, "max_overflow": 20}

    def _prepare(self, engine: Engine) -> None:
        from sqlalchemy import event

        if engine.dialect.name != "sqlite":
            return

        @event.listens_for(engine, "connect")
        def pragmas(connection: Any, _: Any) -> None:
            # Readers do not wait for a writer; what is committed is on disk; references are checked.
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def write_lock(connection: Any) -> None:
            # The lock is taken at once: two transactions that read first and then write would break each other.
            reads = connection.get_execution_options().get(_READS)
            connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

        @event.listens_for(engine, "connect")
        def no_implicit_begin(connection: Any, _: Any) -> None:
            connection.isolation_level = None


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Two servers that start at once upgrade one after the other.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7240116)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _unusable(error: Exception) -> StoreError:
    """The driver's text may hold the address with its password: only its class is told."""
    cause = type(getattr(error, "orig", None) or error).__name__
    return StoreError(
        f"打不开或写不了项目数据库（{cause}）", hint="请检查磁盘空间、文件权限，或数据库服务是否在运行。"
    )
