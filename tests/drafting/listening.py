"""Listeners for the tests of the model writer."""

from __future__ import annotations


class Deaf:
    """Hears nothing."""

    def piece(self, text: str) -> None:
        """Ignored."""

    def repairing(self, number: int, messages: tuple[str, ...]) -> None:
        """Ignored."""
