"""Prompt tokens that a server need not compute again, counted as two kinds of servers do. A character stands for a token.

    Slots    llama.cpp: n slots, each remembers its last prompt and answer; a request takes the free slot with the longest
             common beginning, if that is a tenth of the prompt, else the one unused for longest
    Blocks   vLLM: one store for all requests, blocks of 16 tokens, each known by everything up to its end; a block
             counts for later requests once the prompt it came with has been read

The real stores are bounded; these are not asked to hold more than one draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

BLOCK = 16
_SIMILAR = 0.1


@dataclass
class _Slot:
    text: str = ""
    used: int = 0
    busy: bool = False


class Slots:
    """llama.cpp's slots."""

    def __init__(self, count: int) -> None:
        self._slots = [_Slot() for _ in range(count)]
        self._clock = 0

    def begin(self, prompt: str) -> tuple[_Slot, int]:
        """The slot that takes the prompt, and how many of its tokens are there already."""
        free = [slot for slot in self._slots if not slot.busy] or self._slots
        best = max(free, key=lambda slot: shared(slot.text, prompt))
        if shared(best.text, prompt) < _SIMILAR * len(prompt):
            best = min(free, key=lambda slot: slot.used)
        cached = min(shared(best.text, prompt), len(prompt) - 1)
        self._clock += 1
        best.text, best.used, best.busy = prompt, self._clock, True
        return best, cached

    def end(self, slot: _Slot, answer: str) -> None:
        """The slot is free again and remembers the answer too."""
        slot.text, slot.busy = slot.text + answer, False


class Blocks:
    """vLLM's block store."""

    def __init__(self) -> None:
        self._known: set[int] = set()

    def begin(self, prompt: str) -> int:
        """How many tokens of the prompt are there already."""
        blocks = sum(1 for _ in takewhile(self._known.__contains__, _hashes(prompt)))
        return min(blocks * BLOCK, len(prompt) - 1)

    def read(self, prompt: str) -> None:
        """The prompt has been read: its blocks serve later requests."""
        self._known.update(_hashes(prompt))


def _hashes(prompt: str) -> list[int]:
    return [hash(prompt[:end]) for end in range(BLOCK, len(prompt) + 1, BLOCK)]


def shared(one: str, other: str) -> int:
    """The length of the common beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
