from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest

from assistant.store.projects import Project
from assistant.store.rights import STATUSES
from assistant.web.masthead import masthead, project_bar
from tests.web.fragments import read


def _project(**fields) -> Project:
    known = {
        "id": "a1b2",
        "name": "雷达站改造项目",
        "unit": "岚川县气象台",
        "year": 2024,
        "status": "drafting",
    }
    made = SimpleNamespace(**known | fields)
    assert set(vars(made)) <= {field.name for field in dataclasses.fields(Project)}
    return made  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("here", "base"),
    [
        ("projects", "http://h/"),
        ("projects", "http://h/baogao/"),
        ("reports", "http://h/baogao/reports/"),
        ("", "http://h/baogao/facts/?p=1"),
    ],
)
def test_links_lead_to_the_pages_wherever_the_workspace_is(here, base):
    root = base if here == "projects" else urljoin(base, "../")
    links = [one.attributes for one in read(masthead(here)).all("a")]
    assert [urljoin(base, one["href"]) for one in links if one.get("class") != "skip"] == [
        root,
        f"{root}reports/",
        f"{root}settings/",
    ]


def test_the_open_page_is_marked_and_is_the_heading():
    page = read(masthead("reports"))
    assert [one.text for one in page.all("a") if one.attributes.get("aria-current") == "page"] == ["往年报告"]
    assert [one.text for one in page.all("h1")] == ["往年报告"]
    assert read(masthead("")).all("h1") == []


def test_leaving_is_a_post_and_only_where_somebody_is_logged_in():
    page = read(masthead("", "甲<b>", can_leave=True))
    assert [form.attributes for form in page.all("form")] == [{"method": "post", "action": "../logout"}]
    assert "甲<b>" in page.text
    assert read(masthead("", "", can_leave=True)).all("form") == []


@pytest.mark.parametrize("here", ["facts", "problems", "draft", "preview", "history"])
def test_the_steps_of_a_project(here):
    page = read(project_bar(_project(), here))
    steps = [one.attributes for one in page.all("a")]
    assert [step["href"] for step in steps] == [
        f"../{key}/?p=a1b2" for key in ("facts", "problems", "draft", "preview", "history")
    ]
    assert [step["href"] for step in steps if step.get("aria-current")] == [f"../{here}/?p=a1b2"]


@pytest.mark.parametrize("status", STATUSES)
def test_a_projects_name_and_state_are_told_and_never_markup(status):
    hostile = '<img src=x onerror=alert(1)>"'
    page = read(project_bar(_project(name=hostile, unit=hostile, status=status), "facts"))
    assert page.all("img") == []
    assert [one.text for one in page.all("h1")] == [hostile]
    assert [one.text for one in page.all("span", status)] == [STATUSES[status]]
