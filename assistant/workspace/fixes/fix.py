"""A fix as a value: what a button does about a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from assistant.editing.proposal import FactChange
from assistant.review.findings import Finding

Way = Literal["text", "fact", "field", "go", "model"]
_LONGEST = 18


@dataclass(frozen=True)
class Edit:
    """The characters `start` to `end` of a section's text become `after`."""

    section: str
    start: int
    end: int
    after: str


@dataclass(frozen=True)
class Fix:
    """One button: `edits` of the text, `changes` of facts, the `field` (a fact path) to look at, or an `instruction` for a
    model. `id` is unique among the fixes of one finding; `told` says more than fits on the button.
    """

    id: str
    label: str
    way: Way
    edits: tuple[Edit, ...] = ()
    changes: tuple[FactChange, ...] = ()
    field: str = ""
    instruction: str = ""
    told: str = ""


def finding_id(finding: Finding) -> str:
    """A name for a finding that stays while it does: its rule, place, words and message."""
    parts = (
        finding.rule,
        finding.section,
        finding.start,
        finding.end,
        finding.text,
        finding.path,
        finding.message,
    )
    return sha256("\x00".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:12]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A section's text after its edits; of two that overlap the first counts."""
    out, at = [], 0
    for one in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if one.start >= at:
            out += [text[at : one.start], one.after]
            at = one.end
    return "".join([*out, text[at:]])


def replaced(finding: Finding, after: str, id: str = "replace", label: str = "") -> Fix:
    """The words of a finding become others."""
    return Fix(id, label or f"改为“{short(after)}”", "text", (on(finding, after),))


def on(finding: Finding, after: str) -> Edit:
    """The edit of a finding's own span."""
    return Edit(finding.section, finding.start, finding.end, after)


def short(words: str) -> str:
    """Words as they fit on a button."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"


def alike(finding: Finding, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that say the same of the same words elsewhere, this one included."""
    return [
        one
        for one in findings
        if (one.rule, one.text, one.fix) == (finding.rule, finding.text, finding.fix) and one.section
    ]
