"""The real client against a real server: what it passes on, when it tries again, how each fault ends."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import SecretStr

from assistant import errors
from assistant.models import openai_chat
from assistant.models.chat import Message, Usage, complete
from assistant.models.openai_chat import OpenAIChat
from tests.fakes import openai_server as fake
from tests.fakes.openai_server import MODEL, Exchange, FakeServer, serving

KEY = "sk-very-secret-0123456789"
SYSTEM = Message("system", "只用给出的事实。")
PROMPT = "内部：某单位报告原文"
ASK = [SYSTEM, Message("user", PROMPT)]


class Client:
    """A model at a server, with the waits it made instead of sleeping."""

    def __init__(self, server: FakeServer, **changes: Any) -> None:
        self.waits: list[float] = []
        settings: dict[str, Any] = {"api_key": SecretStr(KEY), "timeout": 20.0, **changes}
        self.model = OpenAIChat(server.base_url, MODEL, sleep=self.waits.append, **settings)

    def write(self, **options: Any) -> str:
        return complete(self.model, ASK, **options).text

    def fail(self, kind: type[errors.ModelError]) -> errors.ModelError:
        with pytest.raises(errors.ModelError) as caught:
            self.write()
        assert type(caught.value) is kind
        return caught.value


def test_pieces_arrive_in_order_then_the_usage() -> None:
    text = "全年预算160万元，实际支出152.34万元，执行率95.21%。"
    with serving(text) as server:
        items = list(Client(server).model.stream(ASK))
    assert "".join(item for item in items[:-1] if isinstance(item, str)) == text
    assert len(items) > 5
    usage = items[-1]
    assert isinstance(usage, Usage)
    assert usage.prompt_tokens == len(SYSTEM.content + PROMPT)
    assert (usage.cached_tokens, usage.completion_tokens) == (len(SYSTEM.content), len(text))
    assert not usage.truncated


def test_what_is_sent() -> None:
    with serving() as server:
        Client(server, temperature=0.3, max_tokens=50).write(max_tokens=7)
        Client(server, max_tokens=50).write()
        Client(server).write()
    body = server.requests[0].body
    assert body["messages"] == [{"role": m.role, "content": m.content} for m in ASK]
    assert (body["model"], body["temperature"], body["stream"]) == (MODEL, 0.3, True)
    assert body["stream_options"] == {"include_usage": True}
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert [request.body.get("max_tokens") for request in server.requests] == [7, 50, None]
    assert all("max_completion_tokens" not in request.body for request in server.requests)


def test_a_piece_is_passed_on_before_the_next_is_written() -> None:
    seen = threading.Event()
    in_time: list[bool] = []

    def waiting(exchange: Exchange) -> None:
        exchange.open()
        exchange.piece("一")
        in_time.append(seen.wait(20))
        exchange.piece("二")
        exchange.finish()

    with serving(plan=[waiting]) as server:
        stream = Client(server).model.stream(ASK)
        assert next(stream) == "一"
        seen.set()
        assert next(stream) == "二"
        assert isinstance(next(stream), Usage)
    assert in_time == [True]


def endless(begin: str, hung_up: threading.Event) -> fake.Behaviour:
    """Writes on and on until the client is gone."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        exchange.piece(begin)
        try:
            while not exchange.server.closing.is_set():
                exchange.piece("字" * 1000)
        except OSError:
            hung_up.set()

    return answer


def test_closing_the_stream_hangs_up() -> None:
    hung_up = threading.Event()
    with serving(plan=[endless("一", hung_up)]) as server:
        client = Client(server, concurrency=1)
        stream = client.model.stream(ASK)
        next(stream)
        assert isinstance(stream, Iterator)
        stream.close()  # type: ignore[attr-defined]
        assert hung_up.wait(20)
        assert client.write()  # and its place is free again


def test_refusing_an_answer_hangs_up() -> None:
    hung_up = threading.Event()
    with serving(plan=[endless("想</think>", hung_up)]) as server:
        error = Client(server).fail(errors.ModelServerFault)
        assert hung_up.wait(20)
    assert error.__context__ is None


@pytest.mark.parametrize("size", [1, 2, 5, 7])
def test_characters_torn_between_packets(size: int) -> None:
    with serving("优秀“率”95%😀", plan=[fake.torn(size)]) as server:
        assert Client(server).write() == "优秀“率”95%😀"


def test_thinking_is_left_out() -> None:
    parts = ("<th", "ink>先想", "一想</thi", "nk>\n\n", "正文", "在此。")
    with serving(plan=[fake.pieces(*parts)]) as server:
        items = list(Client(server).model.stream(ASK))
    assert items[:-1] == ["正文", "在此。"]


def test_thinking_without_a_beginning_is_refused() -> None:
    with serving(plan=[fake.pieces("先想一想", "</think>正文")]) as server:
        assert "思考" in Client(server).fail(errors.ModelServerFault).message


