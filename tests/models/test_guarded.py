"""A guarded model passes good answers on untouched and ends useless ones early, hanging up."""

from __future__ import annotations

import threading

import pytest

from assistant import errors
from assistant.models.chat import Message, Usage, complete
from assistant.models.guarded import Guarded
from assistant.models.openai_chat import OpenAIChat
from assistant.models.scripted import ScriptedModel
from tests.fakes.openai_server import MODEL, Exchange, serving

ASK = [Message("user", "请写成正文。")]
GOOD = "全年预算160万元，实际支出152.34万元，执行率95.21%。其余7.66万元按合同约定于验收后支付。"


def test_a_good_answer_is_passed_on_as_it_is() -> None:
    inner = ScriptedModel([GOOD])
    model = Guarded(inner)
    assert list(model.stream(ASK, max_tokens=500)) == list(ScriptedModel([GOOD]).stream(ASK, max_tokens=500))
    assert [call.max_tokens for call in inner.calls] == [500]
    assert model.name == inner.name


USELESS = [
    (GOOD + "项目资金使用规范。" * 60, errors.ModelLooping),
    ("很抱歉，我无法完成这个请求。" + GOOD * 20, errors.ModelDeclined),
    ("抱歉，不能。", errors.ModelDeclined),
    (" ".join(f"In month {n} the project was on schedule." for n in range(40)), errors.ModelForeign),
    ("All goals were reached.", errors.ModelForeign),
    ("\ufffd\ufffd\ufffd\ufffd锟斤拷" * 20, errors.ModelGarbled),
    ("<!DOCTYPE html><html><title>502 Bad Gateway</title></html>", errors.ModelGarbled),
]


@pytest.mark.parametrize(("answer", "kind"), USELESS)
@pytest.mark.parametrize("piece", [1, 7, 5000])
def test_useless_answers_end_in_their_error(answer: str, kind: type[errors.ModelUseless], piece: int) -> None:
    with pytest.raises(errors.ModelUseless) as caught:
        complete(Guarded(ScriptedModel([answer], piece=piece)), ASK)
    assert type(caught.value) is kind
    assert "scripted" in caught.value.message
    assert caught.value.hint
    assert answer[:6] not in str(caught.value)


def test_a_loop_is_ended_long_before_the_answer_is() -> None:
    hung_up = threading.Event()

    def looping(exchange: Exchange) -> None:
        exchange.open()
        try:
            while not exchange.server.closing.is_set():
                exchange.piece("项目资金使用规范，没有截留挪用。")
        except OSError:
            hung_up.set()

    with serving(plan=[looping]) as server:
        model = OpenAIChat(server.base_url, MODEL, timeout=20, concurrency=1)
        received: list[str] = []
        with pytest.raises(errors.ModelLooping):
            received.extend(item for item in Guarded(model).stream(ASK) if isinstance(item, str))
        assert hung_up.wait(20)
        assert complete(Guarded(model), ASK).text  # its place is free again


def test_english_is_welcome_where_it_is_asked_for() -> None:
    text = "The project was completed on schedule. All planned works were accepted by the bureau."
    assert complete(Guarded(ScriptedModel([text])), [Message("user", "Translate into English")]).text == text


def test_names_in_json_may_be_in_any_language() -> None:
    text = '{"organisation": null, "declared_score": 96.27, "acceptance_date": "2024-12-31", "grade": "A", "more": "nothing"}'
    items = list(Guarded(ScriptedModel([text])).stream_json(ASK, {"type": "object"}))
    assert "".join(item for item in items if isinstance(item, str)) == text
    assert isinstance(items[-1], Usage)


def test_closing_a_guarded_stream_closes_the_one_inside() -> None:
    closed = threading.Event()

    class Endless:
        name = "endless"

        def stream(self, messages, *, max_tokens=None):
            try:
                for number in range(10**6):
                    yield f"第{number}句。"
            finally:
                closed.set()

    stream = Guarded(Endless()).stream(ASK)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert closed.is_set()
