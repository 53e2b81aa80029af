"""Where one person is on the page: the list as wished for, the document and the section that are open."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.web.reports.catalogue import Wish


@dataclass(eq=False)
class Room:
    """One per browser session. `shown` is what stands on the page by place, so that a clock sends only news."""

    wish: Wish = field(default_factory=Wish)
    document: str = ""
    section: str = ""
    shown: dict[str, str] = field(default_factory=dict)

    def is_news(self, place: str, html: str) -> bool:
        """Whether that is not yet what stands at the place; from now on it is."""
        if self.shown.get(place) == html:
            return False
        self.shown[place] = html
        return True
