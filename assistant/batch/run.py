"""The run of a batch, as events: what is drafted, each project as it is finished, the summary and the units' reports."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.batch.address import Addresses
from assistant.batch.crew import Crew, cores
from assistant.batch.drafted import Drafted, drafted_of
from assistant.batch.gathering import Gathered, gather
from assistant.batch.journal import STATE, Journal
from assistant.batch.task import Failure, Order, Result, Task
from assistant.batch.threads import results as with_model
from assistant.batch.written import Written, write_results
from assistant.errors import AssistantError, InputError
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.wiring import draft_of, open_chat_model


@dataclass(frozen=True)
class Planned:
    """What there is to do: so many projects, so many of them finished before; names of files that are no facts files."""

    projects: int
    finished: int
    left: tuple[str, ...]


@dataclass(frozen=True)
class Finished:
    """A project has its result; `place` is its own in the order of the sources."""

    place: int
    result: Result


@dataclass(frozen=True)
class Reported:
    """The batch is complete: its results in the order of the sources, and what was written of all of them."""

    results: tuple[Result, ...]
    written: Written


Event = Planned | Finished | Reported


def run(order: Order, source: Path, *, below: bool = False, workers: int | None = None) -> Generator[Event]:
    """Draft every project of the source. What is finished survives any end of the run; the next one goes on from it.

    Raises `InputError`: nothing to draft, the folder cannot be written, another run is at it. A fault of one project is
    its `Result`.
    """
    addresses = Addresses(order)
    if order.writer == "model":
        open_chat_model(order.settings)
    gathered = gather(source, order.out, addresses.of, below=below)
    with _alone(order.out):
        yield from _run(order, gathered, workers or cores())


def _run(order: Order, gathered: Gathered, workers: int) -> Iterator[Event]:
    journal = Journal.open(order.out)
    pack = load_pack(order.pack)
    kept = {one.file: found for one in gathered.tasks if (found := _kept(journal, one, pack))}
    results: list[Result] = []

    def told(result: Result) -> Finished:
        results.append(result)
        return Finished(places[result.file], result)

    places = {one.file: place for place, one in enumerate(gathered.found)}
    yield Planned(len(places), len(kept), gathered.left)
    for one in gathered.unusable:
        yield told(Result(one.file, one.project, "failed", reason=one.reason))
    for task in gathered.tasks:
        if task.file in kept:
            yield told(_result(order, task, kept[task.file], unchanged=True))
    for task, drafted in _drafted(order, [one for one in gathered.tasks if one.file not in kept], workers):
        yield told(_result(order, task, drafted))
    results.sort(key=lambda one: places[one.file])
    yield Reported(tuple(results), write_results(order.out, results, pack))


def _drafted(order: Order, tasks: list[Task], workers: int) -> Iterator[tuple[Task, Drafted | Failure]]:
    if not tasks:
        return
    if order.writer == "model":
        yield from with_model(order, tasks)
        return
    with Crew(order, min(workers, len(tasks))) as crew:
        yield from crew.results(tasks)


def _kept(journal: Journal, task: Task, pack: Pack) -> Drafted | None:
    """A project that is finished already; None where it is not, or its draft cannot be read any more."""
    if not journal.finished(task.address, task.name):
        return None
    try:
        return drafted_of(draft_of(journal.out / f"{task.name}.json"), pack)
    except AssistantError:
        return None


def _result(order: Order, task: Task, drafted: Drafted | Failure, *, unchanged: bool = False) -> Result:
    if isinstance(drafted, Failure):
        return Result(task.file, task.project, "failed", reason=drafted.reason)
    output = order.out / f"{task.name}.docx"
    status = "unchanged" if unchanged else "done"
    return Result(task.file, drafted.facts.project.name, status, output, drafted)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """The output folder for this run alone; what a killed run left unfinished is cleared away."""
    from assistant.library.storage.locks import Busy, FileLock

    state = out / STATE
    try:
        state.mkdir(parents=True, exist_ok=True)
        with FileLock(state / "lock").exclusive(0):
            _clear(state)
            yield
    except Busy as busy:
        holder = f"（进程{busy.pid}）" if busy.pid else ""
        raise InputError(
            f"{out} 正在被另一次批量起草使用{holder}", hint="请等它做完，或换一个输出文件夹。"
        ) from None
    except OSError as error:
        raise InputError(f"输出文件夹 {out} 不能写入：{error.strerror}", hint="请换一个位置。") from None


def _clear(state: Path) -> None:
    for left in state.iterdir():
        if left.suffix in (".docx", ".json", ".xlsx", ".tmp"):
            left.unlink(missing_ok=True)
