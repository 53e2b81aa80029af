"""A draft: the JSON that other tools rely on (field names are a contract)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

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


Outcome = Literal["offline", "model", "repaired", "mixed", "composed"]


class Step(BaseModel):
    """One thing that happened to a section on its way. `round` 0 is the first answer; `item` counts from 1 where a section
    was asked for item by item. `rules` and `sentences` say what was wrong, and where.

    `outcome`: sound (taken), faulty, useless (no answer to speak of), pruned (spare sentences struck), too_long (the context
    did not hold it), no_example and short_facts (asked with less), mended (the composer's sentences for the failing ones),
    composed (its whole text), marked (what was left is 【待核实：…】), reused, not_reused (a kept text failed the review).
    """

    round: int = 0
    item: int | None = None
    outcome: Literal[
        "sound",
        "faulty",
        "useless",
        "pruned",
        "too_long",
        "no_example",
        "short_facts",
        "mended",
        "composed",
        "marked",
        "reused",
        "not_reused",
    ]
    rules: list[str] = []
    sentences: list[str] = []


class Usage(BaseModel):
    """What a section cost: tokens, calls, repair rounds, and how much of the text the composer had to supply.

    `outcome`: offline (composer only), model (first answer held), repaired, mixed (some sentences from the composer),
    composed (the model's text was not usable). A `reused` section cost nothing this time; its `steps` are those of its
    writing. `seconds` are those of the model; `cost` is in 元, null without prices.
    """

    outcome: Outcome = "offline"
    calls: int = 0
    repairs: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    reused: bool = False
    cost: Decimal | None = None
    steps: list[Step] = []


class TotalUsage(BaseModel):
    """What a draft cost, all sections together; `reused` counts the sections that were taken from earlier drafts."""

    calls: int = 0
    repairs: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    reused: int = 0
    cost: Decimal | None = None


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
    """A whole draft. `facts` is the tree that it was written from, so that it can be edited without their file."""

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
    usage: TotalUsage = TotalUsage()
    facts: dict[str, Any] | None = None
