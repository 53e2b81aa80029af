"""Set phrases: passages of different reports that say the same once names and figures are out.

One of them is shown, with the count of the documents that have it: wording that many reports share is the
standard style.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from assistant.library.finding.search import Candidate

# Four characters in a row are long enough not to be shared by chance and short enough for a clause of set phrasing.
_SHINGLE = 4
# The same sentences about other particulars stay above it, another wording of the same matter stays far below.
_ALIKE = 0.7


def likeness(one: str, other: str) -> float:
    """The share (0–1) of four-character pieces that two gists have in common; 1 for equal ones.

    Where their lengths alone show that it is below 0.7, a rough figure below that.
    """
    if one == other:
        return 1.0
    left, right = _pieces(one), _pieces(other)
    small, large = sorted((len(left), len(right)))
    if small < _ALIKE * large:
        return small / large * 0.5
    return len(left & right) / len(left | right) if small else 0.0


def collapse(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in their order; one that is like an earlier one goes, and the earlier one takes over its
    copies.

    Compares every pair: for the best few of a search, not for a library.
    """
    kept: list[Candidate] = []
    gists: list[set[str]] = []
    for candidate in candidates:
        own = candidate.card.gist
        like = next((at for at, known in enumerate(gists) if _has(known, own)), None)
        if like is None:
            kept.append(candidate)
            gists.append({own})
        elif own not in gists[like]:
            # Passages of one gist were counted when the shelf was built; another gist brings its own count.
            kept[like] = replace(kept[like], copies=kept[like].copies + candidate.copies)
            gists[like].add(own)
    return kept


def _has(gists: set[str], own: str) -> bool:
    return own in gists or any(likeness(one, own) >= _ALIKE for one in gists)


@lru_cache(maxsize=2048)
def _pieces(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1))
