"""Where one session is on the page of problems: what it shows, which forms are open, what a model is writing for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.workspace.polishing import Polish


@dataclass
class Room:
    """One session. `shown` are the regions as they were last sent; `editing` the keys of cards with an open form; `mark`
    the own problem that is open, or "new"; `keys` those of the cards on the page, None before there are any.
    """

    project: str = ""
    editing: set[str] = field(default_factory=set)
    mark: str = ""
    keys: tuple[str, ...] | None = None
    shown: dict[str, str] = field(default_factory=dict)
    polishing: dict[str, Polish] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    """Words of a model that were put into an open form."""

    def news(self, parts: dict[str, str]) -> dict[str, str]:
        """Those regions that are not shown like this yet; from now on they are."""
        fresh = {name: html for name, html in parts.items() if self.shown.get(name) != html}
        self.shown |= fresh
        return fresh
