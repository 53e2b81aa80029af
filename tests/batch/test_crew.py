"""Workers: one that dies costs its project only, one that is renewed costs nothing, and none outlives its crew."""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from assistant.batch import crew, threads
from assistant.batch.crew import Crew, attempt
from assistant.batch.task import Failure, Order, Task
from assistant.errors import InputError, ModelUnreachable
from assistant.settings import Settings


def order(tmp_path: Path, **settings: object) -> Order:
    return Order(Settings(home=tmp_path / "home", **settings), "national", "offline", tmp_path)


def task(name: str) -> Task:
    return Task(f"{name}.yaml", name, name, Path(f"{name}.yaml"))


def works(channel: Connection, given: Order) -> None:
    """A worker that answers with its process, dies over 死 and never ends over 停."""
    while (one := channel.recv()) is not None:
        match one.name:
            case "死":
                os.kill(os.getpid(), signal.SIGKILL)
            case "停":
                threading.Event().wait()
            case _:
                channel.send(Failure(str(os.getpid())))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "work", works)


@pytest.mark.usefixtures("quick")
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_worker_that_dies_costs_its_project(tmp_path: Path) -> None:
    tasks = [task(name) for name in ("甲", "死", "乙", "丙")]
    with Crew(order(tmp_path), 2) as workers:
        results = {
            one.name: result.reason for one, result in workers.results(tasks) if isinstance(result, Failure)
        }
    assert "意外结束" in results.pop("死")
    assert set(results) == {"甲", "乙", "丙"}
    assert all(reason.isdigit() for reason in results.values())


@pytest.mark.usefixtures("quick")
def test_a_project_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "SECONDS", 1.5)
    with Crew(order(tmp_path), 1) as workers:
        results = {one.name: result.reason for one, result in workers.results([task("停"), task("甲")])}
    assert "没有写完" in results["停"] and results["甲"].isdigit()


@pytest.mark.usefixtures("quick")
def test_workers_are_renewed(tmp_path: Path) -> None:
    tasks = [task(str(number)) for number in range(5)]
    with Crew(order(tmp_path), 1, renewed_after=2) as workers:
        pids = [result.reason for _, result in workers.results(tasks)]
    assert len(pids) == 5 and len(set(pids)) == 3


@pytest.mark.usefixtures("quick")
def test_no_more_workers_than_tasks_or_count(tmp_path: Path) -> None:
    with Crew(order(tmp_path), 8) as workers:
        pids = {result.reason for _, result in workers.results([task("甲"), task("乙")])}
        assert 1 <= len(pids) <= 2


@pytest.mark.usefixtures("quick")
@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes by signal 0")
def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    with Crew(order(tmp_path), 2) as workers:
        results = workers.results([task("甲"), task("停"), task("停")])
        _, first = next(results)
    assert isinstance(first, Failure)
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.reason), 0)


class Bench:
    """Raises what the project's name says."""

    def __init__(self, raised: dict[str, Exception]) -> None:
        self._raised = raised

    def draft(self, one: Task, stop: threading.Event | None = None) -> None:
        raise self._raised[one.name]


def test_a_fault_is_told_without_the_text_of_the_facts(caplog: pytest.LogCaptureFixture) -> None:
    bench = Bench({"甲": InputError("缺单位", hint="请填写。"), "乙": ValueError("岚桥县的秘密")})
    assert attempt(bench, task("甲")) == Failure("缺单位 请填写。")
    defect = attempt(bench, task("乙"))
    assert isinstance(defect, Failure) and defect.reason.startswith("程序出错（ValueError test_crew.py:")
    assert "秘密" not in defect.reason + caplog.text


def test_the_rest_is_spared_when_no_model_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    class Offline:
        def __init__(self, given: Order) -> None:
            self.concurrency = given.settings.concurrency

        def draft(self, one: Task, stop: threading.Event) -> None:
            tried.append(one.name)
            raise ModelUnreachable("连不上模型服务", hint="请检查。")

    monkeypatch.setattr("assistant.batch.work.Bench", Offline)
    tasks = [task(str(number)) for number in range(20)]
    results = dict(threads.results(order(tmp_path), tasks))
    assert len(results) == 20
    assert all("连不上模型服务" in one.reason for one in results.values() if isinstance(one, Failure))
    assert len(tried) <= 4


@pytest.mark.parametrize(
    ("limit", "together", "each"), [(1, 1, 1), (2, 2, 1), (4, 2, 2), (5, 2, 2), (64, 2, 32)]
)
def test_requests_stay_within_the_limit(tmp_path: Path, limit: int, together: int, each: int) -> None:
    mine, projects = threads.shared(order(tmp_path, concurrency=limit))
    assert (projects, mine.settings.concurrency) == (together, each)
    assert projects * mine.settings.concurrency <= limit
