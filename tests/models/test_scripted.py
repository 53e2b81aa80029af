"""The public fake keeps the seam's promises."""

from __future__ import annotations

import pytest

from assistant.errors import ModelBusy, ModelEmpty
from assistant.models.chat import Message, Usage, complete
from assistant.models.scripted import ScriptedModel

ASK = [Message("system", "事实"), Message("user", "写")]


def test_pieces_then_one_usage() -> None:
    items = list(ScriptedModel(["一二三四五"], piece=2).stream(ASK))
    assert items[:-1] == ["一二", "三四", "五"]
    assert isinstance(items[-1], Usage)


def test_replies_in_order_and_exceptions_raised() -> None:
    model = ScriptedModel(["甲", ModelBusy("忙"), "乙"])
    assert complete(model, ASK).text == "甲"
    with pytest.raises(ModelBusy, match="忙"):
        complete(model, ASK)
    assert complete(model, ASK).text == "乙"
    with pytest.raises(LookupError, match="call 4"):
        complete(model, ASK)


def test_a_function_sees_the_messages() -> None:
    model = ScriptedModel(lambda messages: messages[-1].content.upper(), name="echo")
    assert complete(model, [Message("user", "abc")]).text == "ABC"
    assert model.name == "echo"


def test_calls_are_recorded() -> None:
    model = ScriptedModel(["甲"])
    complete(model, ASK, max_tokens=9)
    assert (model.calls[0].messages, model.calls[0].max_tokens) == (tuple(ASK), 9)


def test_a_shared_beginning_counts_as_cached() -> None:
    model = ScriptedModel(["甲", "乙", "丙"])
    first = complete(model, ASK).usage
    second = complete(model, [ASK[0], Message("user", "改")]).usage
    third = complete(model, [Message("user", "别的")]).usage
    assert first.cached_tokens == third.cached_tokens == 0
    assert second.cached_tokens == len("system:事实\nuser:")


def test_a_blank_reply_is_empty() -> None:
    with pytest.raises(ModelEmpty):
        complete(ScriptedModel([" \n"]), ASK)
