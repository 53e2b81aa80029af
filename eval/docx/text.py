"""The runs: how many break a rule, over the document, its headers and footers; none may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from eval.docx.row import Check, equal
from eval.docx.word_file import FACES, Element, WordFile, find, first, text

# Word sets these in the Latin face unless the run's hint says otherwise.
_AMBIGUOUS = re.compile("[“”‘’—…]")
_PLACEHOLDER = re.compile(r"【待(?:补充|核实)[^【】]*】")
# A heading that runs into its paragraph, and the style and face that it is set in.
_RUN_IN = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、(?:【[^【】]*】|[^。！？；：【])*。(?=.)"), "黑体"),
    (
        re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)](?:【[^【】]*】|[^。！？；：【])*。(?=.)"),
        "楷体_GB2312",
    ),
)


def runs(file: WordFile) -> Iterator[Check]:
    """The checks over all text."""
    roots = list(file.texts())
    found = [run for root in roots for run in find(root, ".//w:r[w:t][not(ancestor::mc:Fallback)]")]
    yield equal("未写明字体的文字段", 0, sum(not _names_all_faces(run) for run in found))
    yield equal("会用西文字体的中文标点", 0, sum(_sets_latin_punctuation(run) for run in found))
    yield equal("与样式字体不同的文字段", 0, sum(_strays(file, run) for run in found))
    yield equal("直接改了字号的文字段", 0, sum(bool(first(run, "w:rPr/w:sz/@w:val")) for run in found))
    paragraphs = [one for root in roots for one in find(root, ".//w:p[not(ancestor::mc:Fallback)]")]
    yield equal("未突出显示的占位", 0, sum(_plain_placeholders(paragraph) for paragraph in paragraphs))
    yield equal("未变字体的段首标题", 0, sum(_plain_run_in(file, paragraph) for paragraph in paragraphs))


def _names_all_faces(run: Element) -> bool:
    return all(first(run, f"w:rPr/w:rFonts/@w:{kind}") for kind in FACES)


def _sets_latin_punctuation(run: Element) -> bool:
    return bool(_AMBIGUOUS.search(text(run))) and first(run, "w:rPr/w:rFonts/@w:hint") != "eastAsia"


def _strays(file: WordFile, run: Element) -> bool:
    """Whether a run is set in another face than its styles say, for any script."""
    bare = find(run, "ancestor::w:p[1]")[0]
    named = first(run, "w:rPr/w:rStyle/@w:val")
    for kind in FACES:
        path = f"w:rPr/w:rFonts/@w:{kind}"
        own = first(run, path)
        by_style = first(file.styles, f"w:style[@w:styleId='{named}']/{path}") if named else ""
        if own and own not in (by_style or file.of_paragraph(bare, path), by_style):
            return True
    return False


def _plain_placeholders(paragraph: Element) -> int:
    """How many are not highlighted; a comment may have cut one into several runs."""
    marked = [
        "".join(text(run) for run in group)
        for shown, group in groupby(find(paragraph, ".//w:r[w:t]"), key=_highlighted)
        if shown
    ]
    seen = sum(len(_PLACEHOLDER.findall(words)) for words in marked)
    return len(_PLACEHOLDER.findall(text(paragraph))) - seen


def _highlighted(run: Element) -> bool:
    return first(run, "w:rPr/w:highlight/@w:val") == "yellow"


def _plain_run_in(file: WordFile, paragraph: Element) -> bool:
    if file.style_of(paragraph) != "Body Text":
        return False
    words = text(paragraph)
    for lead, face in _RUN_IN:
        match = lead.match(words)
        if match and match.end() <= 60:
            start = 0
            for run in find(paragraph, ".//w:r[w:t]"):
                if start < match.end() and file.of_run(run, "w:rPr/w:rFonts/@w:eastAsia") != face:
                    return True
                start += len(text(run))
    return False