def test_the_token_limit_is_reported() -> None:
    with serving("写到一半", plan=[fake.speak(finish="length")]) as server:
        reply = complete(Client(server).model, ASK)
    assert (reply.text, reply.truncated) == ("写到一半", True)


FINAL = [
    (fake.status(400), errors.ModelBadRequest),
    (fake.status(401), errors.ModelRefused),
    (fake.status(403), errors.ModelRefused),
    (fake.status(404), errors.ModelNotFound),
    (fake.status(413), errors.ModelBadRequest),
    (fake.status(422), errors.ModelBadRequest),
    (fake.status(429, type="insufficient_quota"), errors.ModelRefused),
    (fake.empty(), errors.ModelEmpty),
    (fake.page(), errors.ModelServerFault),
    (fake.raw_stream(b"data: {not json}\n\n"), errors.ModelServerFault),
    (fake.raw_stream(b"data: \xff\xfe\x00\n\n"), errors.ModelServerFault),
    (fake.raw_stream(b'data: [1, 2]\n\ndata: "x"\n\n'), errors.ModelServerFault),
    (fake.raw_stream(b'data: {"choices": 5}\n\n'), errors.ModelServerFault),
    (fake.raw_stream(b'data: {"choices": [{"index": 0}]}\n\n'), errors.ModelServerFault),
    (fake.raw_stream(b"\x00\xff garbage"), errors.ModelServerFault),
    (fake.raw_stream(b""), errors.ModelServerFault),
    (lambda exchange: exchange.json(200, {"answer": "正文"}), errors.ModelServerFault),
    (fake.speak(finish="content_filter"), errors.ModelDeclined),
    (fake.speak(finish="insufficient_system_resource"), errors.ModelCutOff),
    (fake.cut("已写"), errors.ModelCutOff),
    (fake.cut("已写", politely=True), errors.ModelCutOff),
    (fake.stream_error("已写", message="boom", code=500), errors.ModelServerFault),
]


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")  # openai's, on JSON of another shape
@pytest.mark.parametrize(("behaviour", "kind"), FINAL)
def test_faults_that_are_not_tried_again(behaviour: fake.Behaviour, kind: type[errors.ModelError]) -> None:
    with serving(plan=[behaviour]) as server:
        client = Client(server)
        error = client.fail(kind)
    assert len(server.requests) == 1
    assert error.hint
    assert client.waits == []


PASSING = [
    fake.status(408),
    fake.status(409),
    fake.status(429),
    fake.status(500),
    fake.status(503),
    fake.reset(),
    fake.cut(""),
    fake.cut("", politely=True),
    fake.cut("<think>想到一半"),
    fake.stream_error("", message="overloaded", code=503),
]


@pytest.mark.parametrize("behaviour", PASSING)
def test_faults_that_pass(behaviour: fake.Behaviour) -> None:
    with serving("写好了。", plan=[behaviour, behaviour]) as server:
        client = Client(server, retries=2)
        assert client.write() == "写好了。"
    assert len(server.requests) == 3
    assert len(client.waits) == 2


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (fake.status(429), errors.ModelBusy),
        (fake.status(500), errors.ModelServerFault),
        (fake.reset(), errors.ModelUnreachable),
        (fake.cut(""), errors.ModelCutOff),
        (fake.status(408), errors.ModelTimeout),
    ],
)
def test_tries_are_bounded(behaviour: fake.Behaviour, kind: type[errors.ModelError]) -> None:
    with serving(plan=[behaviour] * 9) as server:
        Client(server, retries=3).fail(kind)
    assert len(server.requests) == 4


def test_no_retries_means_one_request() -> None:
    with serving(plan=[fake.status(500)] * 2) as server:
        Client(server, retries=0).fail(errors.ModelServerFault)
    assert len(server.requests) == 1


def test_the_wait_is_the_one_asked_for() -> None:
    plan = [fake.status(429, {"Retry-After": "7"}), fake.status(503, {"Retry-After": "0"})]
    with serving(plan=plan) as server:
        client = Client(server)
        client.write()
    assert client.waits == [7.0, 0.0]


def test_a_wait_too_long_is_not_made() -> None:
    with serving(plan=[fake.status(429, {"Retry-After": "3600"})]) as server:
        client = Client(server)
        client.fail(errors.ModelBusy)
    assert client.waits == []


@pytest.mark.parametrize("behaviour", [fake.silent(), fake.stalled("已写"), fake.stalled("<think>")])
def test_silence_is_a_timeout(behaviour: fake.Behaviour) -> None:
    with serving(plan=[behaviour] * 3) as server:
        error = Client(server, timeout=0.3).fail(errors.ModelTimeout)
    assert "0.3 秒" in error.message
    assert "ASSISTANT_TIMEOUT_SECONDS" in error.hint
    assert len(server.requests) == 1


