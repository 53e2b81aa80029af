"""A workspace in a folder, with people whose passwords cost nothing to check."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from argon2 import PasswordHasher

from assistant.settings import Settings
from assistant.store.people import People, Person
from assistant.store.projects import Project
from assistant.workspace.starting import begin_blank
from assistant.workspace.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Team:
    """A workspace and who works in it."""

    workspace: Workspace
    admin: Person
    drafter: Person
    other: Person
    reviewer: Person

    def project(self, by: Person | None = None, typed: dict[str, str] | None = None) -> Project:
        """A project of which only the names are known."""
        head = {"report.year": "2024", "report.unit": "岚桥县人民医院", "project.name": "急诊楼改造项目"}
        return begin_blank(self.workspace, by or self.drafter, "national", head | (typed or {})).project

    def draft(self, project: Project, texts: dict[str, str], by: Person | None = None) -> int:
        """A draft with these sections, as the composer leaves it."""
        by, drafts = by or self.drafter, self.workspace.drafts
        facts = self.workspace.projects.facts(by, project.id)
        made = drafts.start(by, project.id, facts.id, project.pack, "offline")
        headings = [[id, f"标题{id}", 1] for id in texts]
        drafts.set(by, made.id, head={"sections": headings}, state="done")
        for id, text in texts.items():
            drafts.revise(by, made.id, id, text, "composer", None, {"heading": f"标题{id}"})
        return made.id

    def revise(self, draft: int, section: str, text: str, by: Person | None = None) -> int:
        """Somebody's change of a section's last text."""
        by, drafts = by or self.drafter, self.workspace.drafts
        return drafts.revise(by, draft, section, text, "human", drafts.sections(by, draft)[section].id).id


def make_team(home: Path) -> Team:
    """An administrator, two who write, one who reviews."""
    opened = open_workspace(Settings(home=home))
    people = People(opened.database, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    workspace = replace(opened, people=people)
    admin = people.first("主管", "周主管", "correct horse")

    return Team(
        workspace,
        admin,
        people.add(admin, "小李", "李填报", "battery staple", "drafter"),
        people.add(admin, "小王", "王填报", "battery staple", "drafter"),
        people.add(admin, "老赵", "赵审核", "battery staple", "reviewer"),
    )
