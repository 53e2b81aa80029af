"""Where a template's headings stand, and the paragraphs that belong to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.template.hints import hint_in, is_gap, open_sentences
from assistant.export.template.letters import text_of
from assistant.files.wordstyles import Styles
from assistant.outline.numbering import read
from assistant.outline.wording import is_heading_words, name_of

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_ENTRY = re.compile(r"[\t….·\s]\s*\d{1,3}\s*$")
_LONGEST_HEADING = 40
_STOPS = "。；;，,！？：:"
# What may part a heading from the text that goes on in its line.
_PARTING = tuple("。：:（( \t\u3000_…")
# What begins the close of a report: who signs, when, what is attached.
_CLOSING = re.compile(
    r"^附\s*[件表录]\s*[：:\d一二三]?|(?:盖章|公章|签章|签字)|年[\s_X×]*月[\s_X×]*日\s*$|"
    r"^(?:填[报表]|经办|审核|复核|制表|编制|负责|联系|单位|项目|财务)[^。，]{0,10}[：:]"
)


@dataclass(frozen=True)
class Block:
    """A paragraph or a table of the text, in order; a frame of one cell is looked into."""

    element: _Element
    text: str
    level: int
    is_table: bool = False


@dataclass(frozen=True)
class Heading:
    """A section's heading: which of the wanted ones, its block, and the place in its text where the heading ends (the text
    may go on in the same line).
    """

    section: int
    block: int
    end: int


def blocks_of(document: Document) -> list[Block]:
    """The text's blocks. Entries of a table of contents are none."""
    styles = Styles(document.styles.element)
    return list(_blocks(document.element.body, styles))


def _blocks(container: _Element, styles: Styles) -> Iterator[Block]:
    for child in container:
        if child.tag == qn("w:p"):
            if not styles.is_contents(child):
                yield Block(child, text_of(child), styles.level(child))
        elif child.tag == qn("w:tbl"):
            cells = [*child.iter(qn("w:tc"))]
            if len(cells) == 1:
                yield from _blocks(cells[0], styles)
            else:
                yield Block(child, "", 0, is_table=True)


def find_headings(blocks: Sequence[Block], wanted: Sequence[tuple[str, int]]) -> list[Heading]:
    """The headings among the blocks, by words without number, in the order in which they are wanted (words, level): as
    many as possible, those on their own line before those that run into text.
    """
    words = [name_of(heading) for heading, _ in wanted]
    fits = [
        [_fit(block, name, level) for name, (_, level) in zip(words, wanted, strict=True)] for block in blocks
    ]
    best = [[0.0] * (len(wanted) + 1) for _ in range(len(blocks) + 1)]
    for at in range(len(blocks) - 1, -1, -1):
        for section in range(len(wanted) - 1, -1, -1):
            weight, _ = fits[at][section]
            here = weight + best[at + 1][section + 1] if weight else 0.0
            best[at][section] = max(here, best[at + 1][section], best[at][section + 1])
    found: list[Heading] = []
    at = section = 0
    while at < len(blocks) and section < len(wanted):
        weight, end = fits[at][section]
        if weight and best[at][section] == weight + best[at + 1][section + 1]:
            found.append(Heading(section, at, end))
            at, section = at + 1, section + 1
        elif best[at][section] == best[at][section + 1]:
            section += 1
        else:
            at += 1
    return found


def _fit(block: Block, name: str, level: int) -> tuple[float, int]:
    """How well a block is the heading of that name (0: not at all), and where the heading ends in it."""
    text = block.text
    if block.is_table or not name or name not in "".join(text.split()) or _ENTRY.search(text):
        return 0.0, 0
    line = text.split("\n", 1)[0]
    bare = line
    while (hint := hint_in(bare)) is not None:
        bare = bare[: hint[0]] + bare[hint[1] :]
    numbered = read(line)
    surer = (0.2 if numbered and numbered.level == level else 0.0) + (0.2 if block.level else 0.0)
    behind = _behind_words(line, name)
    if name_of(bare) == name or name_of(line) == name:
        return 1.0 + surer, len(line) if behind is None or hint_in(line) is None else _past_stop(line, behind)
    if behind and (numbered or block.level) and line[behind : behind + 1] in _PARTING:
        return 0.8 + surer, _past_stop(line, behind)
    return 0.0, 0


def _behind_words(line: str, name: str) -> int | None:
    """Where the heading's words end in its line; None where the line begins with others."""
    numbered = read(line)
    at = line.index(numbered.rest) if numbered and numbered.rest else len(line) - len(line.lstrip())
    for character in name:
        while at < len(line) and line[at].isspace() and not character.isspace():
            at += 1
        if line[at : at + 1] != character:
            return None
        at += 1
    return at


def _past_stop(line: str, at: int) -> int:
    """Behind the stop that parts a heading from its text, where there is one."""
    return at + 1 if line[at : at + 1] in ("。", "：", ":") else at


def is_boundary(block: Block) -> bool:
    """Whether a block that no section claims still begins something of its own: another heading."""
    said = block.text.strip()
    if block.is_table or not said or len(said) > _LONGEST_HEADING or said[-1] in _STOPS:
        return False
    if is_gap(said) or open_sentences(said):
        return False
    numbered = read(said)
    return block.level > 0 or (
        numbered is not None and (numbered.level <= 2 or is_heading_words(numbered.rest))
    )


def is_closing(block: Block) -> bool:
    """Whether a block is of the close of the report: signature, date, list of attachments."""
    said = block.text.strip()
    return not block.is_table and 0 < len(said) <= _LONGEST_HEADING and _CLOSING.search(said) is not None


def must_stay(paragraph: _Element) -> bool:
    """Whether a paragraph carries more than text: the end of a section, a page break, a picture, a box, a field."""
    kept = ("sectPr", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar")
    if any(next(paragraph.iter(qn(f"w:{tag}")), None) is not None for tag in kept):
        return True
    return any(one.get(qn("w:type")) in ("page", "column") for one in paragraph.iter(qn("w:br")))
