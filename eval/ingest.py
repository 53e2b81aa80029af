"""How fast the library takes reports in, and whether a kill -9 costs or doubles any: 1,000 made-up reports.

    python -m eval ingest [--documents 1000] [--kills 5] [--workers 1,2] [--embed]

The reports are the sample corpus with other places, units, years and amounts. Parsing is measured alone, with 1 and
more child processes; the whole with an embedder that costs nothing (so that the rest shows), and with --embed with the
bundled one. Printed as a Markdown table and written to eval/results/ingest.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

from assistant.resources import shipped

RESULTS = Path(__file__).parent / "results" / "ingest.json"
_PLACES = ("岚禾", "泽苇", "汀砚", "梧澜", "砚洲", "云汀", "屏溪", "澄垣", "杉陌", "苇渡")
_FIRST, _LAST = "东西南北上下新古金银", "山水林田湖溪桥坪岭湾"


def make_reports(folder: Path, count: int) -> None:
    """`count` reports, no two of the same content, the same every time."""
    chance = random.Random(3)
    texts = [path.read_text(encoding="utf-8") for path in sorted(shipped("corpus").glob("*.md"))]
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = _varied(texts[number % len(texts)], number, chance)
        (folder / f"{number:05}.md").write_text(text, encoding="utf-8")


def _varied(text: str, number: int, chance: random.Random) -> str:
    place = chance.choice(_PLACES)
    word = chance.choice(_FIRST) + chance.choice(_LAST)
    text = re.sub(r"[一-鿿]{2}(?=[县市区](?!级))", place, text)
    text = re.sub(r"\d+(?=\.\d+万元)", lambda found: str(int(found[0]) + number % 97), text)
    sentences = text.split("。")
    sentences.insert(len(sentences) // 2, f"本项目另在{place}{word}片区开展第{number}批次工作")
    return "。".join(sentences)


class NoEmbedder:
    """Vectors that cost nothing, so that reading and storing are what is measured."""

    name, size = "none-measured", 384

    def queries(self, texts: list[str]) -> Any:
        """See `Embedder`."""
        return self.passages(texts)

    def passages(self, texts: list[str]) -> Any:
        """See `Embedder`."""
        import numpy as np

        rows = [np.random.default_rng(crc32(text.encode())).normal(size=self.size) for text in texts]
        made = np.array(rows, dtype=np.float32).reshape(len(texts), self.size)
        return made / np.linalg.norm(made, axis=1, keepdims=True)


def take_in(home: Path, folder: Path, workers: int, *, embed: bool) -> None:
    """One run of ingest; what the killed process runs."""
    from assistant.library.intake.workshop import Workshop
    from assistant.library.library import Library

    library = Library(home, None if embed else NoEmbedder(), workshop=Workshop(workers))
    for _ in library.ingest([folder]):
        pass


def parsing(folder: Path, workers: int) -> float:
    """Documents a second through the child processes alone."""
    from assistant.library.intake.taking import Taken, plan
    from assistant.library.intake.tasks import Task
    from assistant.library.intake.workshop import Order, Workshop

    shop = Workshop(workers)
    orders = [Order(Task("take", name, str(path)), Taken) for path, name in plan([folder])]
    list(shop.each(orders[: 2 * workers]))
    began = time.perf_counter()
    done = sum(1 for _ in shop.each(orders))
    taken = time.perf_counter() - began
    shop.close()
    return done / taken


def in_process(folder: Path) -> float:
    """Documents a second read one after the other in this process: the baseline."""
    from assistant.library.intake.taking import derived, plan
    from assistant.library.loaders import load

    files = plan([folder])
    began = time.perf_counter()
    for path, name in files:
        derived(load(path), name)
    return len(files) / (time.perf_counter() - began)


@contextmanager
def peaks(pid: int) -> Iterator[dict[str, float]]:
    """The greatest memory (MB, resident) of a process and of all its children together, seen every 50 ms."""
    seen = {"parent": 0.0, "children": 0.0}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            seen["parent"] = max(seen["parent"], _resident(pid))
            seen["children"] = max(seen["children"], sum(map(_resident, _children(pid))))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield seen
    finally:
        ended.set()
        watching.join()


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1048576


def _children(pid: int) -> list[int]:
    try:
        found = [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in _started(task)]
    except OSError:
        return []
    return [one for child in found for one in (child, *_children(child))]


def _started(task: Path) -> list[str]:
    try:
        return (task / "children").read_text().split()
    except OSError:
        return []


def killed(home: Path, folder: Path, workers: int, kills: int, *, embed: bool) -> dict[str, Any]:
    """Runs ingest in a process, kills it `kills` times at random moments, lets the last run end, and counts."""
    chance = random.Random(7)
    line = [sys.executable, "-m", "eval", "ingest", "--once", str(home), str(folder), str(workers)]
    line += ["--embed"] if embed else []
    began = time.perf_counter()
    for _ in range(kills):
        process = subprocess.Popen(line)
        try:
            process.wait(chance.uniform(2, 12))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
    process = subprocess.Popen(line)
    with peaks(process.pid) as seen:
        process.wait()
    taken = time.perf_counter() - began
    return {**counts(home, embed=embed), "kills": kills, "seconds": round(taken, 1), "peak_mb": seen}


def counts(home: Path, *, embed: bool) -> dict[str, int]:
    """What the library holds: documents, their promised passages, and passages as found under all kinds."""
    from assistant.library.storage.index import Index
    from assistant.outline.kinds import Kind

    index = Index(home / "library")
    records = index.records()
    parts = {passage.part for kind in Kind for passage in index.passages(kind)}
    return {
        "documents": len(records),
        "names": len({record.name for record in records}),
        "promised": sum(record.passages for record in records),
        "found": len(parts),
    }


def main(arguments: list[str]) -> None:
    """Measures, prints and writes the results."""
    parser = argparse.ArgumentParser(prog="python -m eval ingest")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--embed", action="store_true", help="with the bundled embedder (minutes)")
    parser.add_argument("--once", nargs=3, metavar=("HOME", "FOLDER", "WORKERS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.once:
        home, folder, workers = chosen.once
        take_in(Path(home), Path(folder), int(workers), embed=chosen.embed)
        return
    with tempfile.TemporaryDirectory() as place:
        report(measure(Path(place), chosen))


def measure(place: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """All rows."""
    folder, workers = place / "reports", [int(one) for one in chosen.workers.split(",")]
    make_reports(folder, chosen.documents)
    rows: dict[str, Any] = {"documents": chosen.documents, "processors": os.cpu_count()}
    rows["parsing, in this process (docs/s)"] = round(in_process(folder), 1)
    for count in workers:
        rows[f"parsing, {count} children (docs/s)"] = round(parsing(folder, count), 1)
    for count in workers:
        done = killed(place / f"home-{count}", folder, count, 0, embed=False)
        rows[f"ingest without embedding, {count} children (docs/s)"] = round(
            chosen.documents / done["seconds"], 1
        )
        rows[f"peak memory, {count} children (MB)"] = {
            name: round(value) for name, value in done["peak_mb"].items()
        }
    rows["ingest with kill -9"] = killed(
        place / "home-killed", folder, workers[-1], chosen.kills, embed=chosen.embed
    )
    return rows


def report(rows: dict[str, Any]) -> None:
    """A Markdown table on stdout, and the JSON file."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print("| what | figure |\n|---|---|")
    for name, value in rows.items():
        print(f"| {name} | {value} |")
