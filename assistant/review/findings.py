"""A finding: one fault of a draft, where it is, and what to do about it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Severity = Literal["error", "warning", "info"]


class Finding(BaseModel):
    """`start` and `end` are character offsets in the section's text; `fix` is replacement text where it is certain.

    A fault of the facts belongs to no section: `path` says which fact it is (`indicators[2].score`).
    """

    model_config = ConfigDict(frozen=True)

    rule: str
    severity: Severity
    section: str
    start: int
    end: int
    text: str
    message: str
    fix: str | None = None
    path: str | None = None
