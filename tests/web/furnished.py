"""A home as it is after some work: a library with one report, a project with its facts, and a finished offline draft."""

from __future__ import annotations

from pathlib import Path

from assistant.facts.load import load_facts
from assistant.facts.tree import tree_of
from assistant.library.library import Library
from assistant.resources import shipped
from assistant.settings import Settings
from assistant.workspace.starting import plain_tree
from assistant.workspace.workspace import open_workspace
from assistant.workspace.writing import Writing

SAMPLE = "2024-civil-jinyu.yaml"
REPORT = """泽岭县水务局泵站维修项目2022年度绩效自评报告

一、项目概况
泵站建于1998年，机组老化，需要更换水泵两台并检修闸门，由泽岭县水务局负责实施。

二、其他有关情况
水泵的铸件要重新开模，比合同约定晚了三周，错过了枯水期的检修时间。

三、存在的问题
（一）设备到货晚。供货方同时承接三个项目，排产靠后，到货时间一再推迟。
"""


def furnish(home: Path) -> str:
    """Puts it all under `home`; gives the project's id."""
    _past_report(home)
    workspace = open_workspace(Settings(home=home))
    writing = Writing(workspace)
    try:
        person = workspace.people.local()
        facts = load_facts(shipped("corpus") / SAMPLE)
        project = workspace.projects.create(person, plain_tree(tree_of(facts)), "national")
        draft = writing.start(person, project.id, "national", "offline")
        run = writing.run(draft.id)
        assert run is not None
        assert run.ended.wait(120)
        assert run.fault is None
        return project.id
    finally:
        writing.close()
        workspace.close()


def _past_report(home: Path) -> None:
    # A library that is not empty gets no samples: they would take a minute.
    home.mkdir(parents=True, exist_ok=True)
    file = home / "2022年泵站.txt"
    file.write_text(REPORT, encoding="utf-8")
    (held,) = Library(home).ingest([file])
    assert held.status == "added"
