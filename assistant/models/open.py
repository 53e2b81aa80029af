"""Opens the model that the settings name, guarded; the only place that chooses between an endpoint and a GGUF file."""

from __future__ import annotations

from assistant.errors import SettingsError
from assistant.models.chat import ChatModel
from assistant.models.guarded import Guarded
from assistant.settings import Settings


def open_model(settings: Settings) -> Guarded:
    """The configured model, ready for requests; none is made yet, but a GGUF file is loaded (seconds).

    Raises `SettingsError` if no model, half a model or two models are configured.
    """
    if settings.gguf is not None:
        if settings.base_url is not None:
            raise SettingsError(
                "ASSISTANT_GGUF 与 ASSISTANT_BASE_URL 同时设置，不知道用哪一个模型。",
                hint="请只保留其中一个。",
            )
        from assistant.models.gguf import open_gguf

        return Guarded(open_gguf(settings))
    return Guarded(_endpoint(settings))


def _endpoint(settings: Settings) -> ChatModel:
    if settings.base_url is None or settings.model is None:
        values = {"ASSISTANT_BASE_URL": settings.base_url, "ASSISTANT_MODEL": settings.model}
        missing = [variable for variable, value in values.items() if value is None]
        raise SettingsError(
            f"没有可用的语言模型：缺少 {'、'.join(missing)}。",
            hint="使用模型服务请设置 ASSISTANT_BASE_URL（如 http://127.0.0.1:8000/v1）和 ASSISTANT_MODEL，"
            "使用本机模型文件请设置 ASSISTANT_GGUF；也可以不用模型，离线撰写。",
        )
    from assistant.models.openai_chat import OpenAIChat

    return OpenAIChat(
        base_url=settings.base_url,
        name=settings.model,
        api_key=settings.api_key,
        temperature=settings.temperature,
        max_tokens=settings.max_tokens,
        timeout=settings.timeout_seconds,
        retries=settings.retries,
        concurrency=settings.concurrency,
    )
