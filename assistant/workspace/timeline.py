"""What happened to a project, newest first: facts, drafts, texts, states and comments; what one person did in one go is one entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

from assistant.errors import FactsError
from assistant.facts.form import make_form
from assistant.facts.form_lines import filled
from assistant.facts.load import facts_from_tree
from assistant.store.drafts import DraftEntry, Mark, Revision
from assistant.store.people import Person
from assistant.store.projects import Deed, FactsRevision
from assistant.store.talk import Message
from assistant.workspace.versions import planned
from assistant.workspace.workspace import Workspace

Kind = Literal["facts", "draft", "text", "state", "comment"]
KINDS: dict[Kind, str] = {
    "facts": "数据",
    "draft": "起草",
    "text": "文字",
    "state": "流转",
    "comment": "批注",
}
_IN_ONE_GO = timedelta(minutes=10)
_DEEDS = {
    "project.create": "新建项目",
    "project.submitted": "提交审核",
    "project.drafting": "撤回，继续填报",
    "project.returned": "退回修改",
    "project.approved": "审定",
    "project.pack": "更换地方模板",
    "project.archive": "归档",
}
_ORIGINS = {
    "composer": "离线起草",
    "model": "模型起草",
    "human": "人工修改",
    "import": "导入",
    "restore": "恢复",
}
_WRITERS = {"composer", "model"}


@dataclass(frozen=True)
class FactChange:
    """A fact that was changed, as people read it; "" where it was or became blank."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """Something that one person did, between two moments. `details` are what it was in words.

    After an entry of kind text, `version` is the version of the report that it led to and `base` the one before it; `marks`
    are the names that were given to any version within it.
    """

    kind: Kind
    since: datetime
    until: datetime
    who: str
    title: str
    details: tuple[str, ...] = ()
    changes: tuple[FactChange, ...] = ()
    version: int | None = None
    base: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class _Happening:
    kind: Kind
    at: datetime
    who: str
    key: str
    what: Any


def timeline(workspace: Workspace, by: Person, project: str) -> Sequence[Entry]:
    """Everything that happened, newest first. Raises `NotThere`."""
    facts = list(reversed(workspace.projects.history(by, project)))
    revisions = workspace.drafts.revisions(by, project)
    drafts = workspace.drafts.list(by, project)
    said = [_Happening("facts", one.made_at, one.author, "", one) for one in facts[1:]] + [
        _Happening("text", one.made_at, one.author, _key(one), one) for one in revisions
    ]
    said += [_Happening("draft", one.made_at, "", str(one.id), one) for one in drafts]
    said += [
        _Happening("state", one.at, one.who, "", one)
        for one in workspace.projects.deeds(by, project)
        if one.action in _DEEDS
    ]
    said += [
        _Happening("comment", one.made_at, one.author, str(draft.id), one)
        for draft in drafts
        for one in workspace.talk.messages(by, draft.id)
        if one.speaker in ("reviewer", "reply")
    ]
    before = {one.id: earlier.tree for earlier, one in pairwise(facts)}
    made = _Entries(before, _headings(drafts), workspace.drafts.marks(by, project))
    entries = [made.entry(group) for group in _in_one_go(sorted(said, key=lambda one: one.at))]
    return entries[::-1]


def fact_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FactChange, ...]:
    """What differs between two states of the facts, field by field in the form's order; nothing where one cannot be read."""
    try:
        before, after = _lines(_key_of(old)), _lines(_key_of(new))
    except FactsError:
        return ()
    paths = dict.fromkeys((*after, *before))
    return tuple(
        FactChange(
            (after.get(path) or before[path])[0], before.get(path, ("", ""))[1], after.get(path, ("", ""))[1]
        )
        for path in paths
        if before.get(path) != after.get(path)
    )


