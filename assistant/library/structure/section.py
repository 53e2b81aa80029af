"""One section of a past report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.outline.kinds import Kind

# How the kinds of a section are known: its heading's words, the heading above, the words of its text, a person.
ToldBy = Literal["heading", "parent", "content", "person"]


@dataclass(frozen=True)
class Section:
    """One heading with its own text, the children's text not included.

    `id` is the place in the tree (`2.1`); `path` holds the headings above; `start` and `end` are offsets in
    the tree's text, heading included; `body` is the text after the heading, stripped. An `unheaded` section was
    cut by content: its `heading` is the Chinese name of its kind and stands nowhere in the text. A heading that
    `is_matter` names no kind but says something itself (（一）设备到货晚), whoever told the kinds.
    """

    id: str
    heading: str
    level: int
    kinds: tuple[Kind, ...]
    confidence: float
    start: int
    end: int
    body: str
    body_start: int
    path: tuple[str, ...] = ()
    told_by: ToldBy = "heading"
    is_matter: bool = False
    unheaded: bool = False
