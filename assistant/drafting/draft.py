"""A draft: the JSON that other tools rely on (field names are a contract)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from assistant.review.findings import Finding

WriterName = Literal["offline", "model"]


class DraftMention(BaseModel):
    """A figure or name in a section's text; `fact` is its path or derived name, null where it has none."""

    start: int
    end: int
    text: str
    type: str
    fact: str | None


class ExemplarRef(BaseModel):
    """A past passage that was found for a section."""

    document: str
    heading: str
    score: float


class Usage(BaseModel):
    """What a section cost: tokens, calls, repair rounds, and how much of the text the composer had to supply.

    `outcome`: offline (composer only), model (first answer held), repaired, mixed (some sentences from the composer),
    composed (the model's text was not usable).
    """

    outcome: Literal["offline", "model", "repaired", "mixed", "composed"] = "offline"
    calls: int = 0
    repairs: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class SectionDraft(BaseModel):
    """One section of a draft; `text` is paragraphs separated by line breaks."""

    id: str
    heading: str
    level: int
    kinds: list[str]
    text: str
    mentions: list[DraftMention] = []
    exemplars: list[ExemplarRef] = []
    missing: list[str] = []
    usage: Usage = Usage()


class CoverField(BaseModel):
    """A line of the cover."""

    label: str
    value: str


class Draft(BaseModel):
    """A whole draft."""

    project: str
    unit: str
    title: str
    cover_title: str
    cover: list[CoverField]
    date: str
    pack: str
    writer: WriterName
    model: str | None = None
    sections: list[SectionDraft]
    findings: list[Finding]
    timings: dict[str, float]
