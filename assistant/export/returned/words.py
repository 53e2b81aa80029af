"""When two texts are the same words, or nearly: what programs change by themselves (blanks, kinds of hyphens) does not count."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from assistant.outline.numbering import read

_BLANKS = re.compile(r"\s+")
_ALIASES = str.maketrans({"\u2011": "-", "\u00ad": None, "\u200b": None, "\ufeff": None})
# A heading is no sentence, and no paragraph.
_LONGEST_HEADING = 40
_SENTENCE = "。；！？;!?"
_APART = "。：: 　\t\n"
RUN_IN = "。：:；;，, 　\t\n"
"""What may part a heading from a text in the same paragraph."""
_COMPARED = 1_500  # characters of a paragraph that are looked at for likeness


def plain(text: str) -> str:
    """The text as it is compared: runs of blanks as one space."""
    return _BLANKS.sub(" ", text.translate(_ALIASES)).strip()


def solid(text: str) -> str:
    """The text without any blanks, for covers and tables, where programs set them."""
    return _BLANKS.sub("", text.translate(_ALIASES))


def words_of(heading: str) -> str:
    """A heading without its number."""
    numbered = read(heading)
    return solid(numbered.rest if numbered else heading)


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, 0–1."""
    if one == other:
        return 1.0
    one, other = one[:_COMPARED], other[:_COMPARED]
    if not one or not other or 2 * min(len(one), len(other)) < 0.4 * (len(one) + len(other)):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.4 else 0.0


def is_short(text: str) -> bool:
    """Whether a line could be a heading by its length and its end."""
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in _SENTENCE


def begins(text: str, heading: str) -> int | None:
    """Where a heading ends that a text begins with: the whole line, or words that something sets apart."""
    line = text.split("\n")[0]
    if plain(line) == plain(heading):
        return len(line)
    lead = len(text) - len(text.lstrip())
    rest = text[lead:]
    if rest.startswith(heading) and read(heading):
        # A few words more without a stop between are the heading's own.
        longer = line[lead + len(heading) :]
        return len(line) if longer[:1] not in _APART and is_short(line.strip()) else lead + len(heading)
    numbered = read(rest)
    own = words_of(heading)
    mark = len(rest) - len(numbered.rest) if numbered else 0
    if len(own) >= 4 and rest[mark:].startswith(own) and (numbered or read(heading) is None):
        behind = rest[mark + len(own) :][:1]
        if behind in _APART and solid(rest[mark + len(own) :]):
            return lead + mark + len(own)
    return None
