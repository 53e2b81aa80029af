from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.library.intake.taking import Taken
from assistant.library.intake.tasks import Task
from assistant.library.intake.workshop import Limits, Order, Workshop
from assistant.library.structure.tree import SectionTree
from tests.library.conftest import REPORT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory and /proc are Linux's")
HOSTILE = (sys.executable, str(Path(__file__).parents[1] / "hostile_worker.py"))
MEMORY = 1 << 30
# Only what is to be converted has little time here: the others may be slow on a busy machine.
ENDING = {
    **dict.fromkeys(("吞内存", "崩溃", "被杀", "退出", "谎报", "乱码", "缺陷"), ".md"),
    "挂起": ".rtf",
}


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop(2, Limits(seconds=240, converting=3, memory=MEMORY), HOSTILE)
    yield made
    made.close()


@pytest.fixture(scope="module")
def lasting() -> Iterator[Workshop]:
    """The same with one child, which one test finds as another left it."""
    made = Workshop(1, Limits(seconds=240, converting=3, memory=MEMORY), HOSTILE)
    yield made
    made.close()


@pytest.fixture
def started_before() -> frozenset[int]:
    """The children that are not the test's own."""
    return frozenset(_children())


@pytest.fixture
def order(tmp_path: Path):
    def make(stem: str, text: str = REPORT, ending: str = ".md") -> Order[Taken]:
        path = tmp_path / f"{stem}{ending}"
        path.write_text(text, encoding="utf-8")
        return Order(Task("take", path.name, str(path)), Taken)

    return make


@pytest.mark.parametrize(
    ("stem", "reason"),
    [
        ("挂起", "处理超过 3 秒"),
        ("吞内存", "占用内存过多"),
        ("被杀", "占用内存过多"),
        ("崩溃", "使解析程序崩溃"),
        ("退出", "使解析程序崩溃"),
        ("谎报", "使解析程序崩溃"),
        ("乱码", "使解析程序崩溃"),
        ("缺陷", "使解析程序崩溃"),
    ],
)
def test_a_hostile_file_is_refused_with_the_reason_and_the_next_is_read(lasting, order, stem, reason):
    hostile = order(stem, ending=ENDING[stem])
    with pytest.raises(DocumentError, match=reason) as caught:
        lasting.do(hostile)
    assert hostile.task.name in caught.value.message
    assert caught.value.hint
    assert lasting.do(order("好")).record.unit == "青溪县水利局"


def test_hostile_files_among_good_ones_cost_only_themselves(workshop, order):
    orders = [
        one
        for number, stem in enumerate(ENDING)
        for one in (order(f"好{number}"), order(stem, ending=ENDING[stem]))
    ]
    results = {one.task.name: outcome for one, outcome in workshop.each(orders)}
    assert len(results) == 2 * len(ENDING)
    refused = {name for name, outcome in results.items() if isinstance(outcome, DocumentError)}
    assert refused == {f"{stem}{ending}" for stem, ending in ENDING.items()}


def test_what_libraries_print_does_not_reach_the_answers(workshop, order):
    assert workshop.do(order("打印")).record.name == "打印.md"


def test_a_defect_is_logged_by_its_place_and_without_text(workshop, order, caplog):
    with pytest.raises(DocumentError):
        workshop.do(order("缺陷"))
    (logged,) = caplog.messages
    assert "RuntimeError hostile_worker.py:" in logged
    assert "text of the report" not in logged and "缺陷" not in logged


def test_children_get_no_secrets(workshop, order, tmp_path, monkeypatch):
    secrets = ("ASSISTANT_API_KEY", "ASSISTANT_HOME", "OPENAI_API_KEY", "HF_TOKEN", "DB_PASSWORD")
    for name in secrets:
        monkeypatch.setenv(name, "sk-secret")
    workshop.do(order("环境"))
    seen = (tmp_path / "环境.env").read_text().split("\n")
    assert "PATH" in seen
    assert not set(secrets) & set(seen)


