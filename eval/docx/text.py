"""The runs: how many break a rule, over the document, its headers and footers; none may."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eval.docx.row import Check, equal
from eval.docx.word_file import FACES, Element, WordFile, find, first, text

# Word sets these in the Latin face unless the run's hint says otherwise.
_AMBIGUOUS = re.compile("[“”‘’—…]")
_PLACEHOLDER = re.compile(r"【待(?:补充|核实)[^【】]*】")


def runs(file: WordFile) -> Iterator[Check]:
    """The checks over all text."""
    found = [run for root in file.texts() for run in find(root, ".//w:r[w:t]")]
    yield equal("未写明字体的文字段", 0, sum(not _names_all_faces(run) for run in found))
    yield equal("会用西文字体的中文标点", 0, sum(_sets_latin_punctuation(run) for run in found))
    paragraphs = [paragraph for root in file.texts() for paragraph in find(root, ".//w:p")]
    yield equal("未突出显示的占位", 0, sum(_plain_placeholders(paragraph) for paragraph in paragraphs))


def _names_all_faces(run: Element) -> bool:
    return all(first(run, f"w:rPr/w:rFonts/@w:{kind}") for kind in FACES)


def _sets_latin_punctuation(run: Element) -> bool:
    return bool(_AMBIGUOUS.search(text(run))) and first(run, "w:rPr/w:rFonts/@w:hint") != "eastAsia"


def _plain_placeholders(paragraph: Element) -> int:
    marked = [text(run) for run in find(paragraph, ".//w:r[w:rPr/w:highlight/@w:val = 'yellow']")]
    return len(_PLACEHOLDER.findall(text(paragraph))) - sum(
        bool(_PLACEHOLDER.fullmatch(run)) for run in marked
    )
