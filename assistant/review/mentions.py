"""Mentions: every figure, date, document number, cited title, project, body, place and person in a text, with spans.

`key` is what a mention means, whatever its spelling: 285.6万元, 2856000元 and ２８５．６万元 share one key. The forms are
in `figures`, `chinese_figures`, `citations` and `names`; here is only their order: what is found first is not read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from assistant.review.chinese_figures import chinese_figures
from assistant.review.citations import document_numbers, project_names, titles
from assistant.review.figures import codes, digit_figures, ordinals
from assistant.review.mention import Key, Mention
from assistant.review.names import names
from assistant.review.numerals import half_width
from assistant.review.qualifiers import qualifier_of

__all__ = ["Key", "Mention", "find_mentions"]

_PLACEHOLDER = re.compile(r"【待(?:补充|核实)：[^【】]*+】")
_NOT_FIGURES = ("title", "organisation", "place", "person", "project")


def find_mentions(text: str) -> tuple[Mention, ...]:
    """All mentions in reading order. Figures overlap no other figure; a name or title may hold names and figures."""
    return _find(text)


@lru_cache(maxsize=4096)
def _find(text: str) -> tuple[Mention, ...]:
    page = _Page(text)
    page.blank(found.span() for found in _PLACEHOLDER.finditer(page.plain))
    mentions = [*titles(page.plain), *project_names(page.plain), *names(page.plain)]
    mentions += page.take(document_numbers(page.plain))
    page.blank(ordinals(page.plain))
    mentions += page.take(codes(page.plain))
    mentions += page.take(digit_figures(page.plain))
    mentions += page.take(chinese_figures(page.plain))
    as_written = (
        replace(one, text=text[one.start : one.end], qualifier=qualifier_of(text, one)) for one in mentions
    )
    return tuple(sorted(as_written, key=lambda one: (one.start, one.end, one.type)))


class _Page:
    """A text at half width; what has been read is blanked, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.plain = half_width(text)

    def blank(self, spans: Iterable[tuple[int, int]]) -> None:
        pieces: list[str] = []
        done = 0
        for start, end in sorted(spans):
            if end > done:
                pieces += [self.plain[done : max(start, done)], "\x00" * (end - max(start, done))]
                done = end
        if pieces:
            self.plain = "".join(pieces) + self.plain[done:]

    def take(self, found: Iterable[Mention]) -> list[Mention]:
        """Those that overlap nothing taken before; their places are blanked."""
        taken = bytearray(len(self.plain))
        kept: list[Mention] = []
        for one in found:
            if taken.find(1, one.start, one.end) < 0:
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                kept.append(one)
        self.blank((one.start, one.end) for one in kept)
        return kept


def figures(text: str) -> tuple[Mention, ...]:
    """The mentions that are figures, dates, codes or document numbers."""
    return tuple(one for one in find_mentions(text) if one.type not in _NOT_FIGURES)
