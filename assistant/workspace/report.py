"""The report of a project as it stands: its newest draft with the last text of every section, read against the facts of now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from assistant.drafting.cost import total
from assistant.drafting.draft import CoverField, Draft, DraftMention, SectionDraft, Usage
from assistant.drafting.pipeline import covered, titled
from assistant.editing.sheet import Leaf, Sheet
from assistant.errors import InputError, LibraryError, NotThere
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack
from assistant.review.archive import Archive
from assistant.review.findings import Finding
from assistant.review.foreign import foreign
from assistant.review.report import ReportReview, review_report
from assistant.review.rules import Section
from assistant.store.drafts import DraftEntry, Revision
from assistant.store.people import Person
from assistant.store.projects import Project
from assistant.wiring import archive_of
from assistant.workspace.fixes.basis import basis_of
from assistant.workspace.workspace import Workspace


@dataclass(frozen=True)
class Part:
    """A section: its place in the outline, and its last text (none before it is written)."""

    id: str
    heading: str
    level: int
    revision: Revision | None
    mentions: tuple[DraftMention, ...] = ()

    @property
    def text(self) -> str:
        """The last text."""
        return self.revision.text if self.revision else ""

    def draft(self) -> SectionDraft:
        """The section as the draft's JSON holds it."""
        details = dict(self.revision.details) if self.revision else {}
        details |= {"id": self.id, "heading": self.heading, "level": self.level, "text": self.text}
        made = SectionDraft.model_validate({"kinds": [], **details})
        return made.model_copy(update={"mentions": list(self.mentions)})


@dataclass(frozen=True)
class Report:
    """A project's newest draft, its sections in order, and what the review finds in them now."""

    project: Project
    entry: DraftEntry
    facts: ProjectFacts
    facts_revision: int
    pack: Pack
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]

    def part(self, id: str) -> Part:
        """A section by its id. Raises `InputError`."""
        for one in self.parts:
            if one.id == id:
                return one
        raise InputError("报告里没有这一节", hint="请刷新页面。")

    @property
    def sheet(self) -> Sheet:
        """The sections as the editor takes them."""
        return Sheet(tuple(Leaf(one.id, one.heading, one.text) for one in self.parts))

    @property
    def follows(self) -> bool:
        """Whether the texts were brought up to the facts of now."""
        return self.entry.facts == self.facts_revision

    @property
    def complete(self) -> bool:
        """Whether every section is written."""
        return bool(self.parts) and all(one.revision for one in self.parts)

    def draft(self) -> Draft:
        """The draft's JSON, as the command line writes it."""
        sections = [one.draft() for one in self.parts if one.revision]
        head: Mapping[str, Any] = self.entry.head
        names = covered(self.facts, self.pack)
        return Draft(
            project=self.facts.project.name,
            unit=self.facts.report.unit,
            title=titled(self.pack.report_title, self.facts),
            cover_title=names.title,
            cover=[CoverField(label=label, value=value) for label, value in names.lines],
            date=names.date,
            pack=self.pack.id,
            writer="model" if self.entry.writer == "model" else "offline",
            model=head.get("model"),
            sections=sections,
            findings=list(self.findings),
            timings=dict(head.get("timings", {})),
            usage=total(one.usage or Usage() for one in sections),
            facts=self.facts.model_dump(mode="json", exclude_none=True),
        )


def open_report(workspace: Workspace, by: Person, project: str, draft: int | None = None) -> Report | None:
    """The newest draft of a project (or the one named), None where it has none yet. Raises `NotThere`."""
    shown = workspace.projects.get(by, project)
    entries = workspace.drafts.list(by, project)
    if draft is not None:
        entries = [one for one in entries if one.id == draft]
        if not entries:
            raise NotThere("没有这份草稿，或没有权限查看", hint="请从项目中打开。")
    if not entries:
        return None
    saved = workspace.projects.facts(by, project)
    entry, texts = entries[0], workspace.drafts.sections(by, entries[0].id)
    tree, pack = json.dumps(saved.tree, sort_keys=True, ensure_ascii=False), load_pack(entry.pack)
    placed = [(str(id), str(heading), int(level)) for id, heading, level in entry.head.get("sections", [])]
    written = tuple(Section(id, heading, texts[id].text) for id, heading, _ in placed if id in texts)
    review = reviewed(written, tree, entry.pack, _archive(workspace))
    parts = tuple(
        Part(id, heading, level, texts.get(id), _mentions(review, id)) for id, heading, level in placed
    )
    facts = facts_from_tree(json.loads(tree))
    return Report(shown, entry, facts, saved.id, pack, parts, review.findings)


@lru_cache(maxsize=128)
def reviewed(sections: tuple[Section, ...], tree: str, pack_id: str, archive: Archive | None) -> ReportReview:
    """The review of these texts against the facts of a tree (as JSON); the composer vouches for its own sentences. Kept:
    a page asks for it again and again.
    """
    facts, pack = facts_from_tree(json.loads(tree)), load_pack(pack_id)
    basis = basis_of(facts, pack)
    known = {one.id: basis.known(one.id, one.text) for one in sections}
    review = review_report(sections, facts, basis.plan.derived, known=known, book=basis.book)
    if archive is None:
        return review
    found = foreign(sections, facts, basis.ledger, archive)
    return ReportReview((*review.findings, *found), review.mentions, review.headings)


def _archive(workspace: Workspace) -> Archive | None:
    """What past reports say; a library that is out of order costs this check, not the page."""
    try:
        return archive_of(workspace.settings)
    except LibraryError:
        return None


def _mentions(review: ReportReview, section: str) -> tuple[DraftMention, ...]:
    return tuple(
        DraftMention(
            start=one.mention.start,
            end=one.mention.end,
            text=one.mention.text,
            type=one.mention.type,
            fact=one.path,
        )
        for one in review.mentions.get(section, ())
    )
