"""One tiny request through the real client: whether the configured model answers, how fast and at what cost."""

from __future__ import annotations

import time
from dataclasses import dataclass

from assistant.errors import AssistantError, ModelUseless
from assistant.models.chat import ChatModel, Message, complete
from assistant.settings import Settings
from assistant.wiring import open_chat_model

_QUESTION = (Message("user", "请只回答一个字：好"),)
# Room for a model that thinks first; a reader of this page should not wait long for one that writes on and on.
_LONGEST = 200
_PATIENCE = 60.0


@dataclass(frozen=True)
class Checked:
    """What came of it. `works`: the service answered; `note` says what was odd about the answer. Times in ms."""

    works: bool
    said: str
    hint: str = ""
    model: str = ""
    milliseconds: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


def check_model(settings: Settings, model: ChatModel | None = None) -> Checked:
    """Asks the configured model (or the given one) one question. Raises nothing that a model can do wrong."""
    begun = time.monotonic()
    try:
        asked = model or open_chat_model(
            settings.with_changes(retries=0, timeout_seconds=min(settings.timeout_seconds, _PATIENCE))
        )
        reply = complete(asked, _QUESTION, max_tokens=_LONGEST)
    except ModelUseless as odd:
        return Checked(
            True,
            "连上了，但这次的回答没有用",
            f"{odd.message}先思考再回答的模型有时这样，不影响起草；换一个模型更稳妥。",
            milliseconds=_since(begun),
        )
    except AssistantError as error:
        return Checked(False, error.message, error.hint, milliseconds=_since(begun))
    usage = reply.usage
    return Checked(
        True,
        "连接正常，模型有回答",
        "",
        asked.name,
        _since(begun),
        usage.prompt_tokens,
        usage.completion_tokens,
    )


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
