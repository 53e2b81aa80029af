"""Character pairs: how much of one Chinese text's words another text has, where nobody can tell the words apart."""

from __future__ import annotations


def pairs(text: str) -> set[str]:
    """Every two characters that stand side by side."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def share(words: str, text: str) -> float:
    """Which part of some words' pairs stands in a text (0–1); 0 for a single character."""
    known = [words[i : i + 2] for i in range(len(words) - 1)]
    return sum(pair in text for pair in known) / len(known) if known else 0.0
