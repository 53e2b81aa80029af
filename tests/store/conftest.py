"""The databases that the store's contract is tested on: SQLite in a folder, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.store.database import Database
from assistant.store.people import People, Person

_SERVER_USER = "postgres"


def _tools() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = (
        sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    )
    return folders[-1] if folders else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a fresh server on a socket; skips where Debian's postgresql is not installed."""
    tools = _tools()
    if tools is None:
        pytest.skip("PostgreSQL is not installed (Debian package postgresql)")
    # Not in pytest's folder: a socket's path must be short, and another run may clear that folder away.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    # The server refuses to run as root.
    as_user = ["runuser", "-u", _SERVER_USER, "--"] if os.getuid() == 0 else []
    if as_user:
        shutil.chown(folder, _SERVER_USER)
    data = folder / "data"

    def run(tool: str, *arguments: str) -> None:
        subprocess.run([*as_user, str(tools / tool), *arguments], check=True, capture_output=True, cwd=folder)

    run(
        "initdb",
        "-D",
        str(data),
        "-U",
        "tester",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync",
    )
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://tester@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = Database.in_folder(tmp_path)
        yield made
        made.close()
        return
    url: str = request.getfixturevalue("postgres")
    made = Database(url)
    from sqlalchemy import create_engine, text

    admin = create_engine(url)
    with admin.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    admin.dispose()
    yield made
    made.close()


@pytest.fixture
def people(database: Database) -> People:
    """The accounts of the database; hashes as cheap as they can be."""
    return People(database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def admin(people: People) -> Person:
    """Its administrator."""
    return people.first("主管", "周主管", "correct horse")


@pytest.fixture
def drafter(people: People, admin: Person) -> Person:
    """Somebody who fills in reports."""
    return people.add(admin, "小李", "李填报", "battery staple", "drafter")


@pytest.fixture
def other(people: People, admin: Person) -> Person:
    """Somebody else who does."""
    return people.add(admin, "小王", "王填报", "battery staple", "drafter")


@pytest.fixture
def reviewer(people: People, admin: Person) -> Person:
    """Somebody who approves them."""
    return people.add(admin, "老赵", "赵审核", "battery staple", "reviewer")
