"""kill -9 of the whole process group at random moments, then again: nothing finished is redone, no half file is ever seen."""

from __future__ import annotations

import json
import logging
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from eval.batch.running import draft_batch

log = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What came of a number of kills; the lists are faults, by a word on each."""

    kills: int = 0
    batches: int = 0
    told: int = 0
    spare: int = 0
    """Projects drafted once more because the kill came between their files and the journal: work lost, nothing else."""
    redone: list[str] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How many faults in all."""
        return len(self.redone) + len(self.halves) + len(self.lacking)

    def as_json(self) -> dict[str, Any]:
        """With the number of faults."""
        return {**asdict(self), "faults": self.faults}


def kill_often(folder: Path, out: Path, home: Path, kills: int, seed: int = 0) -> Outcome:
    """Runs until so many kills are spent and the last batch is whole; each batch in a fresh folder. A kill comes when a
    random number of projects (up to a fifth) was told since the start, and up to half a second later.
    """
    outcome, chance = Outcome(), Random(seed)
    projects = len(list(folder.iterdir()))
    while outcome.kills < kills:
        shutil.rmtree(out, ignore_errors=True)
        finished: Counter[str] = Counter()
        while True:
            last = outcome.kills >= kills
            ran = draft_batch(
                folder,
                out,
                home,
                killed=None if last else _after(chance.randint(0, projects // 5), chance.uniform(0, 0.5)),
            )
            finished.update(ran.told)
            outcome.halves += _halves(out)
            if ran.code >= 0:
                break
            outcome.kills += 1
            log.info(
                "kill %d of %d after %.1f s: %d of %d drafted",
                outcome.kills,
                kills,
                ran.seconds,
                len(finished),
                projects,
            )
        outcome.batches += 1
        outcome.told += len(finished)
        outcome.redone += [name for name, times in finished.items() if times > 1]
        outcome.spare += _attempts(out) - projects
        outcome.lacking += _lacking(ran.document, out, projects)
    return outcome


def _after(number: int, seconds: float) -> Callable[[float, int], bool]:
    """Asked again and again: whether so many projects were told, so many seconds ago."""
    seen: list[float] = []

    def now(at: float, drafted: int) -> bool:
        if drafted >= number and not seen:
            seen.append(at)
        return bool(seen) and at - seen[0] >= seconds

    return now


def _halves(out: Path) -> list[str]:
    """Files in sight that are not whole."""
    found = []
    for path in out.iterdir() if out.is_dir() else ():
        if path.is_dir():
            continue
        try:
            if path.suffix in (".docx", ".xlsx"):
                with zipfile.ZipFile(path) as package:
                    whole = package.testzip() is None
            else:
                whole = bool(json.loads(path.read_bytes()))
        except (zipfile.BadZipFile, ValueError, OSError):
            whole = False
        if not whole:
            found.append(path.name)
    return found


def _attempts(out: Path) -> int:
    """How often a project's Word file was put in its place, by the journal."""
    lines = (out / ".batch" / "journal.jsonl").read_text(encoding="utf-8", errors="replace").splitlines()
    return sum('"write"' in line and '"项目' in line and '.docx"' in line for line in lines)


def _lacking(document: dict[str, Any], out: Path, projects: int) -> list[str]:
    """What a finished batch should have and has not: every project's files, openable; no other files."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    told = document.get("projects", [])
    faults = [] if len(told) == projects else [f"{len(told)} of {projects} projects"]
    for one in told:
        try:
            docx.Document(one["output"])
            json.loads(Path(one["output"]).with_suffix(".json").read_bytes())
        except (PackageNotFoundError, zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError):
            faults.append(f"{one['file']}: {one['status']}")
    wanted = 2 * projects + 1 + 2 * len(document.get("reports", []))
    seen = len([path for path in out.iterdir() if path.is_file()])
    return faults if seen == wanted else [*faults, f"{seen} files instead of {wanted}"]
