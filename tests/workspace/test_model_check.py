"""The test of the model: one request, and whatever comes of it is told in Chinese."""

from __future__ import annotations

import pytest

from assistant.errors import ModelEmpty, ModelRefused
from assistant.models.scripted import ScriptedModel
from assistant.settings import Settings
from assistant.workspace.model_check import check_model


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(home=tmp_path)


def test_an_answer(settings):
    model = ScriptedModel(["好"], name="qwen")
    done = check_model(settings, model)
    assert done.works and done.model == "qwen" and done.completion_tokens == 1 and done.prompt_tokens > 0
    assert len(model.calls) == 1 and model.calls[0].max_tokens


def test_a_refusal(settings):
    done = check_model(settings, ScriptedModel([ModelRefused("模型服务拒绝了密钥", hint="请检查密钥。")]))
    assert not done.works and done.said == "模型服务拒绝了密钥" and done.hint == "请检查密钥。"


def test_an_answer_of_no_use_is_a_working_service(settings):
    done = check_model(settings, ScriptedModel([ModelEmpty("模型没有写出正文。")]))
    assert done.works and "没有用" in done.said


def test_no_model(settings):
    done = check_model(settings)
    assert not done.works and "ASSISTANT_BASE_URL" in done.said


def test_nobody_listens(tmp_path):
    done = check_model(Settings(home=tmp_path, base_url="http://127.0.0.1:9/v1", model="m", api_key="sk-x"))
    assert not done.works and "sk-x" not in f"{done.said}{done.hint}"
