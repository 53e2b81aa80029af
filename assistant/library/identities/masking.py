"""Past report → text without what identifies it: names and figures become typed, numbered slots (〔单位1〕
〔金额3〕).

A slot keeps its number throughout a report, so that the reader of two masked passages sees that it is the
same unit. Set words (项目, 我局) stay. Only `MaskedText` may be put into a prompt; only this module
makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.library.identities.labels import SLOT, Identity, Label

if TYPE_CHECKING:
    from assistant.library.identities.names import Identities

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True)
class MaskedText:
    """Text whose names and figures are slots. A type of its own, so that a prompt cannot be given anything else; it
    is made here alone, or read back by `stored`.
    """

    value: str

    def __str__(self) -> str:
        return self.value

    @classmethod
    def stored(cls, value: str) -> MaskedText:
        """Text that was masked before it was put away: the one other way to have some."""
        return cls(value)


@dataclass(frozen=True)
class Slot:
    """`original` stood at `start`–`end` of the unmasked text; `number` counts within the label and the report.

    `full` is the name that `original` is short for (青溪县水利局 of 县水利局), else the same.
    """

    label: Label
    number: int
    original: str
    start: int
    end: int
    full: str

    def __str__(self) -> str:
        return f"〔{self.label.value}{self.number}〕"


@dataclass(frozen=True)
class Masked:
    """A whole report with its slots in order; `cut` gives the masked text of a part."""

    source: str = field(repr=False)
    slots: tuple[Slot, ...]

    @property
    def text(self) -> MaskedText:
        """The whole text, masked."""
        return self.cut(0, len(self.source))

    def within(self, start: int, end: int) -> tuple[Slot, ...]:
        """The slots that touch a part of the text."""
        return tuple(slot for slot in self.slots if slot.start < end and slot.end > start)

    def cut(self, start: int, end: int) -> MaskedText:
        """A part, masked. A slot on its edge is shown whole rather than in half."""
        return MaskedText("".join(self._pieces(start, end)))

    def identities(self, start: int, end: int) -> tuple[Identity, ...]:
        """What the slots of a part stand for, each once, in order: the leakage check looks for these. 县水利局 may
        stand in any report: the full name stands for it.
        """
        from assistant.library.identities.names import is_set_name

        found = self.within(start, end)
        texts = (slot.full if is_set_name(slot.original) else slot.original for slot in found)
        return tuple(
            dict.fromkeys(Identity(slot.label, text) for slot, text in zip(found, texts, strict=True))
        )

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        at = start
        for slot in self.within(start, end):
            yield self.source[at : slot.start]
            yield str(slot)
            at = slot.end
        yield self.source[at:end]


def mask(text: str, known: Identities | None = None) -> Masked:
    """Mask a report's normalised text; `known` are its names, learned from the text itself if not given."""
    # The patterns of names and figures take a tenth of a second to compile: drafting knows this module for its type.
    from assistant.library.identities.names import learn
    from assistant.library.identities.profile import profile

    names = known if known is not None else learn(text, profile(text[:400], text))
    numbers: dict[tuple[Label, str], int] = {}
    counts = _used(text)
    slots: list[Slot] = []
    for start, end, label in sorted(_spans(text, names)):
        original = text[start:end]
        full = names.same.get(original, original)
        key = (label, _same(label, full))
        if key not in numbers:
            counts[label] = numbers[key] = counts.get(label, 0) + 1
        slots.append(Slot(label, numbers[key], original, start, end, full))
    return Masked(text, tuple(slots))


def _used(text: str) -> dict[Label, int]:
    """The highest number of the slots that a text already has (a masked passage pasted into a report): they stay as
    they are, and ours count on from there.
    """
    highest: dict[Label, int] = {}
    for slot in SLOT.finditer(text):
        label = Label(slot.group(1))
        highest[label] = max(highest.get(label, 0), int(slot.group(2)))
    return highest


def _spans(text: str, names: Identities) -> list[tuple[int, int, Label]]:
    """Spans that do not overlap: references first, then names, then figures."""
    from assistant.library.identities.figures import figures
    from assistant.library.identities.names import occurrences
    from assistant.library.identities.references import REFERENCES

    taken = bytearray(len(text))
    spans: list[tuple[int, int, Label]] = []

    def take(start: int, end: int, label: Label) -> None:
        if start < end and taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            spans.append((start, end, label))

    for slot in SLOT.finditer(text):
        taken[slot.start() : slot.end()] = b"\1" * len(slot.group())
    found = list(figures(text))
    for figure in found:
        if figure.label in REFERENCES:
            take(figure.start, figure.end, figure.label)
    types = {name.text: name.type for name in names.names}
    for start, end in occurrences(text, types):
        take(start, end, types[text[start:end]])
    for figure in found:
        if figure.label not in REFERENCES:
            take(figure.start, figure.end, figure.label)
    return spans


def _same(label: Label, original: str) -> str:
    """The form under which two spellings count as one: 500 万元 and 500万元, 2024年 and 2024年度."""
    text = re.sub(r"[\s,，]", "", original)
    if label is Label.YEAR:
        return re.sub("年度?$", "", text.translate(_CHINESE_DIGITS))
    if label is Label.NUMBER:
        return re.sub(r"[〔\[（(【［〕\]）)】］]", "|", text)
    return text