def test_a_file_that_is_only_bad_keeps_its_own_reason_and_its_child(started_before, workshop, order):
    for _ in range(2):
        with pytest.raises(DocumentError, match="是空的"):
            workshop.do(order("空", ""))
    assert len(set(_children()) - started_before) == 1


def test_the_time_allowed_follows_from_the_ending():
    limits = Limits()
    assert [limits.of(name) for name in ("a.docx", "a.PDF", "a.jpg", "a.wps", "a")] == [60, 600, 600, 180, 60]


def test_no_more_than_two_results_a_child_wait_to_be_taken(workshop, order):
    taken = []

    def orders():
        for number in range(20):
            taken.append(number)
            yield order(f"好{number}")

    results = workshop.each(orders())
    for done in range(1, 21):
        next(results)
        # What was handed out and not yet returned.
        assert len(taken) - done < 2 * workshop.workers
    assert next(results, None) is None


def test_leaving_early_stops_the_children_and_their_children(started_before, workshop, order, tmp_path):
    results = workshop.each([order("好"), order("挂起"), order("甲"), order("乙")])
    next(results)
    _wait_for(tmp_path / "挂起.started")
    children = set(_children()) - started_before
    started = [pid for child in children for pid in (child, *_children(child))]
    assert len(started) > len(children)
    results.close()
    assert _gone(started)
    assert workshop.do(order("丙")).record.name == "丙.md"


def test_one_iteration_does_not_stop_another(workshop, order):
    first, second = (workshop.each([order(f"{who}{n}") for n in range(6)]) for who in "甲乙")
    next(first)
    next(second)
    first.close()
    assert [outcome for _, outcome in second if isinstance(outcome, DocumentError)] == []


def test_many_threads_share_the_children(started_before, workshop, order):
    orders = [order(f"好{n}") for n in range(12)]
    results: list[str] = []
    threads = [
        threading.Thread(target=lambda one=one: results.append(workshop.do(one).record.name))
        for one in orders
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == sorted(one.task.name for one in orders)
    assert len(set(_children()) - started_before) <= 2


def test_a_tree_comes_back_whole(started_before, order):
    workshop = Workshop(1)
    task = order("渠道").task
    tree = workshop.do(Order(Task("outline", "渠道.md", task.path), SectionTree))
    assert "".join(tree.pieces()) == tree.text
    assert tree.unit == "青溪县水利局"
    workshop.close()
    assert not set(_children()) - started_before


def test_content_need_not_be_a_file():
    workshop = Workshop(1)
    taken = workshop.do(Order(Task("take", "上传.md"), Taken, REPORT.encode()))
    assert taken.record.name == "上传.md"
    workshop.close()


def test_a_child_ends_when_its_parent_is_killed(tmp_path, order):
    path = order("挂起").task.path
    code = (
        "from assistant.library.intake.workshop import *; from assistant.library.intake.taking import Taken;"
        "from assistant.library.intake.tasks import Task;"
        f"Workshop(1, Limits(memory={MEMORY}), {HOSTILE!r}).do(Order(Task('take', '挂起.md', {path!r}), Taken))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code])
    _wait_for(tmp_path / "挂起.started")
    (child,) = _children(parent.pid)
    parent.kill()
    parent.wait()
    assert _gone([child])


def _children(pid: int | None = None) -> list[int]:
    """The processes that any thread of a process has started and that still run."""
    tasks = Path(f"/proc/{pid or os.getpid()}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split() if _alive(int(child))]


def _wait_for(path: Path) -> None:
    for _ in range(3000):
        if path.exists():
            return
        time.sleep(0.01)
    pytest.fail("the child did not begin")


def _gone(pids: list[int]) -> bool:
    """Whether all have ended, within some seconds: a kill takes effect when the system gets to it."""
    for _ in range(200):
        if not any(map(_alive, pids)):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
