"""A model behind any OpenAI-compatible endpoint (vLLM, Ollama, DeepSeek, 通义, llama.cpp …), by LangChain.

Chat completions with streaming only. This module decides when a request is tried again (never once text has
been passed on) and when an answer counts as complete; `faults` and `complaints` say what went wrong.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant import errors
from assistant.models import complaints, faults
from assistant.models.chat import Message, Usage
from assistant.models.complaints import Endpoint
from assistant.models.faults import Failed, Fault
from assistant.models.retries import pause
from assistant.models.thinking import StrayThinking, without_thinking
from assistant.models.warming import Warmup

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 10.0
_QUEUE_SECONDS = 900.0
_STOPPED_BY_SERVER = frozenset({"insufficient_system_resource", "abort", "error"})
# Sent when no key is set: else the client takes OPENAI_API_KEY from the environment, meant for elsewhere.
_NO_KEY = SecretStr("none")


@dataclass
class _Answer:
    """What has arrived of one answer, besides its text. `read`: the server has read the prompt."""

    read: threading.Event
    chunks: int = 0
    finish: str | None = None
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def add(self, chunk: AIMessageChunk) -> None:
        self.chunks += 1
        self.read.set()
        self.finish = chunk.response_metadata.get("finish_reason") or self.finish
        if usage := chunk.usage_metadata:
            # Some servers send a running total with every chunk: the last one counts.
            self.prompt_tokens = usage["input_tokens"]
            self.completion_tokens = usage["output_tokens"]
            self.cached_tokens = usage.get("input_token_details", {}).get("cache_read", 0)

    def usage(self, seconds: float) -> Usage:
        tokens = (self.prompt_tokens, self.cached_tokens, self.completion_tokens)
        return Usage(*tokens, seconds=round(seconds, 3), truncated=self.finish == "length")


@dataclass(eq=False)
class OpenAIChat:
    """A `ChatModel` at `base_url`. `concurrency` requests run at once over all threads; further ones queue.

    `timeout` is the longest silence in seconds, before the first piece and between two. `retries` counts the
    tries after the first. `keep` is held as long as the model lives (an in-process server).
    """

    base_url: str
    name: str
    api_key: SecretStr | None = None
    temperature: float = 0.1
    max_tokens: int | None = None
    timeout: float = 120
    retries: int = 2
    concurrency: int = 4
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    keep: object = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._client = _connect(self)
        self._places = threading.BoundedSemaphore(self.concurrency)
        self._warmup = Warmup(self.timeout)
        self._takes_schemas = True

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str | Usage]:
        """See `ChatModel.stream`. Raises a `ModelError` after the allowed tries."""
        return self._tries(messages, self._options(max_tokens))

    def stream_json(
        self, messages: Sequence[Message], schema: Mapping[str, Any], *, max_tokens: int | None = None
    ) -> Iterator[str | Usage]:
        """See `JsonModel.stream_json`. A server that refuses the schema is asked once more without, and remembered."""
        if self._takes_schemas:
            passed_on = False
            wish = self._options(max_tokens, schema)
            try:
                with closing(self._tries(messages, wish)) as items:
                    for item in items:
                        passed_on = True
                        yield item
                    return
            except errors.ModelTooLong:
                raise
            except errors.ModelBadRequest:
                if passed_on:
                    raise
        yield from self._tries(messages, self._options(max_tokens))
        # Nothing but the schema was wrong with the request.
        self._takes_schemas = False

    def _tries(self, messages: Sequence[Message], options: dict[str, Any]) -> Generator[str | Usage]:
        """One answer, asked for again where that may help."""
        with self._warmup.turn(messages) as read, self._place():
            started = time.monotonic()
            for attempt in range(self.retries + 1):
                answer = _Answer(read)
                passed_on = False
                try:
                    with closing(self._pieces(messages, options, answer)) as pieces:
                        for piece in pieces:
                            passed_on = True
                            yield piece
                except Failed as failed:
                    fault = failed.fault
                else:
                    usage = answer.usage(time.monotonic() - started)
                    self._report(usage, attempt)
                    yield usage
                    return
                log.warning("model %s: %s, attempt %d", self.name, type(fault.error).__name__, attempt + 1)
                wait = pause(attempt, fault.wait)
                if passed_on or not fault.retry or attempt == self.retries or wait is None:
                    # Outside the handler: the vendor's exception, with the raw body, is not even its context.
                    raise fault.error
                self.sleep(wait)

    def _pieces(
        self, messages: Sequence[Message], options: dict[str, Any], answer: _Answer
    ) -> Generator[str]:
        """The answer text of one request, checked for completeness at its end. Raises `Failed`."""
        wrote = False
        with closing(self._chunks(messages, options, answer)) as chunks:
            try:
                for piece in without_thinking(chunk.text for chunk in chunks):
                    wrote = True
                    yield piece
            except StrayThinking:
                raise Failed(Fault(complaints.stray_thinking(self._endpoint))) from None
        if answer.finish is None:
            raise Failed(Fault(complaints.cut_off(self._endpoint), retry=True))
        if answer.finish == "content_filter":
            raise Failed(Fault(complaints.censored(self._endpoint)))
        if answer.finish in _STOPPED_BY_SERVER:
            raise Failed(Fault(complaints.stopped(self._endpoint)))
        if not wrote:
            raise Failed(Fault(complaints.empty(self._endpoint, answer.completion_tokens)))

    def _chunks(
        self, messages: Sequence[Message], options: dict[str, Any], answer: _Answer
    ) -> Generator[AIMessageChunk]:
        """One request's chunks as they arrive; every vendor exception leaves as `Failed`."""
        turns = [{"role": message.role, "content": message.content} for message in messages]
        chunks = self._client.stream(turns, **options)
        # Typed as an iterator, it is a generator: closing it closes the connection, which stops the server.
        with closing(cast("Generator[AIMessageChunk]", chunks)):
            while (chunk := self._next(chunks, answer)) is not None:
                answer.add(chunk)
                yield chunk

    def _next(self, chunks: Iterator[AIMessageChunk], answer: _Answer) -> AIMessageChunk | None:
        try:
            with _untraced():
                return next(chunks, None)
        except tuple(faults.known_classes()) as error:
            raise Failed(faults.translate(error, self._endpoint, mid_answer=answer.chunks > 0)) from None

    def _options(self, max_tokens: int | None, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The limit and the schema in words the server understands; both go around LangChain, which renames the first
        to what only newer servers know, and reads the answer itself, whole, where it sees the second.
        """
        limit = max_tokens or self.max_tokens
        extra: dict[str, Any] = {}
        if schema is not None:
            name = str(schema.get("title") or "answer")
            extra["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": name, "schema": dict(schema)},
            }
        if limit is not None and urlsplit(self.base_url).hostname == "api.openai.com":
            return {"max_tokens": limit} | ({"extra_body": extra} if extra else {})
        if limit is not None:
            extra["max_tokens"] = limit
        return {"extra_body": extra} if extra else {}

    @property
    def _endpoint(self) -> Endpoint:
        return Endpoint(self.base_url, self.name, self.timeout)

    @contextmanager
    def _place(self) -> Iterator[None]:
        """One of the `concurrency` places: waiting for our own requests is not the server's silence."""
        if not self._places.acquire(timeout=_QUEUE_SECONDS):
            raise complaints.queue_full(self._endpoint, _QUEUE_SECONDS)
        try:
            yield
        finally:
            self._places.release()

    def _report(self, usage: Usage, attempt: int) -> None:
        log.info(
            "model %s: %d ms, prompt %d (cached %d), completion %d, attempt %d",
            self.name,
            usage.seconds * 1000,
            usage.prompt_tokens,
            usage.cached_tokens,
            usage.completion_tokens,
            attempt + 1,
        )


def _connect(model: OpenAIChat) -> ChatOpenAI:
    import openai
    from langchain_openai import ChatOpenAI

    # A proxy in the environment must not come between this program and a model on the same machine.
    on_this_machine = urlsplit(model.base_url).hostname in ("127.0.0.1", "localhost", "::1")
    timeout = openai.Timeout(model.timeout, connect=min(_CONNECT_SECONDS, model.timeout))
    return ChatOpenAI(
        model=model.name,
        base_url=model.base_url,
        api_key=model.api_key or _NO_KEY,
        temperature=model.temperature,
        timeout=timeout,
        max_retries=0,
        stream_usage=True,
        use_responses_api=False,
        cache=False,
        openai_proxy=None,
        http_client=openai.DefaultHttpxClient(timeout=timeout, trust_env=not on_this_machine),
    )


@contextmanager
def _untraced() -> Iterator[None]:
    """Without this, LangChain sends prompts to LangSmith where another program's variables are set."""
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        yield
