"""Tracked changes of a template, taken as accepted: what was put in stays, what was struck out goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from lxml.etree import _Element

_PUT_IN = tuple(qn(f"w:{tag}") for tag in ("ins", "moveTo"))
_STRUCK = tuple(qn(f"w:{tag}") for tag in ("del", "moveFrom"))
_TRACES = tuple(
    qn(f"w:{tag}")
    for tag in (
        *(
            "rPrChange",
            "pPrChange",
            "sectPrChange",
            "tblPrChange",
            "tblGridChange",
            "trPrChange",
            "tcPrChange",
        ),
        *("tblPrExChange", "numberingChange", "cellIns", "cellMerge"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    )
)
_PROPERTIES = (qn("w:rPr"), qn("w:trPr"))


def has_changes(root: _Element) -> bool:
    """Whether anything was changed under track."""
    return next(root.iter(*_PUT_IN, *_STRUCK, *_TRACES, qn("w:cellDel")), None) is not None


def accept(root: _Element) -> None:
    """Accept every tracked change below `root`."""
    for cell in [mark.getparent().getparent() for mark in root.iter(qn("w:cellDel"))]:
        _drop(cell)
    for row in [
        row for row in root.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None
    ]:
        _drop(row)
    _join_paragraphs(root)
    for one in [one for one in root.iter(*_STRUCK) if one.getparent().tag not in _PROPERTIES]:
        _drop(one)
    for one in [*root.iter(*_TRACES)]:
        _drop(one)
    for one in [*root.iter(*_PUT_IN, *_STRUCK)]:
        if one.getparent().tag in _PROPERTIES:
            _drop(one)
        else:
            unwrap(one)


def unwrap(element: _Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)


def _join_paragraphs(root: _Element) -> None:
    """A struck paragraph mark joins the paragraph with the next one; the last mark of a cell stays."""
    struck = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"
    for paragraph in reversed([one for one in root.iter(qn("w:p")) if one.find(struck) is not None]):
        below = paragraph.getnext()
        if below is None or below.tag != qn("w:p"):
            continue
        at = 1 if below.find(qn("w:pPr")) is not None else 0
        for child in reversed([one for one in paragraph if one.tag != qn("w:pPr")]):
            below.insert(at, child)
        _drop(paragraph)


def _drop(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
