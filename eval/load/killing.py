"""kill -9 at random moments: what was accepted is there exactly once, drafts go on, what is finished is not paid again."""

from __future__ import annotations

import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml

from assistant.drafting.conversation import Conversation, asked
from assistant.drafting.fact_sheet import fact_lines
from assistant.drafting.plan import make_plan
from assistant.drafting.portions import portions_of
from assistant.facts.load import load_facts
from assistant.outline.packs import load_pack
from eval.load.worker import PACK

log = logging.getLogger(__name__)

_ITEMS_APART = 3
_START_SECONDS = 400.0
_MANY, _PATIENCE = 8, 20.0


@dataclass
class Outcome:
    """What came of a number of kills. `told` acknowledgements; the rest are faults, by a word on each."""

    kills: int = 0
    told: int = 0
    in_drafting: int = 0
    requests: int = 0
    drafts_done: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    paid_again: list[str] = field(default_factory=list)
    unsound: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """All faults."""
        return [*self.lost, *self.doubled, *self.paid_again, *self.unsound]


def facts_files(folder: Path, sample: Path, number: int) -> list[Path]:
    """Copies of a sample's facts, each a project of its own name."""
    tree = yaml.safe_load(sample.read_text(encoding="utf-8"))
    name, made = tree["project"]["name"], []
    for count in range(1, number + 1):
        tree["project"]["name"] = f"{name}（第{count}期）"
        path = folder / f"facts-{count}.yaml"
        path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
        made.append(path)
    return made


