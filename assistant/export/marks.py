"""What stands in a text beside its words: who changed which characters, and what is remarked on which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Mark:
    """A stretch of a section's text that was kept, dropped or added; a newline in it is the end of a paragraph.

    Kept and added stretches joined are the new text, kept and dropped ones the old. A kept stretch has no author.
    """

    op: Literal["keep", "drop", "add"]
    text: str
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Remark:
    """A comment on the characters `start` to `end` of a section's (new) text."""

    start: int
    end: int
    text: str
    author: str = ""


REMINDER = "待办提示"
"""The author of the exporter's own comments on 【待补充】 and 【待核实】: no person's note when the file comes back."""

TYPESETTER = "排版提示"
"""The author of the exporter's comment on the typefaces that the file needs."""
