"""A draft as the paper that exporters print."""

from __future__ import annotations

from assistant.drafting.draft import Draft
from assistant.export.paper import CoverLine, Paper, PaperSection, Signature


def paper_of(draft: Draft) -> Paper:
    """The draft's title, cover, sections and signature."""
    return Paper(
        title=draft.title,
        cover=tuple(CoverLine(line.label, line.value) for line in draft.cover),
        cover_title=draft.cover_title,
        sections=tuple(PaperSection(one.heading, one.level, one.text, one.id) for one in draft.sections),
        signature=Signature(draft.unit, draft.date) if draft.date else None,
    )
