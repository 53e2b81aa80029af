"""A search for one of many words that skips to the next character one of them can begin with: `re` tries every word at
every character, and reports are mostly other characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_UNLIKE = re.compile(r"\(\?<?!.*?\)|\[\^.*?\]")


@dataclass(frozen=True)
class Scan:
    """A pattern, and the characters that a match may begin with."""

    pattern: re.Pattern[str]
    heads: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str, words: Iterable[str] = ()) -> Scan:
        """A scan for `pattern`, which begins with one of `words`; without them, with any letter that it names."""
        letters = {word[0] for word in words} or {
            letter for letter in _UNLIKE.sub("", pattern) if letter.isalpha()
        }
        return cls(re.compile(pattern), re.compile(f"[{''.join(sorted(letters))}]"))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What `re.finditer` gives."""
        reached = 0
        for head in self.heads.finditer(text):
            if head.start() >= reached and (found := self.pattern.match(text, head.start())):
                reached = found.end()
                yield found
