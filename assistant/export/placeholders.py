"""The marks a reader must act on before signing: 【待补充：…】 and 【待核实：…】."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(r"【待(?:补充|核实)[^【】\n]*】")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is one placeholder, or has none."""

    text: str
    placeholder: bool


def pieces(text: str) -> Iterator[Piece]:
    """The text cut at its placeholders; joined, the pieces give it back."""
    end = 0
    for mark in _MARK.finditer(text):
        if mark.start() > end:
            yield Piece(text[end : mark.start()], False)
        yield Piece(mark.group(), True)
        end = mark.end()
    if end < len(text):
        yield Piece(text[end:], False)
