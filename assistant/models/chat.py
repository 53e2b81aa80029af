"""The seam to a language model: messages in, pieces of text out, one `Usage` at the end.

Everything above this package depends on `ChatModel` only, so a scripted model can stand in for a real one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One turn of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True)
class Usage:
    """What an answer cost, in tokens and seconds of wall clock; 0 where the server does not say.

    `cached_tokens` are prompt tokens the server had computed before. `truncated`: the answer hit the limit.
    """

    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    truncated: bool = False

    def __add__(self, other: Usage) -> Usage:
        """The cost of both; seconds are added up, also of answers that ran side by side."""
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
            self.truncated or other.truncated,
        )


@dataclass(frozen=True)
class Reply:
    """A whole answer. `text` is never blank."""

    text: str
    usage: Usage

    @property
    def truncated(self) -> bool:
        """Whether the answer stopped at the token limit instead of at its end."""
        return self.usage.truncated


class ChatModel(Protocol):
    """A language model. One instance may be used by several threads at once."""

    @property
    def name(self) -> str:
        """The model's name, for drafts, logs and messages."""
        ...

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str | Usage]:
        """Yield the answer's text in non-empty pieces as it is written, then one `Usage`, and stop.

        Thinking is left out, and the pieces together are never blank. Closing the iterator ends the request.
        Raises a `ModelError`; after the first piece, what was yielded is an incomplete answer.
        """
        ...


@runtime_checkable
class JsonModel(ChatModel, Protocol):
    """A model that can be held to a JSON schema while it writes."""

    def stream_json(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Iterator[str | Usage]:
        """Like `stream`, for an answer that is one JSON value of the schema. A wish: a server may not know how."""
        ...


def json_stream(
    model: ChatModel, messages: Sequence[Message], schema: Mapping[str, Any], *, max_tokens: int | None = None
) -> Iterator[str | Usage]:
    """An answer held to the schema where the model can be, an ordinary one where not."""
    if isinstance(model, JsonModel):
        return model.stream_json(messages, schema, max_tokens=max_tokens)
    return model.stream(messages, max_tokens=max_tokens)


def complete(model: ChatModel, messages: Sequence[Message], *, max_tokens: int | None = None) -> Reply:
    """The whole answer at once. Raises a `ModelError`."""
    return replied(model.stream(messages, max_tokens=max_tokens))


def replied(items: Iterator[str | Usage]) -> Reply:
    """The pieces of an answer and its usage as one value. Raises a `ModelError`."""
    pieces: list[str] = []
    usage = Usage()
    for item in items:
        if isinstance(item, Usage):
            usage = item
        else:
            pieces.append(item)
    return Reply("".join(pieces), usage)
