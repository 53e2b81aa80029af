"""Chinese typography of text that people typed: full-width punctuation, no spaces beside Chinese, 〔〕 in document numbers.

Rules of official prose. Figures and words are never changed. Not for whole drafts: it is applied to each fact as it
is written, so that provenance spans stay exact.
"""

from __future__ import annotations

import re

_CJK = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’"
_SPACES = re.compile(rf"(?<=[{_CJK}])[ \t\u3000]+|[ \t\u3000]+(?=[{_CJK}])")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_AFTER_CJK = re.compile(rf"(?<=[{_CJK}])[,;:?!]|[,;](?=[{_CJK}])")
_ROUND = re.compile(rf"\(([^()]*[{_CJK}][^()]*)\)")
_YEAR_BRACKETS = re.compile(r"[\[\(（【〖]\s*((?:19|20)\d{2})\s*[\]\)）】〗](?=\s*\d+\s*号)")
_STRAIGHT = re.compile(r'"([^"]*)"')


def typeset(text: str) -> str:
    """The text with standard Chinese punctuation."""
    text = _SPACES.sub("", text.strip())
    text = _YEAR_BRACKETS.sub(r"〔\1〕", text)
    text = _STRAIGHT.sub(r"“\1”", text)
    text = _HALF_AFTER_CJK.sub(lambda found: _FULL[found.group()], text)
    return _ROUND.sub(r"（\1）", text)
