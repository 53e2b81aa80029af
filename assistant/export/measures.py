"""The page of GB/T 9704-2012 5.2: A4, 版心 156 × 225 mm, 22 lines of 28 characters.

Twips (1/20 pt) unless a name says otherwise.
"""

from __future__ import annotations

PAGE_WIDTH = 11906
PAGE_HEIGHT = 16838
TOP = 2098  # 37 mm
LEFT = 1588  # 28 mm
RIGHT = 1474  # 26 mm
BOTTOM = 1984  # 35 mm
HEADER = 851
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT

LINES = 22
CHARACTERS = 28
BODY_POINTS = 16  # 3号

# Rounded down: 580 would make 21 lines fit, not 22.
LINE = (PAGE_HEIGHT - TOP - BOTTOM) // LINES
# `w:charSpace` is what a character of the body size gives up, in 1/4096 pt; rounded down for the same reason.
CHARACTER_SPACE = int(TEXT_WIDTH * 4096 // (20 * CHARACTERS)) - BODY_POINTS * 4096
CHARACTER = BODY_POINTS * 20

FOOTER_LINE = 320
# The dash of the page number, the middle of its line, stands 7 mm (397 twips) below the 版心.
FOOTER = BOTTOM - 397 - FOOTER_LINE // 2
