"""The report that all files are made from: a sample project, composed offline, exported as the program exports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from assistant.drafting.draft import Draft
from assistant.drafting.events import Finished
from assistant.drafting.pipeline import Job, draft
from assistant.export.docx import docx_bytes
from assistant.export.of_draft import paper_of
from assistant.export.paper import Paper
from assistant.facts.load import load_facts
from assistant.outline.packs import load_pack
from assistant.resources import shipped

SAMPLE, PACK = "2020-school-chengxi", "national"


@dataclass(frozen=True)
class Base:
    """A draft, its paper and the exported file."""

    draft: Draft
    paper: Paper
    content: bytes

    def text(self, section: str) -> str:
        """A section's text."""
        return next(one.text for one in self.paper.sections if one.id == section)

    def heading(self, section: str) -> str:
        """A section's heading."""
        return next(one.heading for one in self.paper.sections if one.id == section)


@cache
def base() -> Base:
    """Made once."""
    facts = load_facts(shipped("corpus") / f"{SAMPLE}.yaml")
    made = next(event.draft for event in draft(Job(facts, load_pack(PACK))) if isinstance(event, Finished))
    paper = replace(paper_of(made), version="7.42")
    return Base(made, paper, docx_bytes(paper))
