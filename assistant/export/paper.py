"""What is exported: a report as plain text with its structure, and nothing of how it was drafted.

The values clean what they are given (`characters.legal`), so that no exporter meets a control character.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.export.characters import legal, one_line
from assistant.export.look import USUAL, Look
from assistant.export.marks import Mark, Remark
from assistant.facts.table.form import Form

LEVELS = (1, 2, 3, 4)


def _set(target: object, **fields: object) -> None:
    for name, content in fields.items():
        object.__setattr__(target, name, content)


@dataclass(frozen=True)
class CoverLine:
    """A line of the cover: 项目名称 and its value; an empty value leaves a blank to fill in by hand."""

    label: str
    value: str = ""

    def __post_init__(self) -> None:
        _set(self, label=one_line(self.label).rstrip("：:").rstrip(), value=one_line(self.value))


@dataclass(frozen=True)
class PaperSection:
    """A heading with its number (一、基本情况), its level 1–4, and paragraphs parted by newlines.

    An empty text leaves the heading alone; an empty heading leaves the text alone (an introduction). `id` is the
    section's in its draft, for the file's way back; `marks` are the tracked changes that led to the text, where they are
    to be shown, and `remarks` the comments on it.
    """

    heading: str
    level: int
    text: str = ""
    id: str = ""
    marks: tuple[Mark, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"heading level must be 1–4, not {self.level!r}")
        _set(self, heading=one_line(self.heading), text=legal(self.text))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs without blanks at their ends; blank lines are not paragraphs."""
        return tuple(text for _, text in self.placed)

    @property
    def placed(self) -> tuple[tuple[int, str], ...]:
        """The paragraphs, each with the place in `text` where it begins."""
        found, start = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                found.append((start + len(line) - len(line.lstrip()), line.strip()))
            start += len(line) + 1
        return tuple(found)


@dataclass(frozen=True)
class Signature:
    """落款: the unit that signs and the date as it is printed (2025年3月14日)."""

    unit: str
    date: str

    def __post_init__(self) -> None:
        _set(self, unit=one_line(self.unit), date=one_line(self.date))


@dataclass(frozen=True)
class Annex:
    """A filled 自评表 bound with the report; `unit` is that of its amounts. A wide one stands on landscape pages."""

    title: str
    form: Form
    landscape: bool = False
    unit: str = "万元"

    def __post_init__(self) -> None:
        _set(self, title=one_line(self.title))


@dataclass(frozen=True)
class Paper:
    """A report ready to be set. `title` may hold newlines where the author wants the line to break; `version` is what the
    file says of the state of the draft that it was made from, so that its way back compares with the same. `annexes` are
    bound with it, `attachments` only named (附件说明). `unit` is the file's author, also where nobody has signed yet.
    """

    title: str
    cover: tuple[CoverLine, ...] = ()
    cover_title: str | None = None
    sections: tuple[PaperSection, ...] = ()
    signature: Signature | None = None
    attachments: tuple[str, ...] = ()
    version: str = ""
    annexes: tuple[Annex, ...] = ()
    unit: str = ""
    look: Look = USUAL

    def __post_init__(self) -> None:
        lines = (one_line(line) for line in legal(self.title).split("\n"))
        names = (one_line(name) for name in self.attachments)
        _set(
            self,
            title="\n".join(line for line in lines if line),
            cover=tuple(self.cover),
            cover_title=one_line(self.cover_title) if self.cover_title else None,
            sections=tuple(self.sections),
            attachments=tuple(name for name in names if name),
            annexes=tuple(self.annexes),
            unit=one_line(self.unit) or (self.signature.unit if self.signature else ""),
        )

    @property
    def listed(self) -> tuple[str, ...]:
        """附件说明: the titles of what is bound with the report in its order, then what is only named."""
        return (*(annex.title for annex in self.annexes), *self.attachments)

    @property
    def has_cover(self) -> bool:
        """Whether a cover page stands before the text."""
        return bool(self.cover_title or self.cover)
