"""Where one open page of a preview is: its project, what it shows already, and what it waits for."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Room:
    """`pulse` is the state of the store that the pages show; `key` is what they are kept under, `working` whether they are
    still being set. A look and an act at the same time would show what is past: each holds the `lock`.
    """

    project: str = ""
    draft: int = 0
    key: str = ""
    working: bool = False
    pulse: tuple[int, ...] = ()
    seen: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fresh(self, parts: Mapping[str, str]) -> dict[str, str]:
        """Those regions that differ from what the page shows; they count as shown from now on."""
        changed = {name: html for name, html in parts.items() if self.seen.get(name) != hash(html)}
        self.seen |= {name: hash(html) for name, html in changed.items()}
        return changed
