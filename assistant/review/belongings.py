"""Belongings: the names and figures of all past reports and which of them have each, to be found again in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.identities.labels import Label
from assistant.library.identities.ordinary import ends_word, ordinary
from assistant.review.distinctive import FIGURES, digits, is_telling, needs_room, same_figure
from assistant.review.grams import plain
from assistant.review.kinship import region_of
from assistant.review.mention import Mention
from assistant.review.mentions import find_mentions
from assistant.review.near_names import short_for

if TYPE_CHECKING:
    from assistant.library.finding.originals import PastReport

# A name in the reports of so many counties is nobody's: the province's bureau, a law.
SHARED = 3


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a name or figure: the report's and the passage's index; the passage is -1 for the cover."""

    report: int
    passage: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is looked for; `full` is the one it is short for, else the same."""

    label: Label
    text: str
    full: str

    @property
    def is_short(self) -> bool:
        """Whether no report has it as it stands."""
        return self.text != self.full


class Belongings:
    """Looks up names by where they stand in a text, and figures by what they mean."""

    def __init__(self, reports: Sequence[PastReport]) -> None:
        self._owners: dict[str, list[Owner]] = defaultdict(list)
        # By digits, then as written: a figure that hundreds of reports write alike is read once.
        self._figures: dict[str, dict[str, list[Owner]]] = defaultdict(dict)
        labels: dict[str, Label] = {}
        for owner, label, text in _identities(reports):
            if label in FIGURES:
                self._figures[digits(text)].setdefault(text, []).append(owner)
            elif is_telling(label, text):
                name = plain(text)
                labels.setdefault(name, label)
                if not (known := self._owners[name]) or known[-1].report != owner.report:
                    known.append(owner)
        regions = [region_of(one.record) for one in reports]
        self.names = {
            name: Name(label, name, name)
            for name, label in labels.items()
            if not self._is_shared(name, label, regions)
        }
        for name in list(self.names.values()):
            for short in short_for(name.label, name.text):
                self.names.setdefault(short, Name(name.label, short, name.text))
        self._sizes = _sizes(self.names)

    def _is_shared(self, name: str, label: Label, regions: Sequence[str]) -> bool:
        if label in (Label.PERSON, Label.COMPANY):
            return False
        return len({regions[one.report] for one in self._owners[name]}) >= SHARED

    def owners(self, name: Name) -> Sequence[Owner]:
        """Who has a name, each report once."""
        return self._owners[name.full]

    def named(self, text: str) -> Iterator[tuple[int, Name]]:
        """The names in a plain text (see grams) and where each begins; the longest of those that begin there, none
        inside another.
        """
        reached = 0
        for start in range(len(text) - 1):
            if start < reached or (sizes := self._sizes.get(text[start : start + 2])) is None:
                continue
            found = next(
                (name for size in sizes if (name := self.names.get(text[start : start + size]))), None
            )
            if found is not None and _stands(text, start, found):
                reached = start + len(found.text)
                yield start, found

    def drop(self, names: Iterable[str]) -> None:
        """Look for these names no more."""
        for name in names:
            self.names.pop(name, None)

    def having(self, figure: Mention) -> list[Owner]:
        """Who has a figure of this meaning."""
        written = self._figures.get(digits("".join(figure.key[1:])), {})
        return [owner for text, owners in written.items() if _means(text, figure) for owner in owners]


def _identities(reports: Sequence[PastReport]) -> Iterator[tuple[Owner, Label, str]]:
    for at, report in enumerate(reports):
        record, cover = report.record, Owner(at, -1)
        for label, text in (
            (Label.UNIT, record.unit),
            (Label.PLACE, record.region),
            (Label.PROJECT, record.project),
        ):
            if text:
                yield cover, label, text
        for number, passage in enumerate(report.passages):
            owner = Owner(at, number)
            for one in passage.identities:
                yield owner, one.type, one.text


def _stands(text: str, start: int, name: Name) -> bool:
    """Whether a name that may be a part of other words stands as one, as far as its beginning shows."""
    return not needs_room(name.label, name.text) or (name.text not in ordinary() and ends_word(text, start))


def _sizes(names: Iterable[str]) -> dict[str, list[int]]:
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in names:
        sizes[name[:2]].add(len(name))
    return {head: sorted(several, reverse=True) for head, several in sizes.items()}


def _means(text: str, figure: Mention) -> bool:
    """Whether a figure of a past report means the same."""
    return any(same_figure(one, figure) for one in find_mentions(text))
