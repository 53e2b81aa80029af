"""Amounts in a row of clauses, as official prose lists money: what is said before each, up to the amount before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.outline.kinds import Kind
from assistant.proposals.source import Day, Figure, Sentence, Source

_MARK = re.compile("[，；;：:。！？\n]")


@dataclass(frozen=True)
class Item:
    """One amount; `words` stand before it in its clause from `start` on, `after` behind it up to the next amount."""

    sentence: Sentence
    figure: Figure
    words: str
    start: int
    after: str
    joined: bool

    @property
    def group(self) -> str:
        """The words between the last semicolon and the amount."""
        return re.split("[；;。]", self.sentence.text[: self.figure.start - self.sentence.start])[-1]


def items(sentences: Iterable[Sentence]) -> Iterator[Item]:
    """Every amount with its words; `joined` where it follows the one before it after 、 or 和."""
    for sentence in sentences:
        figures = sentence.amounts()
        for index, figure in enumerate(figures):
            end = figure.start - sentence.start
            before = figures[index - 1].end - sentence.start if index else 0
            marks = [mark.end() for mark in _MARK.finditer(sentence.text, before, end)]
            start = max(marks, default=before)
            joined = bool(index) and start == before
            words = sentence.text[start:end]
            lead = len(words) - len(words.lstrip("、和及与 "))
            until = (
                figures[index + 1].start - sentence.start if index + 1 < len(figures) else len(sentence.text)
            )
            after = re.split("[；;]", sentence.text[figure.end - sentence.start : until])[0]
            yield Item(sentence, figure, words[lead:], sentence.start + start + lead, after, joined)


def money_sections(source: Source) -> Iterator[list[Sentence]]:
    """The sentences of each section that tells of money."""
    wanted = (
        Kind.FUNDS_USED, Kind.FUNDS_ARRANGED, Kind.OVERVIEW, Kind.PROCESS, Kind.INTERNAL_CONTROL,
    )  # fmt: skip
    for section in source.sections(*wanted):
        yield [one for one in source.sentences(*section.kinds) if one.section is section]


def respective(every: Sequence[Item], item: Item, days: Sequence[Day]) -> Day | None:
    """4月10日、8月22日分别下达200万元和100万元: the days and the amounts in the same order."""
    text, offset = item.sentence.text, item.sentence.start
    mark = text.rfind("分别", 0, item.figure.start - offset)
    if mark < 0 or re.search("[；;。]", text[mark : item.figure.start - offset]):
        return None
    begin = max(text.rfind(one, 0, mark) for one in "，；：") + 1
    named = [day for day in days if begin <= day.start - offset < mark]
    paid = [one for one in every if one.sentence is item.sentence and mark < one.figure.start - offset]
    paid = [one for one in paid if not re.search("[，；]", text[mark : one.figure.start - offset])]
    if len(named) < 2 or len(named) != len(paid) or item not in paid:
        return None
    return named[paid.index(item)]
