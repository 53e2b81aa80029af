"""What a loader gives back: the lines of one file, and what it has to say about how it read them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.library.loaders.reflow import Line


@dataclass(frozen=True)
class Reading:
    """`notes` are Chinese remarks for the user; `broken` says that paragraphs were cut into printed lines, which
    `reflow` has to join again.
    """

    lines: list[Line]
    notes: tuple[str, ...] = ()
    broken: bool = False


def left_out(characters: int) -> tuple[str, ...]:
    """The note on text that a reader of the file could not see: orders to a language model are hidden that way."""
    return (f"有 {characters} 个字是看不见的（白色、隐藏或极小），已略去。",) if characters else ()
