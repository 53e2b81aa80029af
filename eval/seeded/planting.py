"""Planting: a fault as an edit of a clean draft, and where it stands in the text that results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from assistant.review.rules import Section
from eval.seeded.clean import Clean

Family = Literal["figure", "name", "paper", "claim", "score", "omission", "leftover", "privacy", "layout"]
_MARKED = re.compile(r"【待(?:补充|核实)：[^【】]*】")
_STOP = "。；\n"


@dataclass(frozen=True)
class Change:
    """A stretch of one section's text and what is put there; `section` counts from 0.

    `whole_sentence`: the fault lies in how the words relate, so a finding anywhere in the sentence has found it.
    """

    section: int
    start: int
    end: int
    new: str
    whole_sentence: bool = False


@dataclass(frozen=True)
class Edit:
    """A fault: changes of texts, a heading in another's place, or a fact (`path`) of which nothing is told any more."""

    changes: tuple[Change, ...] = ()
    heading: tuple[int, str] | None = None
    path: str | None = None


@dataclass(frozen=True)
class Spot:
    """Where a fault stands in the faulty text; `heading` where it is the section's heading."""

    section: str
    start: int
    end: int
    heading: bool = False


# Every place where a clean draft could have the fault; one of them is drawn.
Planter = Callable[[Clean, Random], Iterator[Edit]]


@dataclass(frozen=True)
class Kind:
    """A kind of fault; `level` is the least severe finding that counts as having found it."""

    name: str
    family: Family
    plant: Planter
    level: Literal["warning", "info"] = "warning"


def edit(section: int, start: int, end: int, new: str, *, whole_sentence: bool = False) -> Edit:
    """An edit of one place."""
    return Edit((Change(section, start, end, new, whole_sentence),))


def places(clean: Clean, pattern: str | re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Every match in the sections' texts that touches no mark of something missing."""
    for index, one in enumerate(clean.sections):
        marks = [mark.span() for mark in _MARKED.finditer(one.text)]
        for found in re.finditer(pattern, one.text):
            if not any(start < found.end() and found.start() < end for start, end in marks):
                yield index, found


def ends(clean: Clean, headings: str = "") -> Iterator[tuple[int, int]]:
    """Where a sentence can be added: the ends of longer texts, under headings that match if there are any."""
    long = [(index, one) for index, one in enumerate(clean.sections) if len(one.text) > 60]
    fitting = [(index, one) for index, one in long if re.search(headings, one.heading)] or long
    for index, one in fitting:
        if one.text.endswith("。"):
            yield index, len(one.text)


def plant(sections: Sequence[Section], fault: Edit) -> tuple[tuple[Section, ...], tuple[Spot, ...]]:
    """The faulty sections, and where the fault is. Changes of one section must not overlap."""
    made = list(sections)
    spots: list[Spot] = []
    for index in sorted({one.section for one in fault.changes}):
        section = made[index]
        text, shift, marked = section.text, 0, []
        for one in sorted((one for one in fault.changes if one.section == index), key=lambda one: one.start):
            start = one.start + shift
            text = text[:start] + one.new + text[one.end + shift :]
            shift += len(one.new) - (one.end - one.start)
            marked.append((start, start + len(one.new), one.whole_sentence))
        made[index] = replace(section, text=text)
        spots += [Spot(section.id, *_reach(text, *mark)) for mark in marked]
    if fault.heading:
        index, heading = fault.heading
        made[index] = replace(made[index], heading=heading)
        spots.append(Spot(made[index].id, 0, 0, heading=True))
    return tuple(made), tuple(spots)


def _reach(text: str, start: int, end: int, whole_sentence: bool) -> tuple[int, int]:
    if whole_sentence:
        while start > 0 and text[start - 1] not in _STOP:
            start -= 1
        while end < len(text) and text[end] not in _STOP:
            end += 1
    return (start, end) if end > start else (max(0, start - 1), end + 1)
