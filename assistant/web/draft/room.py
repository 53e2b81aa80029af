"""Where one open page of a draft is: its project, and what it shows already."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.store.drafts import Revision
from assistant.workspace.evidence import Evidence
from assistant.workspace.merging import Merge, Side, merged

if TYPE_CHECKING:
    from assistant.workspace.returning import TakenBack


@dataclass(frozen=True)
class Collision:
    """A section that somebody else saved while this person edited it: what both began with, and what each made of it."""

    section: str
    base: str
    mine: str
    theirs: Revision
    choices: Mapping[str, Side] = field(default_factory=dict)

    @property
    def merge(self) -> Merge:
        """Both changes in one text."""
        return merged(self.base, self.mine, self.theirs.text)

    @property
    def settled(self) -> bool:
        """Whether a side is chosen wherever both changed the same place."""
        return all(one.id in self.choices for one in self.merge.conflicts)


@dataclass
class Room:
    """`seen` is a digest by region of what the page shows; `pulse` is the state of the store that it shows, `live` whether
    more is to come by itself. `faults` are what is wrong with the values `typed` in the to-do list, by its items. A look and
    an act at the same time would show the page what is past: each holds the `lock`.
    """

    project: str = ""
    draft: int | None = None
    pulse: tuple[int, ...] = ()
    live: bool = False
    seen: dict[str, int] = field(default_factory=dict)
    evidence: Evidence | None = None
    collision: Collision | None = None
    trouble: tuple[str, str] | None = None
    said: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    returned: tuple[str, TakenBack] | None = None
    """A Word file that was brought back, by its name, until it is put away."""
    tried: int = 0
    """What the fixes that are shown were tried on."""

    def fresh(self, parts: Mapping[str, str]) -> dict[str, str]:
        """Those regions that differ from what the page shows; they count as shown from now on."""
        changed = {name: html for name, html in parts.items() if self.seen.get(name) != hash(html)}
        self.seen |= {name: hash(html) for name, html in changed.items()}
        return changed