class _Entries:
    """Makes entries of happenings; versions follow each other."""

    def __init__(
        self,
        before: Mapping[int, Mapping[str, Any]],
        headings: Mapping[tuple[int, str], str],
        marks: Sequence[Mark],
    ) -> None:
        self._before, self._headings, self._marks = before, headings, marks
        self._version = 0

    def entry(self, group: Sequence[_Happening]) -> Entry:
        """One entry of what was done in one go."""
        first, last = group[0], group[-1]
        entry = Entry(first.kind, first.at, last.at, first.who, "")
        what = [one.what for one in group]
        match first.kind:
            case "facts":
                return self._facts(entry, what)
            case "text":
                return self._text(entry, what)
            case "draft":
                return _draft(entry, what[0])
            case "state":
                return _state(entry, what[0])
            case _:
                return _comments(entry, what)

    def _facts(self, entry: Entry, states: Sequence[FactsRevision]) -> Entry:
        changes = fact_changes(self._before[states[0].id], states[-1].tree)
        title = f"修改数据{len(changes)}处" if changes else "保存数据"
        notes = tuple(dict.fromkeys(one.note for one in states if one.note))
        return replace(entry, title=title, details=notes, changes=changes)

    def _text(self, entry: Entry, revisions: Sequence[Revision]) -> Entry:
        sections = dict.fromkeys(
            self._headings.get((one.draft, one.section), one.section) for one in revisions
        )
        origins = dict.fromkeys(_ORIGINS[one.origin] for one in revisions)
        base, self._version = self._version, revisions[-1].id
        ids = {one.id for one in revisions}
        return replace(
            entry,
            title=f"{'、'.join(origins)}{len(sections)}节",
            details=tuple(sections),
            version=self._version,
            base=base,
            marks=tuple(mark for mark in self._marks if mark.revision in ids),
        )


def _headings(drafts: Sequence[DraftEntry]) -> dict[tuple[int, str], str]:
    """The heading of every section by its draft and id."""
    return {(one.id, id): heading for one in drafts for id, heading in planned(one).items()}


def _draft(entry: Entry, draft: DraftEntry) -> Entry:
    writer = "语言模型" if draft.writer == "model" else "离线"
    return replace(entry, title=f"开始起草（{writer}）")


def _state(entry: Entry, deed: Deed) -> Entry:
    back = deed.action == "project.archive" and not deed.detail.get("archived", True)
    return replace(entry, title="取消归档" if back else _DEEDS[deed.action])


def _comments(entry: Entry, messages: Sequence[Message]) -> Entry:
    told = "回复批注" if all(one.speaker == "reply" for one in messages) else "批注"
    number = f"{len(messages)}条" if len(messages) > 1 else ""
    return replace(entry, title=f"{told}{number}", details=tuple(one.text for one in messages))


def _in_one_go(happenings: Iterable[_Happening]) -> Iterator[list[_Happening]]:
    """Neighbours of one kind, one person and one thing, each within ten minutes of the one before."""
    group: list[_Happening] = []
    for one in happenings:
        if group and not _goes_on(group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(last: _Happening, one: _Happening) -> bool:
    if one.kind in ("draft", "state"):
        return False
    alike = (last.kind, last.who, last.key) == (one.kind, one.who, one.key)
    return alike and one.at - last.at <= _IN_ONE_GO


def _key(revision: Revision) -> str:
    """A draft's writers may take turns: they are one."""
    return f"{revision.draft} {'written' if revision.origin in _WRITERS else revision.origin}"


def _key_of(tree: Mapping[str, Any]) -> str:
    return json.dumps(tree, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=256)
def _lines(tree: str) -> dict[str, tuple[str, str]]:
    """Title and text of every fact by its path. Kept: each state is asked for twice."""
    pages = filled(facts_from_tree(json.loads(tree)), _form())
    return {line.path: (line.title, line.text) for lines in pages.values() for line in lines}


@lru_cache(maxsize=1)
def _form() -> Any:
    return make_form()
