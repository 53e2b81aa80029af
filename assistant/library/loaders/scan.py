"""A picture of a page → pieces of text and ruling lines, upright and straight: turned and skewed sheets are set
right, red seals are taken off the text that they cover.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from assistant.library.loaders.grid import Rule, grids
from assistant.library.loaders.layout import Piece, arrange, em_of
from assistant.library.loaders.ocr import LONGEST, Point, Word, legibility, recognise
from assistant.library.loaders.reflow import Line

if TYPE_CHECKING:
    import numpy as np

_LEGIBLE = 0.85  # upright print is read more surely than this, print on its head is not
_MOST_SKEW = 10.0  # degrees


def read(image: np.ndarray, page: int = 0) -> list[Line]:
    """The lines on an RGB picture of a page (height, width, 3; uint8), each with its confidence."""
    image = _without_seals(_fitted(image))
    words = recognise(image)
    turn = _turn(image, words)
    if turn:
        import numpy as np

        image = np.ascontiguousarray(np.rot90(image, turn))
        words = recognise(image)
    if not words:
        return []
    skew = _skew(words)
    centre = (image.shape[1] / 2, image.shape[0] / 2)
    pieces = [_piece(word, skew, centre) for word in words]
    em = em_of(pieces)
    return arrange(pieces, grids(_rules(image, skew, em), 0.3 * em), page)


def _fitted(image: np.ndarray) -> np.ndarray:
    longest = max(image.shape[:2])
    if longest <= LONGEST:
        return image
    import cv2

    scale = LONGEST / longest
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def _without_seals(image: np.ndarray) -> np.ndarray:
    """The picture with red seals turned to paper: inside them only the red channel is kept, in which red ink is
    light and black print stays dark. Red headings are wide, seals are about as high as wide: only seals go.
    """
    import cv2
    import numpy as np

    red, green, blue = (image[:, :, channel].astype(np.int16) for channel in range(3))
    ink = ((red - green > 40) & (red - blue > 25)).astype(np.uint8)
    if ink.mean() < 0.0005:
        return image
    reach = max(3, image.shape[1] // 80)
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(closed)
    image = image.copy()
    for left, top, wide, high, _ in boxes[1:]:
        if min(wide, high) < image.shape[1] * 0.07 or not 0.5 < wide / high < 2:
            continue
        part = np.s_[top : top + high, left : left + wide]
        light = (np.clip((red[part].astype(np.float32) - 60) / 110, 0, 1) * 255).astype(np.uint8)
        image[part] = light[:, :, None]
    return image


def _turn(image: np.ndarray, words: list[Word]) -> int:
    """The quarter turns against the clock that set the page upright, by how well its longest lines read."""
    longest = sorted(words, key=_length, reverse=True)[:3]
    if not longest:
        return 0
    standing = sum(_length(word) for word in words if _is_standing(word)) * 2 > sum(map(_length, words))
    sure = sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)
    if not standing and sure >= _LEGIBLE:
        return 0
    strips = [_strip(image, word) for word in longest if _is_standing(word) == standing]
    turns = (1, 3) if standing else (0, 2)
    return max(turns, key=lambda turn: sum(_read_turned(strip, turn) for strip in strips))


def _read_turned(strip: np.ndarray, turn: int) -> float:
    import numpy as np

    return legibility(np.rot90(strip, turn))


def _strip(image: np.ndarray, word: Word) -> np.ndarray:
    xs, ys = zip(*word.corners, strict=True)
    left, top = max(0, int(min(xs))), max(0, int(min(ys)))
    return image[top : int(max(ys)) + 1, left : int(max(xs)) + 1]


def _length(word: Word) -> float:
    return max(math.dist(word.corners[0], word.corners[1]), math.dist(word.corners[1], word.corners[2]))


def _is_standing(word: Word) -> bool:
    return math.dist(word.corners[1], word.corners[2]) > 1.5 * math.dist(word.corners[0], word.corners[1])


def _skew(words: list[Word]) -> float:
    """The angle of the lines in radians, clockwise: the median of the long ones, weighted by length."""
    angles: list[tuple[float, float]] = []
    for word in words:
        (x0, y0), (x1, y1) = word.corners[:2]
        if _length(word) > 4 * math.dist(word.corners[1], word.corners[2]) and not _is_standing(word):
            angles.append((math.atan2(y1 - y0, x1 - x0), _length(word)))
    half = sum(length for _, length in angles) / 2
    for angle, length in sorted(angles):
        half -= length
        if half <= 0:
            return angle if abs(angle) < math.radians(_MOST_SKEW) else 0.0
    return 0.0


def _piece(word: Word, skew: float, centre: Point) -> Piece:
    corners = [_straight(corner, skew, centre) for corner in word.corners]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    # The inner of the two: a word's own tilt does not make its box higher.
    return Piece(word.text, xs[0], (ys[0] + ys[1]) / 2, xs[-1], (ys[2] + ys[3]) / 2, word.confidence)


def _straight(point: Point, skew: float, centre: Point) -> Point:
    x, y = point[0] - centre[0], point[1] - centre[1]
    cos, sin = math.cos(skew), math.sin(skew)
    return centre[0] + x * cos + y * sin, centre[1] - x * sin + y * cos


def _rules(image: np.ndarray, skew: float, em: float) -> list[Rule]:
    """Ruling lines: dark, straight and longer than any stroke of a character."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    high, wide = grey.shape
    if skew:
        turned = cv2.getRotationMatrix2D((wide / 2, high / 2), math.degrees(skew), 1)
        grey = cv2.warpAffine(grey, turned, (wide, high), borderValue=(255,))
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    found: list[Rule] = []
    for across, reach in ((True, 3 * em), (False, 1.6 * em)):
        reach = max(20, int(reach))
        # A line that is still slightly tilted runs through rows of pixels: a small spread keeps it whole.
        spread = cv2.dilate(dark, np.ones((3, 1) if across else (1, 3), np.uint8))
        kernel = np.ones((1, reach) if across else (reach, 1), np.uint8)
        _, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(spread, cv2.MORPH_OPEN, kernel))
        for left, top, width, height, _ in boxes[1:2000].tolist():
            if (height if across else width) > em / 2:
                continue
            if across:
                found.append(Rule(True, top + height / 2, left, left + width))
            else:
                found.append(Rule(False, left + width / 2, top, top + height))
    return found
