"""The titles and labelled blanks of a template outside its sections: cover, title, signature, date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.export.paper import Paper
from assistant.export.template.labels import DATE, Slot, put, slots_in
from assistant.export.template.letters import Letters
from assistant.export.template.places import Block
from assistant.facts.table.captions import caption
from assistant.outline.deriving_labels import fact_of
from assistant.outline.deriving_titles import filled, is_open, read_by, slotted

_TITLE = re.compile(r"报告|自评|评价")
_TITLE_END = re.compile(r"(?:报告|自评表)(?:[（(][^（()）]*[）)])?$")
_LONGEST_TITLE = 60
# A title of so few characters may be the end of one: 绩效自评报告.
_SHORT = 12
# （{year}年度）, {unit}（公章）, {year}年度{project}: what stands between the slots says nothing of its own.
_ONLY_SLOTS = re.compile(
    r"[（(]?(?:\{(?:year)\}年度?|\{(?:unit|project)\})+[）)]?(?:[（(](?:盖章|公章)[）)])?"
)
_ATTACHED = re.compile(r"^附\s*[件表录]")
_UNIT, _DAY, _YEAR, _PROJECT = "report.unit", "report.filled_on", "report.year", "project.name"


@dataclass(frozen=True)
class Pages:
    """The blocks before the first heading and after the last section."""

    opening: tuple[Block, ...]
    closing: tuple[Block, ...]

    @property
    def slots(self) -> list[Slot]:
        """The labelled blanks, up to the first attachment."""
        return slots_in(self.opening) + slots_in(self._signed())

    @property
    def titles(self) -> list[Block]:
        """The lines that are titles: short, without a label, ending in 报告; the last one is the report's."""
        return [one for one in self.opening if _is_title(one.text) and _TITLE_END.search(one.text.strip())]

    def _signed(self) -> tuple[Block, ...]:
        end = next((at for at, one in enumerate(self.closing) if _ATTACHED.match(one.text.strip())), None)
        return self.closing[:end]

    def fill(self, paper: Paper) -> list[str]:
        """Fill titles and blanks from the paper. The labels that stay blank."""
        known = _values(paper, [slotted(one.text) for one in self.titles])
        left = []
        for slot in reversed(self.slots):
            value = known.by_label(slot.label)
            if value:
                put(slot, value)
            else:
                left.append(slot.label)
        for block in (*self.opening, *self._signed()):
            if not block.is_table:
                _fill_line(block, known.in_titles)
        self._name_report(paper)
        return left[::-1]

    def _name_report(self, paper: Paper) -> None:
        """The report's title in the place of one that is still open."""
        title = self.titles[-1] if self.titles else None
        if title is None or not paper.title:
            return
        letters = Letters(title.element)
        if is_open(letters.text.strip()):
            letters.replace(0, len(letters.text), paper.title.replace("\n", ""))


@dataclass(frozen=True)
class _Values:
    labels: Mapping[str, str]
    paths: Mapping[str, str]

    def by_label(self, label: str) -> str:
        """What the paper says for a label; empty where it says nothing."""
        path = _DAY if label == DATE else fact_of(label)
        return self.labels.get(caption(label)) or self.paths.get(path or "", "")

    @property
    def in_titles(self) -> dict[str, str]:
        """The values of a title's slots."""
        named = {"unit": _UNIT, "project": _PROJECT, "year": _YEAR}
        return {name: self.paths.get(path, "") for name, path in named.items()}


def _values(paper: Paper, titles: Sequence[str]) -> _Values:
    labels = {caption(line.label): line.value for line in paper.cover if line.value}
    paths = {path: line.value for line in paper.cover if line.value and (path := fact_of(line.label))}
    if unit := paper.unit or (paper.signature.unit if paper.signature else ""):
        paths.setdefault(_UNIT, unit)
    if paper.signature:
        paths.setdefault(_DAY, paper.signature.date)
    read = next((found for title in titles if "{" in title and (found := read_by(title, paper.title))), {})
    for name, path in {"unit": _UNIT, "project": _PROJECT, "year": _YEAR}.items():
        if read.get(name):
            paths.setdefault(path, read[name])
    if year := re.search(r"(20\d\d)年", paper.title):
        paths.setdefault(_YEAR, year.group(1))
    if _YEAR in paths:
        paths[_YEAR] = paths[_YEAR].removesuffix("度").removesuffix("年")
    return _Values(labels, paths)


def _fill_line(block: Block, values: Mapping[str, str]) -> None:
    """A title with its slots filled, or a line of nothing but slots such as （20XX年度）, where all of them are known. What
    else is blank there (组长____) is nobody's guess.
    """
    letters = Letters(block.element)
    said = letters.text.strip()
    if not _is_title(said, anything=True) or not is_open(said):
        return
    pattern = slotted(said)
    if not _TITLE_END.search(said) and not _ONLY_SLOTS.fullmatch(pattern):
        return
    made = filled(pattern, values)
    if made and made != said:
        start = letters.text.index(said)
        letters.replace(start, start + len(said), made)


def _is_title(text: str, *, anything: bool = False) -> bool:
    said = text.strip()
    short = 0 < len(said) <= _LONGEST_TITLE and not re.search(r"[：:；]|。.", said)
    return short and (anything or _TITLE.search(said) is not None)


def title_of(blocks: Sequence[Block], last: Block) -> str:
    """A title of which `last` is the last line: with the lines above it that it cannot do without."""
    said = "".join(last.text.split("\n")).strip()
    at = blocks.index(last)
    while at and not is_open(said) and len(said) <= _SHORT and (above := blocks[at - 1].text.strip()):
        if blocks[at - 1].is_table or not _is_title(above, anything=True) or not is_open(above):
            break
        said, at = above + said, at - 1
    return said
