"""Labels with a blank beside them (项目名称：____), on a cover, in its table, at the close of a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.template.hints import is_gap, is_hint
from assistant.export.template.letters import RULE, Letters, text_of
from assistant.export.template.places import Block
from assistant.outline.deriving_labels import fact_of

if TYPE_CHECKING:
    from lxml.etree import _Element

DATE = "日期"
_DATE = re.compile(r"[\s\d_X×xＸ*○〇]*年[\s_X×xＸ*○〇]*月[\s_X×xＸ*○〇]*日")
_YEAR = re.compile(r"(?:19|20)?[\s_X×xＸ*○〇]{2,4}年?度?")
_LABELLED = re.compile(r"(?P<label>[^：:\n\t_]{2,30})[：:]")
_RULED = re.compile(r"(?P<label>[^：:\n\t_。，；]{2,20})(?P<gap>_{2,}|\t+(?=\n|$))")
# 项目单位（盖章） alone on its line: whoever seals is named behind it.
_SEALED = re.compile(r"^\s*[一-鿿]{0,6}(?:单位|部门)(?:名称)?\s*[（(](?:盖章|公章|签章)[）)](?=\s*$)")
_LONGEST = 24


@dataclass(frozen=True)
class Slot:
    """A blank in a paragraph, from `start` to `end`, and the label that says what belongs there."""

    label: str
    paragraph: _Element
    start: int
    end: int


def slots_in(blocks: Sequence[Block]) -> list[Slot]:
    """The labelled blanks of these blocks, in order."""
    found: list[Slot] = []
    for block in blocks:
        found += _table(block.element) if block.is_table else _paragraph(block.element)
    return found


def put(slot: Slot, value: str) -> None:
    """Write the value into the blank, on the rule where there is one; a tab that draws the rule stays."""
    letters = Letters(slot.paragraph)
    gap = letters.text[slot.start : slot.end]
    if "\t" in gap and RULE not in gap:
        letters.replace(slot.start + gap.index("\t"), slot.start + gap.index("\t"), value)
        return
    if (
        not gap
        and _SEALED.match(letters.text[: slot.end])
        and not letters.text[: slot.end].rstrip().endswith("：")
    ):
        value = f"：{value}"
    ruled = RULE in gap and _DATE.fullmatch(gap.strip()) is None
    room = len(gap) - sum(1 if character.isascii() else 2 for character in value)
    letters.replace(slot.start, slot.end, value + " " * max(0, room) if ruled else value, underlined=ruled)


def _paragraph(paragraph: _Element) -> list[Slot]:
    text = text_of(paragraph)
    if len(text) > 200:
        return []
    found = [*_labelled(text, paragraph)]
    if found:
        return found
    if (sealed := _SEALED.search(text)) is not None:
        return [Slot(_clean(text), paragraph, sealed.end(), sealed.end())]
    if (date := _open_date(text.strip())) is not None:
        start = text.index(text.strip()) + date[0]
        return [Slot(DATE, paragraph, start, start + date[1] - date[0])]
    return [
        Slot(_clean(one["label"]), paragraph, one.start("gap"), one.end("gap"))
        for one in _RULED.finditer(text)
        if fact_of(one["label"])
    ]


def _labelled(text: str, paragraph: _Element) -> Iterator[Slot]:
    """Several labels may stand in one line, and what stands before one is the value of the one before it."""
    marks = [(_start_of_label(one["label"], one.start()), one.end()) for one in _LABELLED.finditer(text)]
    for number, (start, end) in enumerate(marks):
        line = text.find("\n", end)
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        stop = min(stop, line) if line >= 0 else stop
        label = text[start : end - 1]
        if len(_clean(label)) <= _LONGEST and _is_open(text[end:stop]):
            # The spaces before the next label part them.
            spaces = (
                len(text[end:stop]) - len(text[end:stop].rstrip(" \u3000")) if number + 1 < len(marks) else 0
            )
            kept = min(2, spaces)
            yield Slot(_clean(label), paragraph, end, stop - kept)


def _start_of_label(said: str, start: int) -> int:
    """Where the label begins: behind the value of the label before it, from which wide spaces part it."""
    if fact_of(said) or not re.search(r"\s{2,}|\u3000", said.strip()):
        return start + len(said) - len(said.lstrip())
    last = [*re.finditer(r"\s{2,}|\u3000+", said.rstrip())][-1]
    return start + last.end()


def _is_open(value: str) -> bool:
    said = value.strip()
    return (
        is_gap(value) or is_hint(value) or _open_date(said) is not None or _YEAR.fullmatch(said) is not None
    )


def _open_date(text: str) -> tuple[int, int] | None:
    """A date that is not filled in, alone on its line."""
    found = _DATE.fullmatch(text)
    if found is None or re.search(r"年\s*\d+\s*月\s*\d+\s*日", text):
        return None
    return found.span()


def _table(table: _Element) -> list[Slot]:
    """A cell without words beside one that has a label; else what stands in the cells themselves."""
    found: list[Slot] = []
    for row in table.iter(qn("w:tr")):
        cells = [cell for cell in row if cell.tag == qn("w:tc")]
        taken: set[int] = set()
        for at, cell in enumerate(cells):
            if at in taken:
                continue
            below = cells[at + 1] if at + 1 < len(cells) else None
            label = _cell_text(cell)
            if below is not None and label and _asks(label) and _is_open(_cell_text(below)):
                taken.add(at + 1)
                first = next(below.iter(qn("w:p")))
                found.append(Slot(_clean(label), first, 0, len(text_of(first))))
                continue
            for paragraph in cell.iter(qn("w:p")):
                found += _paragraph(paragraph)
    return found


def _asks(label: str) -> bool:
    return len(_clean(label)) <= _LONGEST and (
        fact_of(label) is not None or label.rstrip().endswith(("：", ":"))
    )


def _cell_text(cell: _Element) -> str:
    return "\n".join(text_of(one) for one in cell.iter(qn("w:p"))).strip()


def _clean(label: str) -> str:
    """项 目 名 称： → 项目名称."""
    return re.sub(r"\s+", "", label).rstrip("：:")
