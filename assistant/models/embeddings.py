"""Vectors from any OpenAI-compatible `/embeddings` endpoint (vLLM, Ollama, TEI, 通义 …).

`EndpointEmbedder` is what the library calls an `Embedder`. What a server sends is checked before it is believed:
a wrong vector in an index is noticed by nobody.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant import errors
from assistant.errors import SettingsError
from assistant.models import faults
from assistant.models.complaints import Endpoint
from assistant.models.faults import Fault
from assistant.models.retries import pause
from assistant.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    import openai

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 10.0
# Many embedding models read 512 tokens and their servers refuse more; Chinese has 0.6 to 0.8 of them a character.
_LONGEST = 600
_HINTS: dict[type[errors.ModelError], str] = {
    errors.ModelUnreachable: "请检查 ASSISTANT_EMBEDDING_URL 的地址和端口、服务是否已启动、网络、代理和证书。",
    errors.ModelTimeout: "请稍后再试，或调大 ASSISTANT_TIMEOUT_SECONDS。",
    errors.ModelRefused: "请检查 ASSISTANT_EMBEDDING_KEY 是否正确、账户额度是否充足。",
    errors.ModelNotFound: "请检查 ASSISTANT_EMBEDDING_MODEL，以及 ASSISTANT_EMBEDDING_URL 是否以 /v1 结尾。",
    errors.ModelBusy: "请过几分钟再试。",
    errors.ModelBadRequest: "请检查 ASSISTANT_EMBEDDING_MODEL 是不是向量模型、能否输出 ASSISTANT_EMBEDDING_SIZE 维，"
    "或调小 ASSISTANT_EMBEDDING_BATCH。",
    errors.ModelServerFault: "请检查 ASSISTANT_EMBEDDING_URL（通常以 /v1 结尾）；反复出现时请查看服务的日志。",
}


def open_embedder(settings: Settings) -> EndpointEmbedder | None:
    """The embedder at the endpoint that the settings name, None where they name none; no request is made yet.

    Raises `SettingsError` where only half of it is configured.
    """
    url, model = settings.embedding_url, settings.embedding_model
    if url is None and model is None:
        return None
    if url is None or model is None:
        missing = "ASSISTANT_EMBEDDING_URL" if url is None else "ASSISTANT_EMBEDDING_MODEL"
        raise SettingsError(
            f"向量服务的设置不全：缺少 {missing}。", hint="请补上，或都不设置以使用自带的向量模型。"
        )
    return EndpointEmbedder(
        base_url=url,
        model=model,
        api_key=settings.embedding_key,
        wanted_size=settings.embedding_size,
        batch=settings.embedding_batch,
        query_prefix=settings.embedding_query_prefix,
        passage_prefix=settings.embedding_passage_prefix,
        timeout=settings.timeout_seconds,
        retries=settings.retries,
    )


@dataclass(eq=False)
class EndpointEmbedder:
    """Gives unit vectors: `queries` and `passages` return float32 arrays of shape (len(texts), size).

    `wanted_size` asks the server for so many dimensions; None takes the model's own. `batch` texts go in one
    request. `timeout` is in seconds, `retries` counts the tries after the first. Thread-safe.
    """

    base_url: str
    model: str
    api_key: SecretStr | None = None
    wanted_size: int | None = None
    batch: int = 10
    query_prefix: str = ""
    passage_prefix: str = ""
    timeout: float = 120
    retries: int = 2
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    @property
    def name(self) -> str:
        """The model and what it is told before a passage: what makes stored vectors comparable."""
        return f"{self.model} {self.passage_prefix.strip()}".strip()

    @property
    def size(self) -> int:
        """The number of dimensions; asks the server once where the settings do not say. Raises `ModelError`."""
        return self.wanted_size or self._own_size

    @cached_property
    def _own_size(self) -> int:
        return len(self._asked([_sendable("。", "")])[0])

    def queries(self, texts: list[str]) -> np.ndarray:
        """Vectors of what is searched for. Raises `ModelError`."""
        return self._embedded(texts, self.query_prefix)

    def passages(self, texts: list[str]) -> np.ndarray:
        """Vectors of what is searched in. Raises `ModelError`."""
        return self._embedded(texts, self.passage_prefix)

    def _embedded(self, texts: list[str], prefix: str) -> np.ndarray:
        import numpy as np

        started = time.monotonic()
        sent = [_sendable(text, prefix) for text in texts]
        made = np.empty((len(sent), self.size), dtype=np.float32)
        for start in range(0, len(sent), self.batch):
            part = sent[start : start + self.batch]
            made[start : start + len(part)] = self._checked(self._asked(part))
        log.info("embedder %s: texts %d, %d ms", self.model, len(sent), (time.monotonic() - started) * 1000)
        return made

    def _asked(self, texts: Sequence[str]) -> list[list[float]]:
        """The server's vectors in the order of the texts, after the allowed tries."""
        attempt = 0
        while isinstance(answer := self._try(texts), Fault):
            error = self._worded(answer.error)
            log.warning("embedder %s: %s, attempt %d", self.model, type(error).__name__, attempt + 1)
            wait = pause(attempt, answer.wait)
            if not answer.retry or attempt == self.retries or wait is None:
                raise error
            self.sleep(wait)
            attempt += 1
        return answer

    def _try(self, texts: Sequence[str]) -> list[list[float]] | Fault:
        options: dict[str, Any] = {} if self.wanted_size is None else {"dimensions": self.wanted_size}
        try:
            # Asked for in plain numbers: not every server knows base64, which the client would ask for.
            answer = self._client.embeddings.create(
                model=self.model, input=list(texts), encoding_format="float", **options
            )
            found = {one.index: one.embedding for one in answer.data}
            return [[float(number) for number in found[at]] for at in range(len(texts))]
        except tuple(faults.known_classes()) as error:
            return faults.translate(error, self._endpoint, mid_answer=False)

    def _checked(self, rows: list[list[float]]) -> np.ndarray:
        """The vectors at unit length, if they are such."""
        import numpy as np

        if wrong := {len(row) for row in rows} - {self.size}:
            given = "、".join(map(str, sorted(wrong)))
            raise self._wrong(f"返回了 {given} 维的向量，应为 {self.size} 维")
        made = np.asarray(rows, dtype=np.float64)
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            raise self._wrong("返回的向量里有无效的数")
        return (made / lengths).astype(np.float32)

    def _wrong(self, what: str) -> errors.ModelServerFault:
        return errors.ModelServerFault(
            f"向量服务 {self.base_url} {what}。",
            hint="请检查 ASSISTANT_EMBEDDING_MODEL 和 ASSISTANT_EMBEDDING_SIZE。",
        )

    def _worded(self, error: errors.ModelError) -> errors.ModelError:
        """The fault in the words of embedding: other settings are to be checked than for writing."""
        message = error.message.replace("模型服务", "向量服务")
        return type(error)(message, hint=_HINTS.get(type(error), error.hint))

    @property
    def _endpoint(self) -> Endpoint:
        return Endpoint(self.base_url, self.model, self.timeout)

    @cached_property
    def _client(self) -> openai.OpenAI:
        import openai

        on_this_machine = urlsplit(self.base_url).hostname in ("127.0.0.1", "localhost", "::1")
        timeout = openai.Timeout(self.timeout, connect=min(_CONNECT_SECONDS, self.timeout))
        return openai.OpenAI(
            base_url=self.base_url,
            # Never none: else the client takes OPENAI_API_KEY from the environment, meant for elsewhere.
            api_key=self.api_key.get_secret_value() if self.api_key else "none",
            timeout=timeout,
            max_retries=0,
            http_client=openai.DefaultHttpxClient(timeout=timeout, trust_env=not on_this_machine),
        )


def _sendable(text: str, prefix: str) -> str:
    """What any server takes: no lone surrogate, not empty, not endless."""
    clean = text[:_LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return f"{prefix}{clean if clean.strip() else '。'}"
