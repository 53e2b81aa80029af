"""What one part says that another has said already: 第三部分和第四部分重复，合并."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.editing.hand import tidy
from assistant.review.mentions import find_mentions

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_SAME = 0.8


def without_overlap(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The second texts without the sentences that the first hold in nearly the same words. A sentence whose figures or
    names the first do not have stays.
    """
    pairs = {pair for text in first for pair in _pairs(text)}
    known = {one.key for text in first for one in find_mentions(text)}

    def said(sentence: str) -> bool:
        own = _pairs(sentence)
        alike = len(own) >= 6 and len(own & pairs) >= _SAME * len(own)
        return alike and all(one.key in known for one in find_mentions(sentence))

    out = []
    for text in second:
        lines = ("".join(s for s in _SENTENCE.findall(line) if not said(s)) for line in text.split("\n"))
        out.append(tidy("\n".join(lines)))
    return out


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
