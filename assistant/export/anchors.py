"""Bookmarks on headings: a section is known by its own when the file comes back, whatever became of its number and words.

Word hides bookmarks whose name begins with an underscore; a name has at most 40 characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_LEAD = "_sec_"
_LONGEST = 40


def anchor(section: str) -> str:
    """The bookmark's name for a section id."""
    name = _LEAD + section
    if len(name) <= _LONGEST:
        return name
    return name[: _LONGEST - 9] + "_" + hashlib.sha256(section.encode()).hexdigest()[:8]


def section_of(name: str, sections: Iterable[str]) -> str | None:
    """The section whose bookmark this is, None for another bookmark."""
    return next((one for one in sections if anchor(one) == name), None)
