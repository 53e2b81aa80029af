"""Changing a draft: a section edited by hand, hunks of a proposal taken or refused, and all of it undone and redone.

Every change is a new revision upon the one that was seen; undoing is a new revision too. What both a person and a fact
are changed by is written facts first: whatever a kill leaves, doing it once more completes it.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from assistant.editing.following import with_fact
from assistant.editing.hunks import Hunk, applied
from assistant.editing.proposal import Proposal
from assistant.errors import InputError, Stale
from assistant.facts.load import facts_from_tree
from assistant.store.drafts import Origin, Revision
from assistant.store.people import Person
from assistant.store.talk import ProposalEntry
from assistant.workspace.talking import Talking
from assistant.workspace.workspace import Workspace

LONGEST = 20_000
"""Characters of a section."""
_STEPS = 50
_ORIGINS: Mapping[str, Origin] = {"model": "model", "import": "import"}
_CONTEXT = 12


@dataclass(frozen=True)
class Step:
    """One change that can be undone: by section the revisions before and after; of the facts too where they changed."""

    said: str
    sections: Mapping[str, tuple[int, int]]
    facts: tuple[int, int] | None = None


@dataclass
class Steps:
    """What one person did to one draft, and what of it is undone."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)


class Changing:
    """The changes of a workspace's drafts. The way back is remembered while the server runs; history keeps all."""

    def __init__(self, workspace: Workspace, talking: Talking) -> None:
        self._workspace, self._talking = workspace, talking
        self._steps: dict[tuple[int, int], Steps] = {}
        self._lock = threading.Lock()

    def edit(self, by: Person, draft: int, section: str, revision: int | None, text: str) -> Revision:
        """A section as a person typed it, upon the revision that they saw. Raises `Stale`, `NotAllowed`, `InputError`."""
        clean = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip("\n")
        if len(clean) > LONGEST:
            raise InputError(f"这一节太长（{len(clean)}字）", hint=f"一节最多{LONGEST}字，请分成几节。")
        made = self._workspace.drafts.revise(by, draft, section, clean, "human", revision)
        if revision is not None and made.id != revision:
            self._did(by, draft, Step("修改", {section: (revision, made.id)}))
        return made

    def accept(self, by: Person, project: str, proposal: int, hunks: Collection[str]) -> None:
        """Takes some hunks of a proposal; where it changes a fact, that is changed with the first of them. Doing it twice
        changes nothing. Raises `Stale` where the text has changed so that a hunk has no place any more.
        """
        entry, made = self._talking.opened(by, proposal)
        chosen = {one.id for one in made.hunks if one.id in set(hunks)} - _refused(entry.decided)
        if not chosen:
            return
        facts = self._change_facts(by, project, entry, made)
        changes, before = self._texts(by, entry.draft, made, entry.body["base"], entry.decided, chosen)
        origin = _ORIGINS.get(made.way, "human")
        done = self._workspace.drafts.revise_all(by, entry.draft, changes, origin) if changes else []
        self._workspace.talk.settle(by, proposal, dict.fromkeys(chosen, True), len(made.hunks))
        if facts or made.way == "facts":
            self._workspace.drafts.set(by, entry.draft, facts=facts[1] if facts else entry.body["facts"])
        moved = {one.section: (before[one.section], one.id) for one in done if one.id != before[one.section]}
        if moved or (facts and facts[0] != facts[1]):
            self._did(by, entry.draft, Step(made.instruction, moved, facts))

    def refuse(self, by: Person, proposal: int, hunks: Collection[str]) -> None:
        """Refuses some hunks."""
        _, made = self._talking.opened(by, proposal)
        chosen = {one.id for one in made.hunks if one.id in set(hunks)}
        self._workspace.talk.settle(by, proposal, dict.fromkeys(chosen, False), len(made.hunks))

    def undo(self, by: Person, project: str, draft: int) -> str:
        """Takes back what this person did last; returns what that was. Raises `InputError`, `Stale`."""
        steps = self._of(by, draft)
        if not steps.done:
            raise InputError("没有可以撤销的修改", hint="更早的版本可以在“历史”中恢复。")
        step = steps.done[-1]
        back = self._turned(by, project, draft, step, f"撤销：{step.said}")
        with self._lock:
            steps.done.pop()
            steps.undone.append(back)
        return step.said

    def redo(self, by: Person, project: str, draft: int) -> str:
        """Does once more what was undone last; returns what that was. Raises `InputError`, `Stale`."""
        steps = self._of(by, draft)
        if not steps.undone:
            raise InputError("没有可以重做的修改")
        step = steps.undone[-1]
        again = self._turned(by, project, draft, step, step.said)
        with self._lock:
            steps.undone.pop()
            steps.done.append(again)
        return step.said

    def steps(self, by: Person, draft: int) -> tuple[int, int]:
        """How many changes can be undone and redone."""
        steps = self._of(by, draft)
        return len(steps.done), len(steps.undone)

    def _turned(self, by: Person, project: str, draft: int, step: Step, said: str) -> Step:
        """The change from after to before; the step that leads back again."""
        facts = None
        if step.facts:
            was = self._workspace.projects.facts(by, project, step.facts[0])
            now = self._workspace.projects.save(by, project, was.tree, step.facts[1], said)
            facts = (step.facts[1], now.id)
        moved = {}
        for section, (before, after) in step.sections.items():
            made = self._workspace.drafts.restore(by, draft, section, before, after)
            moved[section] = (after, made.id)
        if facts:
            self._workspace.drafts.set(by, draft, facts=facts[1])
        return Step(step.said, moved, facts)

    def _change_facts(
        self, by: Person, project: str, entry: ProposalEntry, made: Proposal
    ) -> tuple[int, int] | None:
        """The facts' revisions before and after; None where the proposal changes none."""
        tree = entry.body.get("tree")
        if tree is None:
            return None
        projects = self._workspace.projects
        saved = projects.facts(by, project)
        if saved.id != entry.body["facts"] and saved.tree != tree:
            if made.fact is None:
                raise Stale(f"{saved.author}改过数据", saved.id, hint="请看最新内容后重新操作。")
            after = with_fact(facts_from_tree(saved.tree), made.fact.path, made.fact.value)
            tree = after.model_dump(mode="json", exclude_none=True)
        remark = (
            f"{made.fact.title}：{made.fact.before or '空'}→{made.fact.after}" if made.fact else "随报告修改"
        )
        return saved.id, projects.save(by, project, tree, saved.id, remark).id

    def _texts(
        self,
        by: Person,
        draft: int,
        made: Proposal,
        base: Mapping[str, tuple[int | None, str]],
        decided: Mapping[str, bool],
        chosen: Collection[str],
    ) -> tuple[list[tuple[str, str, int | None, None]], dict[str, int]]:
        """The sections with the chosen hunks, as `revise_all` takes them, and the revisions that they stand upon."""
        now = self._workspace.drafts.sections(by, draft)
        taken = {id for id, yes in decided.items() if yes}
        changes, before = [], {}
        for section, (_, text) in base.items():
            mine = [one for one in made.hunks if one.section == section]
            earlier = [one for one in mine if one.id in taken]
            fresh = [one for one in mine if one.id in chosen and one.id not in taken]
            if not fresh:
                continue
            then = with_hunks(text, earlier, fresh, now[section].text)
            if then is None:
                raise Stale(
                    f"{now[section].author}改过这一节，这处修改已对不上原文",
                    now[section].id,
                    hint="请看最新内容，需要的话重新提一次要求。",
                )
            changes.append((section, then, now[section].id, None))
            before[section] = now[section].id
        return changes, before

    def _did(self, by: Person, draft: int, step: Step) -> None:
        steps = self._of(by, draft)
        with self._lock:
            steps.done.append(step)
            del steps.done[:-_STEPS]
            steps.undone.clear()

    def _of(self, by: Person, draft: int) -> Steps:
        with self._lock:
            return self._steps.setdefault((by.id, draft), Steps())


def with_hunks(base: str, earlier: Collection[Hunk], fresh: Collection[Hunk], now: str) -> str | None:
    """The text of now with further hunks of a proposal that was made for `base`; None where one has lost its place.

    Usually nobody else has touched it: it is the base with the hunks taken so far, or, done already, with the fresh ones.
    """
    wished = applied(base, [*earlier, *fresh])
    if now in (applied(base, earlier), wished):
        return wished
    text = now
    for one in fresh:
        left = base[max(0, one.start - _CONTEXT) : one.start]
        right = base[one.end : one.end + _CONTEXT]
        place = f"{left}{one.before}{right}"
        if not place or text.count(place) != 1:
            return None
        at = text.index(place) + len(left)
        text = text[:at] + one.after + text[at + len(one.before) :]
    return text


def _refused(decided: Mapping[str, bool]) -> set[str]:
    return {id for id, taken in decided.items() if not taken}
