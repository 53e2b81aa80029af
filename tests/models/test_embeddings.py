"""The embedding client against a real HTTP server that answers well or badly, as told."""

from __future__ import annotations

import json
import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zlib import crc32

import numpy as np
import pytest
from pydantic import SecretStr

from assistant import errors
from assistant.errors import SettingsError
from assistant.models.embeddings import EndpointEmbedder, open_embedder
from assistant.settings import Settings

KEY = "sk-never-shown"
Answer = tuple[int, Any]


def vector(text: str, size: int = 4) -> list[float]:
    return [1.0 + (crc32(f"{at}{text}".encode()) % 97) for at in range(size)]


def good(body: dict[str, Any]) -> Answer:
    """A server's answer; the order of the vectors is nobody's promise, their index is."""
    size = body.get("dimensions", 4)
    data = [
        {"object": "embedding", "index": at, "embedding": vector(text, size)}
        for at, text in enumerate(body["input"])
    ]
    return 200, {"object": "list", "model": body["model"], "data": data[::-1], "usage": {}}


def changed(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[dict[str, Any]], Answer]:
    def answer(body: dict[str, Any]) -> Answer:
        status, made = good(body)
        change(made["data"])
        return status, made

    return answer


def refusing(status: int, message: str = "no") -> Callable[[dict[str, Any]], Answer]:
    """An error that repeats key and text, as careless servers do."""
    return lambda body: (status, {"error": {"message": f"{message} {KEY} {body['input']}"}})


class Fake:
    def __init__(self, plan: Sequence[Callable[[dict[str, Any]], Answer]]) -> None:
        self.plan = deque(plan)
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""

    def embedder(self, **changes: Any) -> EndpointEmbedder:
        given = {"api_key": SecretStr(KEY), "sleep": lambda seconds: None, **changes}
        return EndpointEmbedder(self.url, "bge-m3", **given)


@contextmanager
def serving(*plan: Callable[[dict[str, Any]], Answer]) -> Iterator[Fake]:
    """A server for the time of the block; `plan` has one behaviour a request, good ones follow."""
    fake = Fake(plan)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.bodies.append(body)
            fake.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, made = (fake.plan.popleft() if fake.plan else good)(body)
            data = made if isinstance(made, bytes) else json.dumps(made).encode()
            if self.path != "/v1/embeddings":
                status = 404
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Tests stay quiet."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield fake
    finally:
        httpd.shutdown()
        httpd.server_close()


def test_vectors_come_in_the_texts_order_at_unit_length() -> None:
    texts = [f"资金到位{number}" for number in range(23)]
    with serving() as fake:
        embedder = fake.embedder()
        made = embedder.passages(texts)
        assert (embedder.size, embedder.name) == (4, "bge-m3")
    expected = np.asarray([vector(text) for text in texts], dtype=np.float64)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert made.dtype == np.float32
    assert np.allclose(made, expected, atol=1e-6)
    # The size is asked for once, then ten texts a request.
    assert [len(body["input"]) for body in fake.bodies] == [1, 10, 10, 3]
    assert fake.headers[0]["authorization"] == f"Bearer {KEY}"
    assert all("dimensions" not in body and body["encoding_format"] == "float" for body in fake.bodies)


def test_what_the_settings_say_is_what_is_asked() -> None:
    with serving() as fake:
        given = {"embedding_query_prefix": "query: ", "embedding_passage_prefix": "passage: "}
        embedder = open_embedder(
            Settings(
                embedding_url=fake.url,
                embedding_model="e5",
                embedding_size=6,
                embedding_batch=2,
                **given,
            )
        )
        assert embedder is not None
        assert embedder.name == "e5 passage:"
        assert embedder.queries(["问", "", "坏\ud800\0"]).shape == (3, 6)
        assert embedder.passages(["答" * 5000]).shape == (1, 6)
    assert [body["input"] for body in fake.bodies[:2]] == [["query: 问", "query: 。"], ["query: 坏? "]]
    assert 100 < len(fake.bodies[2]["input"][0]) < 1000
    assert all(body["dimensions"] == 6 for body in fake.bodies)


