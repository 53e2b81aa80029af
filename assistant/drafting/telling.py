"""Telling: those who watch a section being written see one growing text, though it is asked for in portions."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """Who follows the writing of a section."""

    def piece(self, text: str) -> None:
        """More text; "" as a sign of life. May raise to end the writing."""
        ...

    def repairing(self, number: int, messages: tuple[str, ...]) -> None:
        """Repair round `number` begins, for these faults; the text so far is withdrawn."""
        ...


class Telling:
    """The section so far: finished portions, and the one under way."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._finished: list[str] = []

    def begins(self, mark: str) -> None:
        """A portion begins, with its mark if it is an item."""
        self._listener.piece(("\n" if self._finished else "") + mark)

    def piece(self, text: str) -> None:
        """More of the portion."""
        self._listener.piece(text)

    def repairing(self, number: int, messages: tuple[str, ...], text: str) -> None:
        """The portion under way goes back; `text` is what stands for it meanwhile."""
        self._listener.repairing(number, messages)
        self._listener.piece("\n".join([*self._finished, text]))

    def finished(self, text: str) -> None:
        """The portion has its final text."""
        self._finished.append(text)
