"""What is drawn on a PDF page besides its text: painted areas, pictures, ruling lines. PDFium's page objects are
understood here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from assistant.library.loaders.grid import Rule

_MOST_OBJECTS = 50_000
_MOST_PAINTS = 2_000
_MOST_STROKES = 20_000

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points from the page's lower left
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Paint:
    """An area that is painted; `order` counts the page's objects as they are painted, from 1."""

    order: int
    box: Box
    colour: Colour | None  # None for an image

    def covers(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.box
        return left <= x <= right and bottom <= y <= top


@dataclass
class Drawing:
    """The page's objects other than text, in the order of painting; `strokes` are straight, `order_of` knows the text
    objects by address, `drawn` counts paths and `largest` is the pixel count of the largest image.
    """

    paints: list[Paint]
    strokes: list[tuple[float, float, float, float]]  # x, y to x, y
    order_of: dict[int, int]  # text objects, by address
    drawn: int = 0
    largest: int = 0

    @property
    def images(self) -> list[Paint]:
        return [paint for paint in self.paints if paint.colour is None]

    def rules(self, quarter: int) -> Iterator[Rule]:
        """The ruling lines among the strokes, for a reader who holds the page turned by `quarter`."""
        for x0, y0, x1, y1 in self.strokes:
            left, top, right, bottom = around([upright(x0, y0, quarter), upright(x1, y1, quarter)])
            if bottom - top < 1 and right - left > 4:
                yield Rule(True, (top + bottom) / 2, left, right)
            elif right - left < 1 and bottom - top > 4:
                yield Rule(False, (left + right) / 2, top, bottom)


def read(page) -> Drawing:
    """The objects of an open `PdfPage`."""
    import pypdfium2.raw as pdfium

    found = Drawing([], [], {})
    for order, thing in enumerate(islice(page.get_objects(max_depth=5), _MOST_OBJECTS), 1):
        if thing.type == pdfium.FPDF_PAGEOBJ_TEXT:
            found.order_of[ctypes.cast(thing.raw, ctypes.c_void_p).value or 0] = order
        elif thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            wide, high = thing.get_px_size()
            found.largest = max(found.largest, wide * high)
            corners = [_placed(thing, x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
            found.paints.append(Paint(order, around(corners), None))
        elif thing.type == pdfium.FPDF_PAGEOBJ_PATH:
            found.drawn += 1
            _add_path(thing, order, found)
    return found


def _add_path(thing, order: int, found: Drawing) -> None:
    import pypdfium2.raw as pdfium

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(thing, fill, stroke):
        return
    if len(found.strokes) > _MOST_STROKES:
        return
    for points in _outlines(thing):
        box = around(points)
        if stroke.value:
            found.strokes += [(*one, *other) for one, other in pairwise(points)]
        elif fill.value and min(box[2] - box[0], box[3] - box[1]) <= 3:
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            flat = box[2] - box[0] > box[3] - box[1]
            found.strokes.append((box[0], y, box[2], y) if flat else (x, box[1], x, box[3]))
        if fill.value and len(found.paints) < _MOST_PAINTS and area_of(box) > 16:
            colour = colour_of(pdfium.FPDFPageObj_GetFillColor, thing)
            if colour is not None and colour[3] == 255:
                found.paints.append(Paint(order, box, colour[:3]))


def _outlines(thing) -> Iterator[list[tuple[float, float]]]:
    """The path's pieces, each as the points it runs through."""
    import pypdfium2.raw as pdfium

    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(thing), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_placed(thing, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _placed(thing, x: float, y: float) -> tuple[float, float]:
    """A point of an object on the page, through the forms that hold the object."""
    while thing is not None:
        x, y = thing.get_matrix().on_point(x, y)
        thing = thing.container
    return x, y


def around(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def within(box: Box, bounds: Box) -> Box:
    return max(box[0], bounds[0]), max(box[1], bounds[1]), min(box[2], bounds[2]), min(box[3], bounds[3])


def colour_of(of, handle) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity (0–255), asked `of` an object; None where it has no plain colour."""
    parts = [ctypes.c_uint() for _ in range(4)]
    return tuple(part.value for part in parts) if of(handle, *parts) else None  # pyright: ignore[reportReturnType]


def area_of(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def upright(x: float, y: float, quarter: int) -> tuple[float, float]:
    """A point of the page as the text's reader holds it: x to the right, y downwards."""
    return ((x, -y), (y, x), (-x, y), (-y, -x))[quarter]
