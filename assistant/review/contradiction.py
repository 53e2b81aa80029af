"""A contradiction: a mention that says of its subject what the facts say otherwise, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.review.mention import Mention

# All paths of the facts that say the same as a mention.
FindAll = Callable[[Mention], Sequence[str]]


@dataclass(frozen=True)
class Contradiction:
    """What a mention should have said: the fact's path and text. `certain`: putting `expected` there mends the text."""

    mention: Mention
    path: str
    subject: str
    expected: str
    certain: bool = False