def test_nothing_listens() -> None:
    with serving() as server:
        client = Client(server)
    error = client.fail(errors.ModelUnreachable)
    assert server.base_url in error.message
    assert "ASSISTANT_BASE_URL" in error.hint


def test_a_wrong_path_is_not_found() -> None:
    with serving() as server:
        server.base_url = server.base_url.removesuffix("/v1")
        assert "/v1" in Client(server).fail(errors.ModelNotFound).hint


def test_all_tokens_spent_on_thinking() -> None:
    thought = "<think>想不完"
    with serving(thought, plan=[fake.speak(finish="length")]) as server:
        error = Client(server).fail(errors.ModelEmpty)
    assert f"{len(thought)} 个词元" in error.message
    assert "ASSISTANT_MAX_TOKENS" in error.hint


@pytest.mark.parametrize(
    "behaviour",
    [
        fake.status(401),
        fake.status(400),
        fake.status(500),
        fake.raw_stream(f"data: {{{KEY} {PROMPT}\n\n".encode()),
        fake.page(f"{KEY} {PROMPT}"),
        fake.stream_error("已写", message=f"{KEY} {PROMPT}"),
    ],
)
def test_an_echoing_server_leaks_nothing(behaviour: fake.Behaviour, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(plan=[behaviour] * 3) as server:
        client = Client(server)
        with pytest.raises(errors.ModelError) as caught:
            client.write()
    printed = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(client.model)
    context: BaseException | None = caught.value
    while context is not None:
        printed += repr(context)
        context = context.__context__
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("assistant"))
    assert ours
    for secret in (KEY, PROMPT):
        assert secret not in printed
        assert secret not in caplog.text


def test_a_good_answer_logs_counts_only(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving("报告正文") as server:
        Client(server).write()
    assert "completion 4" in caplog.text
    for secret in (KEY, PROMPT, "报告正文"):
        assert secret not in caplog.text


def test_no_key_sends_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with serving() as server:
        Client(server, api_key=None).write()
    assert KEY not in str(server.requests)


def test_a_proxy_does_not_come_between_local_models(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "OPENAI_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    for variable in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(variable, raising=False)
    with serving("直达。") as server:
        assert Client(server).write() == "直达。"


def test_prompts_do_not_go_to_a_tracing_service(monkeypatch: pytest.MonkeyPatch) -> None:
    from langchain_core.tracers.langchain import wait_for_all_tracers
    from langsmith import utils

    forget: Any = utils.get_env_var  # it remembers what it has read
    with serving() as server:
        for name, value in (("TRACING", "true"), ("ENDPOINT", server.base_url), ("API_KEY", "k")):
            monkeypatch.setenv(f"LANGSMITH_{name}", value)
        forget.cache_clear()
        try:
            Client(server).write()
            wait_for_all_tracers()
        finally:
            monkeypatch.undo()
            forget.cache_clear()
    assert [request.path for request in server.requests] == ["/v1/chat/completions"]


def test_threads_share_one_client() -> None:
    together = threading.Barrier(8)

    def respond(messages: list[dict[str, str]]) -> str:
        return f"回答{messages[-1]['content']}" * 20

    def meeting(exchange: Exchange) -> None:
        together.wait(20)
        fake.speak()(exchange)

    with serving(respond, plan=[meeting] * 8) as server, ThreadPoolExecutor(8) as threads:
        model = Client(server, concurrency=8).model
        texts = list(threads.map(lambda n: complete(model, [Message("user", f"{n}")]).text, range(8)))
    assert texts == [f"回答{n}" * 20 for n in range(8)]
    assert server.busiest == 8


def test_concurrency_is_limited() -> None:
    with serving() as server, ThreadPoolExecutor(8) as threads:
        client = Client(server, concurrency=2)
        assert len(list(threads.map(lambda _: client.write(), range(16)))) == 16
    assert server.busiest <= 2


def test_a_failed_request_frees_its_place() -> None:
    with serving(plan=[fake.status(401), fake.cut("已写"), fake.page()]) as server:
        client = Client(server, concurrency=1)
        for _ in range(3):
            with pytest.raises(errors.ModelError):
                client.write()
        assert client.write()


def test_a_queue_that_does_not_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openai_chat, "_QUEUE_SECONDS", 0.05)
    with serving() as server:
        client = Client(server, concurrency=1)
        under_way = client.model.stream(ASK)
        next(under_way)
        assert "ASSISTANT_CONCURRENCY" in client.fail(errors.ModelBusy).hint
        assert len(list(under_way)) > 1


def test_openai_itself_knows_only_the_new_name_of_the_limit() -> None:
    assert OpenAIChat("https://api.openai.com/v1", MODEL)._options(5) == {"max_tokens": 5}
    assert OpenAIChat("http://host/v1", MODEL)._options(5) == {"extra_body": {"max_tokens": 5}}