class Killing:
    """Rounds of one workspace under `home`. A round is some acknowledgements long, and up to `longest` seconds; `worker` is the
    module of what works: where it tells of a server, that is what is killed.
    """

    def __init__(
        self,
        home: Path,
        facts: list[Path],
        seed: int = 0,
        longest: float = 1.0,
        worker: str = "eval.load.worker",
    ) -> None:
        self._home, self._facts, self._longest, self._worker = home, facts, longest, worker
        self._chance = Random(seed)
        self.sections, self._answers = _expected(facts)
        self.accepted: list[dict[str, Any]] = []
        self.outcome = Outcome()

    def run(self, rounds: int) -> Outcome:
        """Kills so often, then lets the drafts come to their end."""
        self._home.mkdir(parents=True, exist_ok=True)
        with _model_server(self._home, self._answers) as address:
            for number in range(1, rounds + 1):
                self._round(address, kill=True)
                log.info("kill %d of %d: %d texts accepted so far", number, rounds, len(self.accepted))
            self._round(address, kill=False)
            self.outcome.requests = len(_log(address))
        self.account()
        return self.outcome

    def _round(self, address: str, *, kill: bool) -> None:
        finished, before = self._finished(), len(_log(address))
        line = [sys.executable, "-m", self._worker, *map(str, self._facts)]
        errors = (self._home / "worker.log").open("ab")
        process = subprocess.Popen(
            line, stdout=subprocess.PIPE, stderr=errors, env=self._environment(address)
        )
        told, begun, done = [], threading.Event(), threading.Event()

        def read() -> None:
            assert process.stdout is not None
            for raw in process.stdout:
                if not raw.endswith(b"\n"):  # the kill came in the middle of a line
                    continue
                said = json.loads(raw)
                told.append(said)
                if "begun" in said:
                    begun.set()
                if "all_done" in said:
                    done.set()

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        if not begun.wait(_START_SECONDS):
            self.outcome.unsound.append("the worker did not begin")
        if kill:
            # A machine may be slow: the moment is random by what was done, then by the clock.
            some, until = self._chance.randrange(_MANY), time.monotonic() + _PATIENCE * self._longest
            while sum("mark" in one for one in told) < some and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(self._chance.random() ** 2 * self._longest)
        elif not done.wait(_START_SECONDS):
            self.outcome.unsound.append("the drafts did not come to their end")
        served = next((one["server"] for one in told if "server" in one), None)
        with suppress(ProcessLookupError):
            os.kill(served or process.pid, signal.SIGKILL)
        if served:
            process.wait(_START_SECONDS)
        process.wait()
        reader.join()
        errors.close()
        if kill:
            self.outcome.kills += 1
            self.outcome.in_drafting += not done.is_set()
        self.accepted += [one for one in told if "mark" in one]
        self.outcome.unsound += [
            f"draft {one.get('ended', '')} failed: {one['fault']}" for one in told if one.get("fault")
        ]
        self._sound()
        self.unpaid(_log(address)[before:], finished)

    def _environment(self, address: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
        mine = {"HOME": self._home, "BASE_URL": f"{address}/v1", "MODEL": "stub", "API_KEY": "none"}
        mine |= {"CONCURRENCY": 2, "RETRIES": 0}
        return kept | {f"ASSISTANT_{name}": str(value) for name, value in mine.items()}

    def unpaid(self, log: list[dict[str, Any]], finished: set[tuple[str, str]]) -> None:
        """None of the requests is for a section that was in the store when the worker began."""
        for one in log:
            system, question = one["messages"][0]["content"], _question(one["messages"], self.sections)
            of = self.sections.get((system, question))
            if of in finished:
                self.outcome.paid_again.append(f"{of[0]} {of[1]}")

    def _finished(self) -> set[tuple[str, str]]:
        """(project's name, section) of all texts in the store."""
        said = "SELECT p.name, r.section FROM section_revisions r JOIN drafts d ON d.id=r.draft_id JOIN projects p ON p.id=d.project_id"
        return set(self._rows(said))

    def _sound(self) -> None:
        if self._rows("PRAGMA integrity_check") != [("ok",)] or self._rows("PRAGMA foreign_key_check"):
            self.outcome.unsound.append("the database is damaged")

    def account(self) -> None:
        """Every acknowledged text against the database."""
        said = "SELECT id, draft_id, section, parent_id, text FROM section_revisions ORDER BY id"
        rows = self._rows(said)
        texts = {id: text for id, *_, text in rows}
        last = {(draft, section): text for _, draft, section, _, text in rows}
        for one in self.accepted:
            mark, place = one["mark"], (one["draft"], one["section"])
            brought = [
                id for id, *_, parent, text in rows if mark in text and mark not in texts.get(parent, "")
            ]
            if not brought or one["revision"] not in (None, *brought) or last[place].count(mark) < 1:
                self.outcome.lost.append(f"{place} {mark}")
            if len(brought) > 1 or last[place].count(mark) > 1:
                self.outcome.doubled.append(f"{place} {mark}")
        first = Counter((draft, section) for _, draft, section, parent, _ in rows if parent is None)
        self.outcome.doubled += [
            f"{place} written {times} times" for place, times in first.items() if times > 1
        ]
        self.outcome.told = len(self.accepted)
        states = dict(self._rows("SELECT state, count(*) FROM drafts GROUP BY state"))
        self.outcome.drafts_done = states.pop("done", 0)
        self.outcome.unsound += [f"{number} drafts are {state}" for state, number in states.items()]
        if len(self._rows("SELECT id FROM drafts")) > len(self._facts):
            self.outcome.doubled.append("a draft was begun twice")

    def _rows(self, said: str) -> list[tuple[Any, ...]]:
        path = self._home / "workspace.sqlite3"
        if not path.exists():
            return []
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            try:
                return connection.execute(said).fetchall()
            except sqlite3.OperationalError:  # killed before there were tables
                return []


def _expected(facts: list[Path]) -> tuple[dict[tuple[str, str], tuple[str, str]], dict[str, str]]:
    """Which section a request is for, by its system message and question; and what the model says to a question."""
    sections, answers = {}, {}
    for path in facts:
        read = load_facts(path)
        plan = make_plan(read, load_pack(PACK))
        system = Conversation(plan).system(fact_lines(read)).content
        for section in plan.sections:
            for portion in portions_of(section, _ITEMS_APART):
                question = asked(portion).content
                sections[system, question] = (read.project.name, section.id)
                answers[question] = portion.expected
    return sections, answers


def _question(messages: list[dict[str, str]], known: Mapping[tuple[str, str], Any]) -> str:
    system = messages[0]["content"]
    found = (one["content"] for one in messages if (system, one["content"]) in known)
    return next(found, "")


@contextmanager
def _model_server(home: Path, answers: Mapping[str, str]) -> Iterator[str]:
    """A stand-in model in a process of its own, at a pace that makes a draft take some seconds."""
    prepared = home / "answers.json"
    prepared.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    line = [sys.executable, "-m", "eval.overhead.stub", str(prepared)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{int(process.stdout.readline())}"
        _post(address, {"first": 0.25, "read": 0, "write": 2000, "slots": 4})
        yield address
    finally:
        process.kill()
        process.wait()


def _post(address: str, pace: Mapping[str, float]) -> None:
    data = json.dumps(pace).encode()
    urllib.request.urlopen(urllib.request.Request(f"{address}/reset", data)).read()


def _log(address: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{address}/log") as answer:
        return json.loads(answer.read())


def told(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON."""
    return asdict(outcome)
