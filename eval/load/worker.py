"""What is killed: a process that drafts and edits in a workspace, and tells each text once it is accepted.

    python -m eval.load.worker FACTS… < nothing > acknowledgements, one JSON a line

The workspace is that of the environment. Each edit appends a mark of its own to a section, so that a lost or doubled
text shows.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from random import Random

from assistant.editing.sheet import Scope
from assistant.errors import Stale
from assistant.facts.load import load_facts
from assistant.settings import Settings
from assistant.store.drafts import Revision
from assistant.store.people import Person
from assistant.workspace.desk import Desk, open_desk
from assistant.workspace.workspace import open_workspace

PACK = "national"
_PAUSE = 0.02


def tell(**said: object) -> None:
    """One acknowledgement: whoever reads it may count on it."""
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Worker:
    """One person at work on the drafts of some projects, one after the other, without end."""

    def __init__(self, desk: Desk, facts: list[Path]) -> None:
        self._desk, self._facts, self._chance = desk, facts, Random()
        self._by: Person = desk.workspace.people.local()
        self._marks = 0

    def work(self) -> None:
        """Until somebody ends it."""
        while True:
            for path in self._facts:
                project, draft = self._begun(path)
                tell(begun=draft, project=path.stem)
                self._until_done(project, draft)
            tell(all_done=True)
            project, draft = self._begun(self._chance.choice(self._facts))
            for _ in range(50):
                self._edit(project, draft)

    def _begun(self, path: Path) -> tuple[str, int]:
        """The project of a facts file with its draft, made or taken up again."""
        workspace, by = self._desk.workspace, self._by
        tree = load_facts(path).model_dump(mode="json", exclude_none=True)
        known = {one.name: one.id for one in workspace.projects.list(by)}
        name = tree["project"]["name"]
        project = known.get(name) or workspace.projects.create(by, tree, PACK).id
        drafts = workspace.drafts.list(by, project)
        if not drafts:
            return project, self._desk.writing.start(by, project, PACK, "model").id
        if drafts[0].state != "done" and self._desk.writing.run(drafts[0].id) is None:
            self._desk.writing.resume(by, drafts[0].id)
        return project, drafts[0].id

    def _until_done(self, project: str, draft: int) -> None:
        run = self._desk.writing.run(draft)
        while run is not None and not run.ended.is_set():
            self._edit(project, draft)
        if run is not None:
            tell(ended=draft, fault=run.fault)

    def _edit(self, project: str, draft: int) -> None:
        """A mark more in one of the sections that are written; sometimes by an instruction."""
        written = self._desk.workspace.drafts.sections(self._by, draft)
        chosen = [one for one in written.values() if one.text]
        if not chosen:
            time.sleep(_PAUSE)
            return
        section, self._marks = self._chance.choice(chosen), self._marks + 1
        mark = f"〔{time.time_ns():x}-{self._marks}〕"
        try:
            by_hand = self._chance.random() < 0.5
            made = (self._typed if by_hand else self._asked)(project, draft, section, mark)
        except Stale:
            return
        if made is not None:
            tell(draft=draft, section=section.section, mark=mark, revision=made.id)

    def _typed(self, project: str, draft: int, section: Revision, mark: str) -> Revision | None:
        text = f"{section.text}{mark}"
        return self._desk.changing.edit(self._by, draft, section.section, section.id, text)

    def _asked(self, project: str, draft: int, section: Revision, mark: str) -> Revision | None:
        desk, by = self._desk, self._by
        desk.talking.instruct(by, project, draft, f"在末尾加上“{mark}”", Scope(section.section), wait=30)
        line = next((one for one in reversed(desk.talking.lines(by, draft)) if one.open), None)
        if line is None or line.proposal is None or line.message.proposal is None:
            return None
        desk.changing.accept(by, project, line.message.proposal, [one.id for one in line.proposal.hunks])
        return desk.workspace.drafts.sections(by, draft)[section.section]


def main() -> None:
    """Works until it is killed."""
    desk = open_desk(open_workspace(Settings()))
    tell(ready=True)
    Worker(desk, [Path(one) for one in sys.argv[1:]]).work()


if __name__ == "__main__":
    main()
