"""What a filled template carries beside its words: bookmarks for the way back, remarks as comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.export.anchors import anchor
from assistant.export.comments import add_comment
from assistant.export.marks import Remark
from assistant.export.paper import PaperSection
from assistant.export.template.body import Placed

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element


@dataclass(frozen=True)
class Marking:
    """The sections of a filled template: their headings and their text, by place among the sections."""

    document: Document
    sections: Sequence[PaperSection]
    heading_of: Mapping[int, _Element]
    placed: Mapping[int, Sequence[Placed]]

    def mark_headings(self) -> None:
        """A hidden bookmark on every heading, with numbers that no bookmark of the template has."""
        number = max(self._taken(), default=0)
        for at, element in sorted(self.heading_of.items()):
            if not self.sections[at].id:
                continue
            number += 1
            names = {qn("w:id"): str(number), qn("w:name"): anchor(self.sections[at].id)}
            start = OxmlElement("w:bookmarkStart", attrs=names)
            element.insert(1 if element.find(qn("w:pPr")) is not None else 0, start)
            element.append(OxmlElement("w:bookmarkEnd", attrs={qn("w:id"): str(number)}))

    def remark(self, at: datetime) -> None:
        """The remarks on the sections' texts; one on a section without text stands at its heading."""
        for place, section in enumerate(self.sections):
            runs = list(self._runs(place))
            for remark in section.remarks:
                chosen = _under(remark, runs) or self._heading_runs(place)
                if chosen:
                    first, last = self._run(chosen[0]), self._run(chosen[-1])
                    add_comment(self.document, first, last, remark.text, remark.author, at)

    def _taken(self) -> list[int]:
        starts = self.document.element.body.iter(qn("w:bookmarkStart"))
        return [int(key) for one in starts if (key := one.get(qn("w:id")) or "").isdecimal()]

    def _runs(self, place: int) -> Iterator[tuple[int, _Element]]:
        """The runs of a section's text, each with the place in the text where it begins."""
        for one in self.placed.get(place, ()):
            start = one.start
            for run in one.runs:
                yield start, run
                start += len(_text(run))

    def _heading_runs(self, place: int) -> list[_Element]:
        heading = self.heading_of.get(place)
        return [] if heading is None else [one for one in heading.iter(qn("w:r")) if _text(one)]

    def _run(self, run: _Element) -> Run:
        return Run(run, Paragraph(run.getparent(), self.document._body))  # pyright: ignore[reportArgumentType]


def _under(remark: Remark, runs: Sequence[tuple[int, _Element]]) -> list[_Element]:
    """The runs of what is remarked on; the nearest one where that has no character of its own."""
    inside = [run for start, run in runs if start < remark.end and remark.start < start + len(_text(run))]
    before = [run for start, run in runs if start <= remark.start][-1:]
    return inside or before or [run for _, run in runs[:1]]


def _text(run: _Element) -> str:
    return "".join(one.text or "" for one in run.iter(qn("w:t")))
