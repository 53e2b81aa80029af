"""A proposal: what an instruction would do to a draft. Nothing changes until a person accepts it, hunk by hunk."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from pydantic import BaseModel

from assistant.editing.hunks import Hunk, applied
from assistant.editing.sheet import Sheet
from assistant.review.findings import Finding

Way = Literal["words", "facts", "model", "import", "none"]


class Altered(BaseModel):
    """What an edit does to the facts that a text tells: `kind` added, dropped or altered, `cls` figure, date, name …;
    `status` of the new value against the facts (traced, derived, contradicted, untraced, or empty).
    """

    section: str
    kind: str
    cls: str
    before: str
    after: str
    status: str = ""
    path: str = ""


class FactChange(BaseModel):
    """The offer to change a fact instead of the words: every place of the draft that tells it then follows."""

    path: str
    title: str
    before: str
    after: str
    value: str


class Proposal(BaseModel):
    """`way`: words (carried out without a model), facts (a fact is meant), model, import (an edited file came back), or none
    (`message` says why). `caused` and `cured` are the findings that accepting everything would bring or end. `fact` is the
    one that is meant; `offers` are those that could be changed instead of the words, where an edit touches several.
    """

    instruction: str
    way: Way
    hunks: list[Hunk] = []
    changes: list[Altered] = []
    caused: list[Finding] = []
    cured: list[Finding] = []
    fact: FactChange | None = None
    offers: list[FactChange] = []
    message: str = ""

    @property
    def needs_confirming(self) -> bool:
        """Whether it changes facts that the draft tells."""
        return bool(self.changes)


def accepted(sheet: Sheet, proposal: Proposal, chosen: Collection[str] | None = None) -> Sheet:
    """The draft with the chosen hunks (all by default). Raises `ValueError` where a section has changed since."""
    wanted = [one for one in proposal.hunks if chosen is None or one.id in chosen]
    texts = {
        leaf.id: applied(leaf.text, [one for one in wanted if one.section == leaf.id])
        for leaf in sheet.leaves
        if any(one.section == leaf.id for one in wanted)
    }
    return sheet.with_texts(texts)
