"""Thinking is taken out of a stream wherever the stream is cut."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.thinking import StrayThinking, without_thinking

FRAGMENTS = st.sampled_from(
    ["<think>", "</think>", "<", "</", "think", ">", "正文", " ", "\n", "<thin", "a<b"]
)
TEXTS = st.lists(FRAGMENTS, max_size=12).map("".join)


def expected(text: str) -> str | None:
    """The law, on the whole text: None where a closing tag has no beginning."""
    rest = re.sub(r"<think>.*?(</think>|\Z)", "", text, flags=re.DOTALL)
    return None if _stray(text) else rest.lstrip()


def _stray(text: str) -> bool:
    # Walk from tag to tag; removing pairs first would join characters to tags that were never there.
    place, inside = 0, False
    while tag := re.compile(r"</think>" if inside else r"</?think>").search(text, place):
        if not inside and tag.group() == "</think>":
            return True
        place, inside = tag.end(), not inside
    return False


@given(TEXTS, st.lists(st.integers(0, 60), max_size=8))
def test_cuts_do_not_matter(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = [text[start:end] for start, end in pairwise(places)]
    answer = expected(text)
    if answer is None:
        with pytest.raises(StrayThinking):
            list(without_thinking(pieces))
    else:
        shown = list(without_thinking(pieces))
        assert "".join(shown) == answer
        assert all(shown)


def test_text_is_passed_on_at_once() -> None:
    arriving = iter(["<think>想</think>\n\n", "一", "二<", "三"])
    shown = without_thinking(arriving)
    assert next(shown) == "一"
    assert next(arriving) == "二<"


def test_unclosed_thinking_is_dropped() -> None:
    assert list(without_thinking(["<think>", "还没想完"])) == []
