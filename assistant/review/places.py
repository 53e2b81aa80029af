"""Places: where a text names the subjects of the facts, looked up from the figures behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.review.mention import Mention
from assistant.review.subjects import Subject

# No sentence that a reader can follow is longer on either side of a figure.
REACH = 300


@dataclass(frozen=True)
class Named:
    """A place where a text names a subject."""

    start: int
    end: int
    subject: Subject


class Places:
    """The names in one text, looked up by where they stand."""

    def __init__(self, named: Sequence[Named]) -> None:
        self._named = named
        self._starts = [one.start for one in named]

    def before(self, mention: Mention, since: int) -> list[Named]:
        """The names from an offset, but not from further than a sentence's reach, up to a mention."""
        since = max(since, mention.start - REACH)
        first, last = bisect_left(self._starts, since), bisect_left(self._starts, mention.start)
        return [one for one in self._named[first:last] if one.end <= mention.start]
