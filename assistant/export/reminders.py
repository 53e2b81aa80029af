"""The exporter's own comments in a working copy: what every 【待补充】 and 【待核实】 asks for, which typefaces the file needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.export.comments import add_comment
from assistant.export.font_table import SUBSTITUTES
from assistant.export.marks import REMINDER, TYPESETTER
from assistant.export.styles import COVER_TITLE, PLACEHOLDER_ID, TITLE
from assistant.facts.form import Block, Part, Table, make_form

if TYPE_CHECKING:
    from docx.document import Document

_CHANGES = (qn("w:ins"), qn("w:del"))


def remind(document: Document, at: datetime) -> None:
    """Comment on every mark of the document, on the cover and in tables too."""
    for runs in list(_marks(document)):
        add_comment(document, runs[0], runs[-1], _asked("".join(run.text for run in runs)), REMINDER, at)
        _lift(runs)


def name_faces(document: Document, at: datetime) -> None:
    """Say at the title which typefaces the file needs and what stands in for one that is missing."""
    titles = [one for one in document.paragraphs if one._p.style in (TITLE.id, COVER_TITLE.id) and one.runs]
    if not titles:
        return
    needed = "；".join(f"{face}（缺时用{'或'.join(others)}代替）" for face, others in SUBSTITUTES.items())
    text = f"本文件按GB/T 9704排版，用到的字体：{needed}。没有安装的电脑上字形会变，版面基本不变；打印前请在装有这些字体的电脑上查看。"
    runs = titles[-1].runs
    add_comment(document, runs[0], runs[-1], text, TYPESETTER, at)


def _marks(document: Document) -> Iterator[list[Run]]:
    """The runs of each mark; other comments may have cut it. What is deleted asks for nothing."""
    for element in document.element.body.iter(qn("w:p")):
        paragraph, mark = Paragraph(element, document._body), []
        for run in element.iter(qn("w:r")):
            if run.style != PLACEHOLDER_ID or run.getparent().tag == qn("w:del"):
                continue
            mark.append(Run(run, paragraph))
            if mark[-1].text.endswith("】"):
                yield mark
                mark = []


def _asked(mark: str) -> str:
    """What to do about a mark."""
    kind, _, words = mark.strip("【】").partition("：")
    if kind != "待补充":
        return f"请核实：{words}。无误的，删去【待核实：】标记；有误的，先改填报的数据，再重新生成这一节。"
    sheet = _sheets().get(words)
    where = f"填报表“{sheet}”页" if sheet else "填报表"
    return f"缺少“{words}”。请在{where}填写后重新生成；也可在此直接写明，删去【】标记。"


@cache
def _sheets() -> dict[str, str]:
    """The page of the form on which each fact is filled in, by the title of the fact or of the table that it stands in."""
    found: dict[str, str] = {}
    for sheet in make_form().sheets:
        for title in _titles(sheet.blocks):
            found.setdefault(title, sheet.title)
    return found


def _titles(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield block.title
        match block:
            case Table():
                yield from (entry.title for entry in block.columns)
            case Part():
                yield from _titles(block.blocks)
            case _:
                pass


def _lift(runs: list[Run]) -> None:
    """Take the ends of the comment out of a tracked change: they outlive it."""
    first, last = runs[0]._r, runs[-1]._r
    outer = first.getparent()
    if outer.tag in _CHANGES:
        outer.addprevious(first.getprevious())
    outer = last.getparent()
    if outer.tag in _CHANGES:
        end = last.getnext()
        reference = end.getnext()
        outer.addnext(end)
        end.addnext(reference)
