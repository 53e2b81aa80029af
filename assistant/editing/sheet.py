"""What is edited: the sections of a draft as texts, and the part of them that an instruction may touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.errors import InputError


@dataclass(frozen=True)
class Leaf:
    """One section: its id in the draft, its numbered heading, its text (paragraphs are lines)."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """The sections of a draft in order."""

    leaves: tuple[Leaf, ...]

    def leaf(self, id: str) -> Leaf:
        """The section of this id. Raises `InputError`."""
        for one in self.leaves:
            if one.id == id:
                return one
        known = "、".join(f"{one.id}（{one.heading}）" for one in self.leaves)
        raise InputError(f"草稿里没有 {id} 这一节", hint=f"现有各节：{known}。")

    def with_texts(self, texts: Mapping[str, str]) -> Sheet:
        """The same sections with other texts for some of them."""
        return Sheet(tuple(replace(one, text=texts.get(one.id, one.text)) for one in self.leaves))

    def changed(self, other: Sheet) -> Iterable[tuple[Leaf, Leaf]]:
        """The sections whose text differs, as they are here and there."""
        return (
            (mine, theirs)
            for mine, theirs in zip(self.leaves, other.leaves, strict=True)
            if mine.text != theirs.text
        )


@dataclass(frozen=True)
class Scope:
    """What an instruction may touch: the whole draft, one section, or the characters `start` to `end` of one."""

    section: str | None = None
    start: int | None = None
    end: int | None = None

    def leaves(self, sheet: Sheet) -> tuple[Leaf, ...]:
        """The sections in reach. Raises `InputError` for an unknown one."""
        return sheet.leaves if self.section is None else (sheet.leaf(self.section),)

    def span(self, leaf: Leaf) -> tuple[int, int]:
        """The characters of a section in reach."""
        start = 0 if self.start is None else max(0, min(self.start, len(leaf.text)))
        end = len(leaf.text) if self.end is None else max(start, min(self.end, len(leaf.text)))
        return start, end

    @property
    def selected(self) -> bool:
        """Whether only a selection within a section may be touched."""
        return self.start is not None or self.end is not None
