"""A model whose replies are prepared: for tests, demonstrations and trying the program without a model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.errors import ModelEmpty
from assistant.models.chat import Message, Usage


@dataclass(frozen=True)
class Call:
    """One request a scripted model has seen."""

    messages: tuple[Message, ...]
    max_tokens: int | None


class ScriptedModel:
    """Answers with the given replies in order, or with what a function says; an exception in them is raised.

    `calls` records every request. Usage counts a character as a token; what a request shares with the start
    of an earlier one counts as cached, as on a server with a prefix cache. Safe to use from several threads;
    which gets which reply is then decided by who asks first, so give a function where that matters.
    """

    def __init__(
        self,
        replies: Sequence[str | Exception] | Callable[[Sequence[Message]], str],
        *,
        name: str = "scripted",
        piece: int = 4,
    ) -> None:
        self.name = name
        self.calls: list[Call] = []
        self._replies = replies
        self._piece = piece
        self._lock = threading.Lock()

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str | Usage]:
        """The next reply in pieces of `piece` characters, cut at `max_tokens` characters, then its `Usage`.

        Raises the reply if it is an exception, `ModelEmpty` for a blank one, `LookupError` if none is left.
        """
        with self._lock:
            cached = max((_shared(call.messages, messages) for call in self.calls), default=0)
            self.calls.append(Call(tuple(messages), max_tokens))
            number = len(self.calls)
        reply = self._reply(number, messages)
        text = reply[:max_tokens]
        if not text.strip():
            raise ModelEmpty("模型没有写出正文。")
        for start in range(0, len(text), self._piece):
            yield text[start : start + self._piece]
        yield Usage(len(_prompt(messages)), cached, len(text), truncated=len(text) < len(reply))

    def _reply(self, number: int, messages: Sequence[Message]) -> str:
        if callable(self._replies):
            return self._replies(messages)
        if number > len(self._replies):
            raise LookupError(f"scripted model: call {number}, but only {len(self._replies)} replies")
        reply = self._replies[number - 1]
        if isinstance(reply, Exception):
            raise reply
        return reply


def _prompt(messages: Sequence[Message]) -> str:
    return "".join(f"{message.role}:{message.content}\n" for message in messages)


def _shared(earlier: Sequence[Message], now: Sequence[Message]) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(_prompt(earlier), _prompt(now), strict=False))
    return sum(1 for _ in same)
