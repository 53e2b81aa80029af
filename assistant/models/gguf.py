"""A GGUF file served inside this process by llama.cpp (package `xllamacpp`, extra `local`) on a free port.

The server speaks the OpenAI API, so the model is used through the same client as any other.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant.errors import SettingsError
from assistant.models.chat import ChatModel
from assistant.settings import Settings

log = logging.getLogger(__name__)

PARALLEL = 2
"""Answers written side by side; more would only share the same processor."""

_SLOWEST_PREFILL = 600.0
_MAGIC = b"GGUF"
_loading = threading.Lock()
_loaded: dict[tuple[Path, int], _Served] = {}


@dataclass(frozen=True)
class _Served:
    """A running server; it lives as long as `server` is referenced."""

    server: Any
    address: str
    key: SecretStr


def open_gguf(settings: Settings) -> ChatModel:
    """The model file of `settings.gguf`, loaded once per process however often it is opened.

    Raises `SettingsError` if the extra is not installed, or the file is missing, not GGUF, or does not load.
    """
    from assistant.models.openai_chat import OpenAIChat

    path = _checked(settings.gguf)
    with _loading:
        served = _loaded.get((path, settings.gguf_context))
        if served is None:
            served = _serve(path, settings.gguf_context)
            _loaded.clear()  # at most one model in memory, unless somebody still uses the other
            _loaded[path, settings.gguf_context] = served
    return OpenAIChat(
        base_url=f"{served.address}/v1",
        name=settings.model or path.stem,
        api_key=served.key,
        temperature=settings.temperature,
        max_tokens=settings.max_tokens,
        # Reading a long prompt takes minutes on an office processor, and nothing is sent meanwhile.
        timeout=max(settings.timeout_seconds, _SLOWEST_PREFILL),
        retries=settings.retries,
        concurrency=min(settings.concurrency, PARALLEL),
        keep=served,
    )


def _checked(path: Path | None) -> Path:
    if path is None or not path.is_file():
        raise SettingsError(
            f"ASSISTANT_GGUF 指向的模型文件不存在：{path or '（未设置）'}。", hint="请检查路径。"
        )
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise SettingsError(
                f"ASSISTANT_GGUF 指向的 {path.name} 不是 GGUF 模型文件。", hint="请重新下载或转换。"
            )
    return path.resolve()


def _serve(path: Path, context: int) -> _Served:
    try:
        llama = import_module("xllamacpp")
    except ImportError:
        raise SettingsError(
            "使用 ASSISTANT_GGUF 需要本机模型组件，但没有安装。",
            hint="请运行 pip install 'report-assistant[local]'，或改用 ASSISTANT_BASE_URL 指定的模型服务。",
        ) from None
    started = time.monotonic()
    # Any page in a browser on this machine can reach a local port: without a key it could use the model.
    key = secrets.token_urlsafe(24)
    try:
        server = llama.Server(_parameters(llama, path, context, key))
    except RuntimeError:
        raise SettingsError(
            f"模型文件 {path.name} 载入失败。",
            hint="可能内存不足、文件不完整或格式太新："
            "请调小 ASSISTANT_GGUF_CONTEXT，重新下载文件，或升级 xllamacpp。",
        ) from None
    log.info("model file loaded: %d ms, context %d", (time.monotonic() - started) * 1000, context)
    return _Served(server, server.listening_address, SecretStr(key))


def _parameters(llama: Any, path: Path, context: int, key: str) -> Any:
    parameters = llama.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = context
    parameters.n_parallel = PARALLEL
    # Otherwise each of the parallel answers gets only its share of the context.
    parameters.kv_unified = True
    parameters.port = 0
    parameters.api_keys = [key]
    parameters.verbosity = 1
    # Both would show other users' prompts.
    parameters.ui = False
    parameters.endpoint_slots = False
    return parameters
