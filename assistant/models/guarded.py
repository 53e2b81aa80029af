"""A model whose answers are watched while they stream in: a useless one is ended at once and told apart by its error.

Ending it closes the connection, so that the server stops writing (and charging). What an answer says is not judged here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, Protocol, cast

from assistant import errors
from assistant.models import complaints
from assistant.models.chat import ChatModel, Message, Usage, json_stream
from assistant.models.nonanswers import OPENING, asked_in_chinese, declines, is_foreign, is_garbled
from assistant.models.repetition import TAIL, loops

log = logging.getLogger(__name__)

# A check costs some 10 µs; between two of them a model writes for about a second.
_EVERY = 32
_BEGUN = 24

Complaint = Callable[[str], errors.ModelUseless]


class Guarded:
    """A `ChatModel` around another. `model` is the one inside."""

    def __init__(self, model: ChatModel) -> None:
        self.model = model

    @property
    def name(self) -> str:
        """The model's own name: a guarded model writes nothing else."""
        return self.model.name

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str | Usage]:
        """See `ChatModel.stream`. Raises a `ModelUseless` as soon as the answer shows itself to be one."""
        answer = self.model.stream(messages, max_tokens=max_tokens)
        return self._watched(answer, chinese=asked_in_chinese(messages))

    def stream_json(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Iterator[str | Usage]:
        """See `JsonModel.stream_json`. The names in JSON may be in any language."""
        return self._watched(json_stream(self.model, messages, schema, max_tokens=max_tokens), chinese=False)

    def _watched(self, answer: Iterator[str | Usage], *, chinese: bool) -> Iterator[str | Usage]:
        text, judged = "", 0
        with closing(cast("_Closable", answer)):
            for item in answer:
                finished = isinstance(item, Usage)
                if isinstance(item, str):
                    text += item
                due = _EVERY if judged else _BEGUN
                if finished or len(text) - judged >= due:
                    self._judge(text, judged, finished, chinese)
                    judged = len(text)
                yield item

    def _judge(self, text: str, judged: int, finished: bool, chinese: bool) -> None:
        """Raises if the answer is useless; what lies far behind `judged` has been looked at before."""
        complaint: Complaint | None = None
        tail = text[-TAIL:]
        if judged < OPENING and declines(text):
            complaint = complaints.declined
        elif is_garbled(tail):
            complaint = complaints.garbled
        elif loops(tail):
            complaint = complaints.looping
        elif chinese and is_foreign(tail, finished=finished):
            complaint = complaints.foreign
        if complaint is not None:
            error = complaint(self.name)
            log.warning("model %s: %s after %d characters", self.name, type(error).__name__, len(text))
            raise error


class _Closable(Protocol):
    def close(self) -> None: ...