def test_no_texts_are_no_vectors() -> None:
    with serving() as fake:
        assert fake.embedder(wanted_size=4).queries([]).shape == (0, 4)
    assert fake.bodies == []


def test_without_settings_there_is_no_embedder_and_half_of_them_is_a_fault() -> None:
    assert open_embedder(Settings()) is None
    with pytest.raises(SettingsError, match="ASSISTANT_EMBEDDING_MODEL"):
        open_embedder(Settings(embedding_url="http://127.0.0.1:1/v1"))
    with pytest.raises(SettingsError, match="ASSISTANT_EMBEDDING_URL"):
        open_embedder(Settings(embedding_model="bge-m3"))


@pytest.mark.parametrize(
    ("status", "expected", "tries"),
    [
        (400, errors.ModelBadRequest, 1),
        (401, errors.ModelRefused, 1),
        (404, errors.ModelNotFound, 1),
        (429, errors.ModelBusy, 3),
        (500, errors.ModelServerFault, 3),
        (503, errors.ModelServerFault, 3),
    ],
)
def test_a_refusal_is_told_in_chinese_without_key_or_text(
    status: int, expected: type[errors.ModelError], tries: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "assistant")
    with serving(*[refusing(status)] * 3) as fake, pytest.raises(expected) as caught:
        fake.embedder(wanted_size=4).queries(["机密的正文"])
    assert len(fake.bodies) == tries
    said = f"{caught.value}{caught.value.__cause__}{caught.value.__context__}{caplog.text}"
    assert "向量服务" in str(caught.value)
    assert "ASSISTANT_EMBEDDING" in str(caught.value) or status == 429
    assert KEY not in said
    assert "机密" not in said


def test_a_passing_fault_is_tried_again() -> None:
    with serving(refusing(503), refusing(429)) as fake:
        assert fake.embedder(wanted_size=4).queries(["问"]).shape == (1, 4)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (changed(lambda data: data.pop()), "格式"),
        (changed(lambda data: data.clear()), "格式"),
        (changed(lambda data: data[0].update(embedding=[1.0, 2.0])), "2 维"),
        (changed(lambda data: data[0].update(embedding=[float("nan")] * 4)), "无效"),
        (changed(lambda data: data[0].update(embedding=[1e308 * 10, 1, 1, 1])), "无效"),
        (changed(lambda data: data[0].update(embedding=[0.0] * 4)), "无效"),
        (changed(lambda data: data[0].update(embedding=["x"] * 4)), "格式"),
        (changed(lambda data: data[0].update(embedding=None)), "格式"),
        (changed(lambda data: data[0].update(index=7)), "格式"),
        (lambda body: (200, b"<html>login</html>"), "格式"),
        (lambda body: (200, {"data": None}), "格式"),
        (lambda body: (200, []), "格式"),
    ],
)
def test_a_wrong_answer_is_not_believed(answer: Callable[[dict[str, Any]], Answer], said: str) -> None:
    with serving(answer) as fake, pytest.raises(errors.ModelServerFault, match=said):
        fake.embedder(wanted_size=4).passages(["甲", "乙"])


def test_nobody_there_is_unreachable() -> None:
    embedder = EndpointEmbedder("http://127.0.0.1:9/v1", "bge-m3", sleep=lambda seconds: None)
    with pytest.raises(errors.ModelUnreachable, match="ASSISTANT_EMBEDDING_URL"):
        _ = embedder.size


def test_the_environments_own_key_stays_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-elsewhere")
    with serving() as fake:
        fake.embedder(api_key=None).queries(["问"])
    assert all("elsewhere" not in str(headers) for headers in fake.headers)


def test_threads_may_share_it() -> None:
    with serving() as fake:
        embedder = fake.embedder()
        found: dict[int, np.ndarray] = {}

        def work(number: int) -> None:
            found[number] = embedder.queries([f"问{number}"] * 3)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for number, made in found.items():
            assert np.allclose(made, embedder.queries([f"问{number}"]))
    assert len(found) == 8
