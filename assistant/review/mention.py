"""A mention: one piece of a text that must trace to a fact, and what it means whatever its spelling."""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """`start` and `end` are offsets in the text; `key` is the meaning: type first, amounts in 万元, rates in %.

    `qualifier` is the word that loosens a figure (约, 近, 余, 超过, 不低于 …); it is no part of the meaning.
    """

    start: int
    end: int
    text: str
    type: str
    key: Key
    qualifier: str = ""
