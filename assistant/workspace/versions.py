"""Versions of a report: its text after any revision. Two are compared, one is restored, one is named.

A version is known by the id of a section revision: the last text of every section of that draft until then. 0 is the empty one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.errors import InputError, NotThere, PackError
from assistant.outline.packs import load_pack
from assistant.store.drafts import DraftEntry, Mark, Revision
from assistant.store.people import Person
from assistant.workspace.comparing import Comparison, compared
from assistant.workspace.merging import Merge, merged
from assistant.workspace.workspace import Workspace

__all__ = ["Merge", "Version", "compare", "latest", "mark", "merged", "restore", "version"]

NOTHING = 0
_LONGEST_NAME = 30


@dataclass(frozen=True)
class Version:
    """The report after the revision `at`; `sections` has the last revision of each by its id, in the report's order.

    `draft` and `pack` are those it was written in (0 and "" for the empty one).
    """

    at: int
    draft: int
    pack: str
    made_at: datetime | None
    author: str
    sections: Mapping[str, Revision]
    headings: Mapping[str, str]

    def texts(self) -> dict[str, str]:
        """The text of every section by its id."""
        return {id: one.text for id, one in self.sections.items()}

    def seen(self) -> dict[str, int]:
        """The revision of every section, to restore upon."""
        return {id: one.id for id, one in self.sections.items()}


def version(workspace: Workspace, by: Person, project: str, at: int) -> Version:
    """The report as it was after a revision. Raises `NotThere`."""
    if at == NOTHING:
        workspace.projects.get(by, project)
        return _nothing()
    revisions = workspace.drafts.revisions(by, project)
    return _version(revisions, _entries(workspace, by, project), at)


def latest(workspace: Workspace, by: Person, project: str) -> Version:
    """The report as it stands: its newest draft. Raises `NotThere`."""
    revisions, entries = workspace.drafts.revisions(by, project), _entries(workspace, by, project)
    newest = max(entries, default=0)
    last = [one for one in revisions if one.draft == newest]
    if last:
        return _version(revisions, entries, last[-1].id)
    entry = entries.get(newest)
    return _empty(entry) if entry else _nothing()


def compare(workspace: Workspace, by: Person, project: str, old: int, new: int) -> Comparison:
    """What differs from one version to another. Raises `NotThere`."""
    revisions, entries = workspace.drafts.revisions(by, project), _entries(workspace, by, project)
    first, second = (_version(revisions, entries, at) if at != NOTHING else _nothing() for at in (old, new))
    return compared(first.texts(), second.texts(), _ordered(second.headings, first.headings))


def restore(
    workspace: Workspace,
    by: Person,
    project: str,
    at: int,
    seen: Mapping[str, int],
    section: str | None = None,
) -> Sequence[Revision]:
    """A version's texts once more, as new revisions of the newest draft: of one section, or of all that differ (all or none).

    `seen` is what stood there when the person decided (`Version.seen`). Sections that the version did not have stay. Raises
    `Stale` where somebody has changed one meanwhile, `NotThere`, `NotAllowed`, `InputError`.
    """
    old, now = version(workspace, by, project, at), latest(workspace, by, project)
    if section is not None and section not in old.sections:
        raise NotThere("这一版没有这一节", hint="请从历史记录中选择。")
    if old.pack != now.pack:
        raise InputError(
            "这一版是按另一个地方模板写的，章节不同，不能恢复", hint="请改回原来的地方模板重新起草后再恢复。"
        )
    chosen = [section] if section is not None else list(old.sections)
    changes = [
        (id, old.sections[id].text, seen.get(id), dict(old.sections[id].details))
        for id in chosen
        if id not in now.sections or now.sections[id].text != old.sections[id].text
    ]
    if not changes:
        raise InputError("现在的内容与这一版相同，不用恢复")
    return workspace.drafts.revise_all(by, now.draft, changes, "restore")


def mark(workspace: Workspace, by: Person, project: str, at: int, name: str) -> Mark:
    """Names a version. Raises `InputError`, `NotThere`."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise InputError(f"版本名称应为1到{_LONGEST_NAME}个字", hint="例如：送审稿。")
    return workspace.drafts.mark(by, project, at, name)


def _entries(workspace: Workspace, by: Person, project: str) -> dict[int, DraftEntry]:
    return {one.id: one for one in workspace.drafts.list(by, project)}


def _version(revisions: Sequence[Revision], entries: Mapping[int, DraftEntry], at: int) -> Version:
    last = next((one for one in revisions if one.id == at), None)
    if last is None:
        raise NotThere("没有这个版本", hint="请从历史记录中选择。")
    texts = {one.section: one for one in revisions if one.draft == last.draft and one.id <= at}
    entry = entries[last.draft]
    headings = _ordered(planned(entry), {id: id for id in texts})
    sections = {id: texts[id] for id in headings if id in texts}
    return Version(at, last.draft, entry.pack, last.made_at, last.author, sections, headings)


def _nothing() -> Version:
    return Version(NOTHING, 0, "", None, "", {}, {})


def _empty(entry: DraftEntry) -> Version:
    """A draft of which nothing is written yet."""
    return Version(NOTHING, entry.id, entry.pack, None, "", {}, planned(entry))


def planned(entry: DraftEntry) -> dict[str, str]:
    """The headings in the report's order: as the draft planned them, else as the pack has them."""
    planned = entry.head.get("sections")
    if planned:
        return {str(id): str(heading) for id, heading, *_ in planned}
    try:
        return {placed.section.id: placed.heading for placed in load_pack(entry.pack).placed()}
    except PackError:
        return {}


def _ordered(first: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """The first in their order, then those that only the second has; a name of the first holds."""
    return {**first, **{id: name for id, name in more.items() if id not in first}}
