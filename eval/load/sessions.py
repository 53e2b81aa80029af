"""Many people at once on one server, beside one alone: seconds by action, errors, and whose data anybody was shown."""

from __future__ import annotations

import os
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.load.people import Person

_START_SECONDS = 180.0


@dataclass(frozen=True)
class Load:
    """What a number of people did, and the marks of others that pages of theirs showed."""

    people: tuple[Person, ...]
    seconds: float

    @property
    def errors(self) -> list[str]:
        """Failed actions."""
        return [
            f"{one.mark} {act.action}: {act.error}" for one in self.people for act in one.done if act.error
        ]

    @property
    def mixed(self) -> list[str]:
        """Marks of one person's facts on the pages of another's project."""
        return [
            f"{one.mark} saw {other.mark}"
            for one in self.people
            for other in self.people
            if other is not one and any(other.mark in said for said in one.heard)
        ]

    def table(self) -> dict[str, dict[str, Any]]:
        """Seconds by action: number, median, 95th percentile, the longest."""
        acts: dict[str, list[float]] = {}
        for one in self.people:
            for act in one.done:
                if not act.error:
                    acts.setdefault(act.action, []).append(act.seconds)
        return {name: _summed(seconds) for name, seconds in acts.items()}

    def pages(self) -> dict[str, Any]:
        """All actions together, but for a whole draft (which is many)."""
        rows = [
            act.seconds
            for one in self.people
            for act in one.done
            if not act.error and "whole" not in act.action
        ]
        return _summed(rows) if rows else {}


def at_work(address: str, number: int, think: float, first: int = 1, password: str = "") -> Load:
    """So many people at once, each with a mark of their own."""
    numbers = range(first, first + number)
    people = tuple(Person(address, mark_of(count), count, think, password) for count in numbers)
    threads = [threading.Thread(target=one.work) for one in people]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(people, time.perf_counter() - began)


def mark_of(number: int) -> str:
    """A person's mark and user name."""
    return f"第{number:03}组"


def make_users(home: Path, numbers: Iterable[int]) -> str:
    """An account for each of these people in the workspace of a home; their password."""
    from assistant.store.database import Database
    from assistant.store.people import People

    password, people = secrets.token_urlsafe(12), People(Database.in_folder(home))
    admin = people.first("admin", "管理员", secrets.token_urlsafe(12))
    for number in numbers:
        people.add(admin, mark_of(number), mark_of(number), password, "drafter")
    return password


@contextmanager
def server(home: Path, *, login: bool = False) -> Iterator[str]:
    """The address of a server of its own on a home, without a model."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    line = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    mine = {"ASSISTANT_HOME": str(home), "ASSISTANT_LOGIN": "required" if login else "auto"}
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(line, env=kept | mine, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/healthz", process)
        yield address
    finally:
        process.terminate()
        process.wait(60)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until a server answers. Raises `RuntimeError` where it does not begin."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def _summed(seconds: Sequence[float]) -> dict[str, Any]:
    ordered = sorted(seconds)
    return {
        "number": len(ordered),
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 3),
        "longest": round(ordered[-1], 3),
    }


def markdown(alone: Load, many: Load) -> str:
    """The table of both."""
    lines = [
        f"{len(many.people)} people at once: {len(many.errors)} errors, {len(many.mixed)} pages with another's data, "
        f"{many.seconds:.0f} s in all; one alone: {len(alone.errors)} errors, {alone.seconds:.0f} s.",
        "",
        "| action | times | median s | p95 s | longest s | alone, median s |",
        "|---|---|---|---|---|---|",
    ]
    one = alone.table()
    rows = [*many.table().items(), ("**all page actions**", many.pages())]
    for name, told in rows:
        base = alone.pages() if name.startswith("**") else one.get(name)
        lines.append(
            f"| {name} | {told.get('number', 0)} | {told.get('median', '–')} | {told.get('p95', '–')} | {told.get('longest', '–')} | {base['median'] if base else '–'} |"
        )
    return "\n".join(lines) + "\n"
