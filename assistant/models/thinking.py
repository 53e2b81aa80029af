"""Takes the thinking of a model out of its answer while the answer streams in.

Thinking models write `<think>…</think>` before the answer; a server cuts the stream anywhere, even in a tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_OPEN = "<think>"
_CLOSE = "</think>"


class StrayThinking(Exception):
    """A `</think>` whose beginning was never sent: what was yielded before it was thinking, not answer."""


def without_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without `<think>…</think>`, and without blanks before the first character of the answer.

    Text is passed on at once, except an end that may be the beginning of a tag. Unclosed thinking is dropped.
    Raises `StrayThinking` at a closing tag without an opening one: some servers put `<think>` in the prompt.
    """
    waiting = ""
    thinking = False
    begun = False
    for piece in pieces:
        text, waiting, thinking = _split(waiting + piece, thinking)
        shown = text if begun else text.lstrip()
        if shown:
            begun = True
            yield shown
    if waiting and not thinking:
        shown = waiting if begun else waiting.lstrip()
        if shown:
            yield shown


def _split(text: str, thinking: bool) -> tuple[str, str, bool]:
    """(answer text, rest that must wait for more, still thinking?) of what has arrived."""
    answer: list[str] = []
    while True:
        if not thinking:
            opened, closed = text.find(_OPEN), text.find(_CLOSE)
            if closed >= 0 and (opened < 0 or closed < opened):
                raise StrayThinking
        tag = _CLOSE if thinking else _OPEN
        before, found, after = text.partition(tag)
        if not found:
            break
        if not thinking:
            answer.append(before)
        text, thinking = after, not thinking
    held = max(_overlap(text, _OPEN), _overlap(text, _CLOSE))
    if not thinking:
        answer.append(text[: len(text) - held])
    return "".join(answer), text[len(text) - held :], thinking


def _overlap(text: str, tag: str) -> int:
    """The length of the longest end of `text` that begins `tag`."""
    return next((size for size in range(min(len(text), len(tag) - 1), 0, -1) if text.endswith(tag[:size])), 0)
