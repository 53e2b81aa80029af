"""Recall, precision and type accuracy of masking, by group of labels and by half of the passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.library.identities.labels import Label
from assistant.library.identities.masking import Masked
from eval.masking.passages import Passage, Span

_NAMES = {Label.UNIT, Label.PLACE, Label.PERSON, Label.COMPANY, Label.PROJECT}
_FIGURES = {Label.AMOUNT, Label.RATE, Label.COUNT, Label.SCORE, Label.DATE, Label.YEAR}
# What a figure tells is its number; 万元, 个百分点 and 年 belong to every report.
_NUMBER = re.compile("[0-9零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]")
# The last word of these says only what sort of thing it is.
_SORT = re.compile("(?:项目|工程|自治县|自治州|苏木|嘎查|社区|街道|[县市区州盟旗镇乡村])$")


@dataclass(frozen=True)
class Outcome:
    """What became of one marked span: hidden or not, and under which label (None where nothing hides any of it)."""

    passage: Passage
    span: Span
    hidden: bool
    label: Label | None

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.passage.text[self.span.start : self.span.end]


@dataclass(frozen=True)
class Waste:
    """A slot where nothing was marked."""

    passage: str
    label: Label
    text: str


@dataclass(frozen=True)
class Result:
    """A passage's outcomes, its slots in vain, and its masked characters: all, and those inside marked spans."""

    split: str
    outcomes: tuple[Outcome, ...]
    wasted: tuple[Waste, ...]
    slots: int
    masked: int
    rightly: int


def group(label: Label) -> str:
    """identity, figure or reference."""
    return "identity" if label in _NAMES else "figure" if label in _FIGURES else "reference"


def score(passage: Passage, masked: Masked) -> Result:
    """Compare what was masked with what was marked."""
    hidden = {at for slot in masked.slots for at in range(slot.start, slot.end)}
    marked = {at for span in passage.spans for at in range(span.start, span.end)}
    outcomes = tuple(
        Outcome(passage, span, telling(passage.text, span) <= hidden, _label(span, masked))
        for span in passage.spans
    )
    wasted = tuple(
        Waste(passage.id, slot.label, slot.original)
        for slot in masked.slots
        if not marked.intersection(range(slot.start, slot.end))
    )
    return Result(passage.split, outcomes, wasted, len(masked.slots), len(hidden), len(hidden & marked))


def telling(text: str, span: Span) -> set[int]:
    """Offsets of the characters that carry identity."""
    words = text[span.start : span.end]
    if group(span.label) == "figure":
        found = {span.start + at for at, letter in enumerate(words) if _NUMBER.match(letter)}
    else:
        kept = _SORT.sub("", words) if span.label in (Label.PLACE, Label.PROJECT) else words
        found = {span.start + at for at, letter in enumerate(kept) if letter.isalnum()}
    return found


def _label(span: Span, masked: Masked) -> Label | None:
    slots = masked.within(span.start, span.end)
    longest = max(slots, key=lambda slot: min(slot.end, span.end) - max(slot.start, span.start), default=None)
    return longest.label if longest else None


@dataclass(frozen=True)
class Row:
    """Totals; rates in %, `precision` by slot and by character (None for one group of labels)."""

    split: str
    group: str
    spans: int
    hidden: int
    right_type: int
    slots: int | None = None
    slots_right: int | None = None
    characters: int | None = None
    characters_right: int | None = None


def rows(results: Iterable[Result]) -> Iterator[Row]:
    """By half and group, then all groups of a half, then everything."""
    everything = list(results)
    for split in ("tuned", "held-out", "all"):
        half = [one for one in everything if split in ("all", one.split)]
        outcomes = [outcome for one in half for outcome in one.outcomes]
        for name in ("identity", "figure", "reference"):
            yield _row(split, name, [one for one in outcomes if group(one.span.label) == name])
        total = _row(split, "all", outcomes)
        slots, wasted = sum(one.slots for one in half), sum(len(one.wasted) for one in half)
        masked, rightly = sum(one.masked for one in half), sum(one.rightly for one in half)
        yield Row(
            split, "all", total.spans, total.hidden, total.right_type, slots, slots - wasted, masked, rightly
        )


def _row(split: str, name: str, outcomes: list[Outcome]) -> Row:
    hidden = [one for one in outcomes if one.hidden]
    return Row(split, name, len(outcomes), len(hidden), sum(one.label == one.span.label for one in hidden))
