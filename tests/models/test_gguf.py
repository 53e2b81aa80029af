"""The in-process model: faults in Chinese, and the server it starts (here a stand-in)."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.errors import SettingsError
from assistant.models import gguf
from assistant.models.chat import Message, complete
from assistant.models.gguf import open_gguf
from assistant.models.openai_chat import OpenAIChat
from assistant.settings import Settings
from tests.fakes.openai_server import FakeServer, serving


class FakeLlama:
    """What of `xllamacpp` is used: parameters, and a server that listens from the start."""

    def __init__(self, server: FakeServer | None) -> None:
        self.started: list[Any] = []
        self._server = server

    def CommonParams(self) -> SimpleNamespace:
        return SimpleNamespace(model=SimpleNamespace(path=""))

    def Server(self, parameters: Any) -> SimpleNamespace:
        self.started.append(parameters)
        if self._server is None:
            raise RuntimeError("Failed to init server")
        return SimpleNamespace(listening_address=self._server.base_url.removesuffix("/v1"))


@pytest.fixture(autouse=True)
def _nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gguf, "_loaded", {})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small-q4.gguf"
    path.write_bytes(b"GGUF\x03\x00")
    return path


def install(monkeypatch: pytest.MonkeyPatch, server: FakeServer | None) -> FakeLlama:
    llama = FakeLlama(server)
    monkeypatch.setitem(sys.modules, "xllamacpp", llama)  # type: ignore[arg-type]
    return llama


def opened(settings: Settings) -> OpenAIChat:
    model = open_gguf(settings)
    assert isinstance(model, OpenAIChat)
    return model


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(SettingsError) as caught:
        open_gguf(Settings(gguf=file))
    assert "report-assistant[local]" in caught.value.hint


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"不存在：.*nowhere\.gguf"):
        open_gguf(Settings(gguf=tmp_path / "nowhere.gguf"))


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "model.gguf").write_bytes(b"PK\x03\x04")
    with pytest.raises(SettingsError, match=r"model\.gguf 不是 GGUF"):
        open_gguf(Settings(gguf=tmp_path / "model.gguf"))


def test_a_model_that_does_not_load(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    install(monkeypatch, None)
    with pytest.raises(SettingsError, match=r"small-q4\.gguf 载入失败.*ASSISTANT_GGUF_CONTEXT"):
        open_gguf(Settings(gguf=file))


def test_the_server_is_used_through_the_usual_client(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    with serving("本机写的。") as server:
        llama = install(monkeypatch, server)
        model = opened(Settings(gguf=file, gguf_context=4096, concurrency=8))
        assert complete(model, [Message("user", "写")]).text == "本机写的。"
    (parameters,) = llama.started
    assert (parameters.n_ctx, parameters.n_parallel, parameters.kv_unified) == (4096, 2, True)
    assert (parameters.port, parameters.model.path) == (0, str(file))
    assert server.requests[0].headers["authorization"] == f"Bearer {parameters.api_keys[0]}"
    assert (model.name, model.concurrency) == ("small-q4", 2)
    assert parameters.api_keys[0] not in repr(model)


def test_a_file_is_loaded_once(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    with serving() as server:
        llama = install(monkeypatch, server)
        first, second = opened(Settings(gguf=file)), opened(Settings(gguf=file, temperature=0.5))
        opened(Settings(gguf=file, gguf_context=2048))
    assert first.keep is second.keep
    assert len(llama.started) == 2
