"""People at once on a real server: their pages answer, and none is shown what is another's."""

from __future__ import annotations

import pytest

from eval.load.browser import OpenPage
from eval.load.people import Person, Timed
from eval.load.sessions import Load, at_work, markdown, server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory):
    with server(tmp_path_factory.mktemp("load")) as address:
        yield address


def test_two_people_go_the_whole_way_at_once(address: str) -> None:
    load = at_work(address, 2, 0.0)
    assert (load.errors, load.mixed) == ([], [])
    acts = load.table()
    assert {"projects: new from a sample", "facts: type into a field", "draft: offline, whole"} <= set(acts)
    assert {"draft: accept a change", "draft: undo", "draft: export Word", "history: open"} <= set(acts)
    assert all(one.mark in "".join(one.heard) for one in load.people)


def test_a_page_of_no_project_says_so_in_chinese(address: str) -> None:
    import httpx2

    with httpx2.Client(base_url=address, timeout=60) as client:
        page = OpenPage(client, "/draft/", {"p": "nobodys"})
        page.load()
        assert "没有这个项目" in "".join(page.heard)


def people(*heard: str) -> tuple[Person, ...]:
    return tuple(
        Person("", f"第{count:03}组", count, 0.0, "", [Timed("open", count / 10)], [said])
        for count, said in enumerate(heard, 1)
    )


def test_anothers_mark_on_a_page_is_told() -> None:
    assert Load(people("第001组的项目", "第002组的项目"), 1.0).mixed == []
    assert Load(people("第001组的项目", "第002组，第001组"), 1.0).mixed == ["第002组 saw 第001组"]


def test_failures_are_told_and_do_not_count_as_fast() -> None:
    (one,) = people("")
    one.done.append(Timed("open", 0.0, "PageError: 500"))
    load = Load((one,), 1.0)
    assert load.errors == ["第001组 open: PageError: 500"]
    assert load.table()["open"] == {"number": 1, "median": 0.1, "p95": 0.1, "longest": 0.1}


def test_the_table_has_both() -> None:
    told = markdown(Load(people("")[:1], 1.0), Load(people(*[""] * 20), 2.0))
    assert "| open | 20 | 1.05 | 2.0 | 2.0 | 0.1 |" in told and "20 people at once: 0 errors" in told
