"""Which model the settings name, and what is said when they name none."""

from __future__ import annotations

import pytest

from assistant.errors import SettingsError
from assistant.models.open import open_model
from assistant.models.openai_chat import OpenAIChat
from assistant.settings import Settings


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"ASSISTANT_{field.upper()}", raising=False)


def test_an_endpoint_takes_all_its_settings() -> None:
    settings = Settings(
        base_url="http://host/v1",
        model="m",
        api_key="k",
        temperature=0.7,
        max_tokens=99,
        timeout_seconds=5,
        retries=1,
        concurrency=3,
    )
    model = open_model(settings).model
    assert isinstance(model, OpenAIChat)
    assert (model.base_url, model.name, model.temperature, model.max_tokens) == (
        "http://host/v1",
        "m",
        0.7,
        99,
    )
    assert (model.timeout, model.retries, model.concurrency) == (5, 1, 3)
    assert model.api_key is not None
    assert model.api_key.get_secret_value() == "k"


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, "缺少 ASSISTANT_BASE_URL、ASSISTANT_MODEL"),
        ({"base_url": "http://host/v1"}, "缺少 ASSISTANT_MODEL"),
        ({"model": "m"}, "缺少 ASSISTANT_BASE_URL"),
    ],
)
def test_no_model_or_half_a_model(values: dict[str, str], missing: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_model(Settings(**values))
    assert f"{missing}。" in caught.value.message
    assert "ASSISTANT_GGUF" in caught.value.hint


def test_two_models() -> None:
    with pytest.raises(SettingsError, match="同时设置"):
        open_model(Settings(base_url="http://host/v1", model="m", gguf="/m.gguf"))
