"""The text of a PDF page: its visible characters as pieces, and how many characters nobody can see.

Text that a reader does not see (white on white, transparent, tiny, off the page, painted over) is left out:
orders to a language model are hidden that way. So is the text layer under a scan: what is on the picture counts.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, pi

from assistant.library.loaders import drawing as drawings
from assistant.library.loaders.drawing import Box, Colour, Drawing, around, colour_of, upright
from assistant.library.loaders.grid import Rule
from assistant.library.loaders.layout import Piece

_TINY = 2.0  # points
_ALIKE = 24  # of 255: the difference that no eye sees on paper
_SHOWN_BY_STROKE = {1, 2, 5, 6}
_NOT_PAINTED = {3, 7}


@dataclass(frozen=True)
class Ink:
    """One page. `picture` is the part of it that images cover (0–1); `hidden` counts characters left out, and
    `layered` those of a text layer under or over a full-page picture; `unreadable` is the part of the visible
    characters for which the file does not say what they are (0–1); `drawn` counts paths; `largest` is the pixel
    count of the largest image.
    """

    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...]
    picture: float = 0.0
    hidden: int = 0
    layered: int = 0
    unreadable: float = 0.0
    drawn: int = 0
    largest: int = 0

    @property
    def letters(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


@dataclass(frozen=True)
class _Glyph:
    char: str  # "" where the line breaks
    box: Box
    quarter: int  # of a full turn, against the clock


_BREAK = _Glyph("", (0, 0, 0, 0), 0)


@dataclass(frozen=True)
class _Style:
    """How a text object is painted: its render mode (transparent counts as not painted), its colour or None where
    unknown, its quarter turns or -1 for askew, the height of its line in points.
    """

    mode: int
    colour: Colour | None
    quarter: int
    size: float


def read(page) -> Ink:
    """All that is on one open `PdfPage`."""
    textpage = page.get_textpage()
    try:
        drawing = drawings.read(page)
        bounds = page.get_bbox()
        area = max(1.0, (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]))
        picture = min(
            1.0, sum(drawings.area_of(drawings.within(paint.box, bounds)) for paint in drawing.images) / area
        )
        full = [
            paint
            for paint in drawing.images
            if drawings.area_of(drawings.within(paint.box, bounds)) > 0.7 * area
        ]
        glyphs, hidden, layered, unknown = _glyphs(textpage, drawing, bounds, full)
    finally:
        textpage.close()
    turns = Counter(glyph.quarter for glyph in glyphs if glyph.char)
    quarter = turns.most_common(1)[0][0] if turns else 0
    return Ink(
        tuple(_pieces(glyphs, quarter)),
        tuple(drawing.rules(quarter)),
        picture,
        hidden,
        layered,
        unknown / max(1, turns.total()),
        drawing.drawn,
        drawing.largest,
    )


def _glyphs(
    textpage, drawing: Drawing, bounds: Box, full: list[drawings.Paint]
) -> tuple[list[_Glyph], int, int, int]:
    """The visible glyphs in the file's order, and how many are hidden, layered and unknown."""
    import pypdfium2.raw as pdfium

    found: list[_Glyph] = []
    hidden = layered = unknown = 0
    styles: dict[int, _Style] = {}
    for index in range(textpage.count_chars()):
        char = _char(pdfium.FPDFText_GetUnicode(textpage, index))
        if not char.strip() or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            found.append(_BREAK)
            continue
        handle = pdfium.FPDFText_GetTextObject(textpage, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address not in styles:
            styles[address] = _style(handle, textpage, index)
        style = styles[address]
        order = drawing.order_of.get(address, 0)
        box = _box(textpage, index, style)
        if full and (style.mode in _NOT_PAINTED or any(paint.order > order for paint in full)):
            layered += 1
        elif style.quarter < 0 or not _is_seen(box, style, order, drawing, bounds):
            hidden += style.quarter >= 0  # a watermark across the page is seen, but is no text of the report
        else:
            unknown += _is_unknown(char) or pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1
            found.append(_Glyph(char, box, style.quarter))
    return found, hidden, layered, unknown


def _box(textpage, index: int, style: _Style) -> Box:
    """A character's place on its line. PDFium's own box is that of the ink in some fonts (一 is as flat as a
    rule there), so the height is taken from the baseline and the size, the beginning from the pen's position.
    """
    import pypdfium2.raw as pdfium

    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, rect)
    pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
    over, under = 0.85 * style.size, 0.15 * style.size
    match style.quarter:
        case 1:
            return x.value - over, y.value, x.value + under, max(rect.top, y.value)
        case 2:
            return min(rect.left, x.value), y.value - over, x.value, y.value + under
        case 3:
            return x.value - under, min(rect.bottom, y.value), x.value + over, y.value
        case _:
            return x.value, y.value - under, max(rect.right, x.value), y.value + over


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _is_unknown(char: str) -> bool:
    return char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " or char >= "\ufffe"


def _style(handle, textpage, index: int) -> _Style:
    import pypdfium2.raw as pdfium

    turned = pdfium.FPDFText_GetCharAngle(textpage, index) / (pi / 2)
    quarter = -round(turned) % 4 if abs(turned - round(turned)) < 0.12 else -1
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    size = abs(pdfium.FPDFText_GetFontSize(textpage, index)) * hypot(matrix.c, matrix.d)
    if not handle:
        return _Style(0, None, quarter, size)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
    if mode in _SHOWN_BY_STROKE:
        return _Style(mode, None, quarter, size)
    colour = colour_of(pdfium.FPDFPageObj_GetFillColor, handle)
    if colour is not None and colour[3] < 8:
        return _Style(3, None, quarter, size)
    return _Style(mode, colour[:3] if colour else None, quarter, size)


def _is_seen(box: Box, style: _Style, order: int, drawing: Drawing, bounds: Box) -> bool:
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    if style.mode in _NOT_PAINTED or style.size < _TINY:
        return False
    if not (bounds[0] <= x <= bounds[2] and bounds[1] <= y <= bounds[3]):
        return False
    ground: Colour | None = (255, 255, 255)
    for paint in drawing.paints:
        if not paint.covers(x, y):
            continue
        if paint.order < order:
            ground = paint.colour
        elif paint.colour is not None and min(paint.colour) > 255 - _ALIKE:
            return False
    if style.colour is None or ground is None:
        return True
    return max(abs(one - other) for one, other in zip(style.colour, ground, strict=True)) >= _ALIKE


def _pieces(glyphs: list[_Glyph], quarter: int) -> Iterator[Piece]:
    """Glyphs that follow each other on one line without a gap, as one piece."""
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for glyph in glyphs:
        here = around([upright(*glyph.box[:2], quarter), upright(*glyph.box[2:], quarter)])
        if text and glyph.char and _follows(box, here):
            # Bold type is sometimes made by striking a character twice.
            struck = text[-1] == glyph.char and here[0] < box[2] - 0.7 * (here[2] - here[0])
            text += "" if struck else glyph.char
            box = around([box[:2], box[2:], here[:2], here[2:]])
            continue
        if text:
            yield Piece(text, *box)
        text, box = glyph.char, here
    if text:
        yield Piece(text, *box)


def _follows(box: Box, here: Box) -> bool:
    em = max(here[3] - here[1], 1e-3) * 0.7
    same_line = abs((here[1] + here[3]) / 2 - (box[1] + box[3]) / 2) < em / 2
    return same_line and -em < here[0] - box[2] < 0.6 * em
