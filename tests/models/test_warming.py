"""Of requests with one long beginning the first goes ahead; nobody waits for longer than that is of use."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant import errors
from assistant.models.chat import Message, complete
from assistant.models.openai_chat import OpenAIChat
from assistant.models.warming import LONG, Warmup
from tests.fakes import openai_server as fake
from tests.fakes.openai_server import MODEL, Exchange, serving

LONG_SYSTEM = Message("system", "事实" * LONG)


def asking(system: Message, number: int) -> list[Message]:
    return [system, Message("user", f"第{number}节")]


def watched(arrived: list[str], go: threading.Event) -> fake.Behaviour:
    """Notes the request, waits until told to go, answers."""

    def answer(exchange: Exchange) -> None:
        arrived.append(exchange.request.body["messages"][-1]["content"])
        go.wait(20)
        fake.speak()(exchange)

    return answer


def test_the_others_follow_when_the_first_has_been_read() -> None:
    arrived: list[str] = []
    go = threading.Event()
    with serving(plan=[watched(arrived, go)] * 4) as server, ThreadPoolExecutor(4) as threads:
        model = OpenAIChat(server.base_url, MODEL, timeout=20)
        answers = [threads.submit(complete, model, asking(LONG_SYSTEM, number)) for number in range(4)]
        while not arrived:
            threading.Event().wait(0.01)
        threading.Event().wait(0.2)  # time for the others to arrive, if they did not wait
        assert not any(answer.done() for answer in answers)
        assert len(arrived) == 1
        go.set()
        assert all(answer.result().text for answer in answers)
    assert server.busiest >= 1
    assert len(arrived) == 4


@pytest.mark.parametrize("system", [Message("system", "简短"), LONG_SYSTEM])
def test_side_by_side_otherwise(system: Message) -> None:
    together = threading.Barrier(3)

    def meeting(exchange: Exchange) -> None:
        together.wait(20)
        fake.speak()(exchange)

    plan = [fake.speak(), *[meeting] * 3] if system is LONG_SYSTEM else [meeting] * 3
    with serving(plan=plan) as server, ThreadPoolExecutor(3) as threads:
        model = OpenAIChat(server.base_url, MODEL, timeout=20)
        if system is LONG_SYSTEM:
            complete(model, asking(system, 0))  # read once, known from then on
        answers = [threads.submit(complete, model, asking(system, number)) for number in range(1, 4)]
        assert all(answer.result().text for answer in answers)


def test_a_first_that_fails_frees_the_others() -> None:
    with serving(plan=[fake.status(401)]) as server, ThreadPoolExecutor(3) as threads:
        model = OpenAIChat(server.base_url, MODEL, timeout=20)
        answers = [threads.submit(complete, model, asking(LONG_SYSTEM, number)) for number in range(3)]
        failed = [answer.exception() for answer in answers]
    assert [type(error) for error in failed if error] == [errors.ModelRefused]


def test_a_first_that_is_left_unread_lets_the_next_lead() -> None:
    warmup = Warmup(20)
    with warmup.turn([LONG_SYSTEM]) as first:
        pass
    assert first.is_set()
    with warmup.turn([LONG_SYSTEM]) as second:
        second.set()
    with warmup.turn([LONG_SYSTEM]) as third:
        assert not third.is_set()
    assert first is not second


def test_patience_ends() -> None:
    warmup = Warmup(0.01)
    with warmup.turn([LONG_SYSTEM]), warmup.turn([LONG_SYSTEM]):
        pass  # the second gave up waiting for the first, which holds on


def test_only_the_last_beginnings_are_remembered() -> None:
    warmup = Warmup(20)
    for number in range(100):
        with warmup.turn([Message("system", f"{number}" * LONG)]) as read:
            read.set()
    assert len(warmup._read) == 32


def test_no_messages() -> None:
    with Warmup(20).turn([]) as read:
        assert not read.is_set()
