"""The text of a Word paragraph, run by run: what the printed page shows, and a count of what it does not.

Text boxes are met inside runs; they are handed over as they are, for the caller to read like any other blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.files.wordstyles import Styles, W, is_white

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHAPES = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_VML = "{urn:schemas-microsoft-com:vml}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# What may stand around runs: changes that were put in, links, content controls, fields.
_AROUND = {
    f"{W}{tag}"
    for tag in (
        *(
            "ins",
            "moveTo",
            "hyperlink",
            "sdt",
            "sdtContent",
            "smartTag",
            "customXml",
            "fldSimple",
            "dir",
            "bdo",
        ),
        *("ruby", "rubyBase"),
    )
}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# Ticks and boxes of the symbol fonts.
_SYMBOLS = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FC": "√",
    "F0A8": "□",
    "F0A3": "□",
    "F06F": "□",
    "F06C": "●",
    "F0FD": "☒",
}


class Runs:
    """Reads paragraphs one after another. `unseen` counts the characters left out so far."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._boxes: list[tuple[_Element, bool]] = []
        self.unseen = 0

    def text(self, paragraph: _Element, *, shaded: bool) -> str:
        """The paragraph's visible text; line breaks are newlines."""
        return "".join(self._inline(paragraph, paragraph, shaded))

    def boxes(self) -> list[tuple[_Element, bool]]:
        """The text boxes met since the last call, each with whether its ground is coloured."""
        found, self._boxes = self._boxes, []
        return found

    def _inline(self, container: _Element, paragraph: _Element, shaded: bool) -> Iterator[str]:
        for child in container:
            if child.tag == f"{W}r":
                yield self._run(child, paragraph, shaded)
            elif child.tag in _AROUND:
                yield from self._inline(child, paragraph, shaded)
            elif child.tag == f"{_COMPATIBLE}AlternateContent":
                yield from self._inline(_choice(child), paragraph, shaded)
            elif child.tag in (f"{_FORMULA}oMath", f"{_FORMULA}oMathPara"):
                yield "".join(part.text or "" for part in child.iter(f"{_FORMULA}t"))

    def _run(self, run: _Element, paragraph: _Element, shaded: bool) -> str:
        text = "".join(self._pieces(run, paragraph, shaded))
        if not text.strip() or self._styles.is_seen(run, paragraph, shaded=shaded):
            return text
        self.unseen += len("".join(text.split()))
        return "".join(sign for sign in text if sign == "\n")

    def _pieces(self, run: _Element, paragraph: _Element, shaded: bool) -> Iterator[str]:
        for child in run:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{W}sym":
                yield _SYMBOLS.get((child.get(f"{W}char") or "").upper(), "")
            elif child.tag == f"{W}ruby":
                yield from self._inline(child, paragraph, shaded)
            elif child.tag == f"{_COMPATIBLE}AlternateContent":
                yield from self._pieces(_choice(child), paragraph, shaded)
            elif child.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._boxes += _boxes(child)


def _choice(alternatives: _Element) -> _Element:
    """The form of a drawing that is read; the other one says the same for older programs."""
    options = list(alternatives)
    return next((option for option in options if next(option.iter(f"{W}t"), None) is not None), alternatives)


def _boxes(node: _Element, filled: bool = False) -> Iterator[tuple[_Element, bool]]:
    """The text boxes in a drawing, not those inside another; a shape's fill is the ground of its text."""
    for child in node:
        if child.tag == f"{W}txbxContent":
            yield child, filled
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            yield from _boxes(_choice(child), filled)
        else:
            yield from _boxes(child, filled or _is_filled(child))


def _is_filled(shape: _Element) -> bool:
    properties = shape.find(f"{_SHAPES}spPr")
    if properties is not None:
        colour = properties.find(f"{_DRAWING}solidFill/{_DRAWING}srgbClr")
        if colour is not None:
            return not is_white(colour.get("val"))
        kinds = ("solidFill", "gradFill", "blipFill", "pattFill")
        return any(properties.find(f"{_DRAWING}{kind}") is not None for kind in kinds)
    colour = shape.get("fillcolor") or ""
    return shape.tag.startswith(_VML) and colour.split(" ")[0].lower() not in ("", "white", "#ffffff", "#fff")
