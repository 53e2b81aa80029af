"""The measure of batches: what counts as growth of memory, and which folders it drafts."""

from __future__ import annotations

from pathlib import Path

from assistant.facts.load import load_facts
from eval.batch.command import markdown
from eval.batch.folder import UNITS, make_folder
from eval.batch.memory import memory_of
from eval.batch.running import Sample


def test_growth_shows_for_each_worker_by_itself() -> None:
    samples = [Sample(at / 10, 60.0, {1: 50.0, 2: 50.0 + at} if at < 60 else {3: 50.0}) for at in range(120)]
    memory = memory_of(samples)
    assert memory["workers"] == 3
    assert memory["parent_thirds"] == [60.0, 60.0]
    flat, growing, renewed = memory["worker_thirds"]
    assert flat == [50.0, 50.0] and renewed == [50.0, 50.0]
    assert growing[1] > growing[0] + 20
    assert memory["worker_peak"] == 109.0 and memory["together_peak"] == 219.0


def test_a_folder_of_projects_that_all_differ(tmp_path: Path) -> None:
    files = make_folder(tmp_path, 20)
    facts = [load_facts(path) for path in files]
    assert len({one.project.name for one in facts}) == 20
    assert {one.report.unit for one in facts} == set(UNITS)
    assert {one.report.year for one in facts} == {2024}


def test_the_tables_need_no_measure_that_was_left_out() -> None:
    told = {
        "code": 0,
        "seconds": 2.0,
        "processor": 3.0,
        "done": 4,
        "unchanged": 4,
        "failed": 0,
        "reports": 1,
        "errors": "",
    }
    result = {"projects": 4, "cores": 2, "load_before": 0, "load_after": 0, "alone": {}, "again": told}
    result["batch"] = told | {"memory": memory_of([])}
    assert "| `assistant draft --batch` | 4 | 0 | 2.0 | 3.0 | 120 |" in markdown(result)
