"""What one open page remembers: its project, the sheet that is open, and what an imported file offers."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.workspace.importing import Offer


@dataclass
class Room:
    """One page of one person. `left` are the numbers in the offer that were taken or refused; `reading` the file that is
    being read, a name for it that no other page has; `head` what the
    project's line says.
    """

    project: str
    sheet: str = "0"
    offer: Offer | None = None
    left: set[int] = field(default_factory=set)
    reading: str = ""
    head: tuple[str, str, int] = ("", "", 0)
