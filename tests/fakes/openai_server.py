"""A real HTTP server on 127.0.0.1 that speaks the OpenAI chat completions API, well or badly, as told.

    with serving(lambda messages: "正文") as server:
        ...                                     # server.base_url, server.requests
    with serving(plan=[status(429, {"Retry-After": "1"}), speak()]) as server:
        ...                                     # one behaviour a request, then well-behaved ones

A behaviour is a function of one `Exchange`; those below cover the usual faults, a test may write its own.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Responder = Callable[[list[dict[str, str]]], str]
Behaviour = Callable[["Exchange"], None]
MODEL = "fake-model"


@dataclass(frozen=True)
class Request:
    """What a client sent; header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class FakeServer:
    """A running server: its address, what it was asked, how many requests it answered side by side."""

    base_url: str
    respond: Responder
    plan: deque[Behaviour]
    requests: list[Request] = field(default_factory=list)
    busiest: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    _active: int = 0

    def next_behaviour(self, request: Request) -> Behaviour:
        with self.lock:
            self.requests.append(request)
            return self.plan.popleft() if self.plan else speak()

    def enter(self) -> None:
        with self.lock:
            self._active += 1
            self.busiest = max(self.busiest, self._active)

    def leave(self) -> None:
        with self.lock:
            self._active -= 1


class Exchange:
    """One request and the means to answer it piece by piece."""

    def __init__(self, server: FakeServer, request: Request, handler: BaseHTTPRequestHandler) -> None:
        self.server = server
        self.request = request
        self._handler = handler
        self._counted = False

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Among the active ones until the answer's last bytes, which set the client free to ask again."""
        self.server.enter()
        self._counted = True
        try:
            yield
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._counted:
            self._counted = False
            self.server.leave()

    @property
    def text(self) -> str:
        """What the model says to this request."""
        return self.server.respond(self.request.body["messages"])

    def json(self, code: int, body: object, headers: dict[str, str] | None = None) -> None:
        """A whole answer that is no stream."""
        self.whole(
            code,
            json.dumps(body, ensure_ascii=False).encode(),
            {"Content-Type": "application/json"} | (headers or {}),
        )

    def whole(self, code: int, data: bytes, headers: dict[str, str]) -> None:
        self._handler.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()
        self._leave()
        self._handler.wfile.write(data)

    def open(self, content_type: str = "text/event-stream; charset=utf-8") -> None:
        """Begin a stream."""
        self._handler.send_response(200)
        self._handler.send_header("Content-Type", content_type)
        self._handler.send_header("Transfer-Encoding", "chunked")
        self._handler.end_headers()

    def raw(self, data: bytes) -> None:
        """Bytes of an open stream, sent at once."""
        if data:
            self._handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self._handler.wfile.flush()

    def event(self, body: object) -> None:
        self.raw(b"data: " + json.dumps(body, ensure_ascii=False).encode() + b"\n\n")

    def piece(self, text: str) -> None:
        self.event(_chunk({"content": text}))

    def finish(self, reason: str = "stop") -> None:
        """The last chunk, the usage that was asked for, and the end of the stream."""
        self.event(_chunk({}, reason))
        if self.request.body.get("stream_options", {}).get("include_usage"):
            self.event({**_chunk({}), "choices": [], "usage": usage_of(self.request.body, self.text)})
        self._leave()  # clients may stop reading at [DONE]
        self.raw(b"data: [DONE]\n\n")
        self.end()

    def end(self) -> None:
        """Close the stream politely."""
        self._leave()
        self._handler.wfile.write(b"0\r\n\r\n")

    def drop(self, *, reset: bool = False) -> None:
        """Close the connection in the middle, with a TCP reset or without."""
        self._leave()
        connection = self._handler.connection
        self._handler.close_connection = True
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        else:
            connection.shutdown(socket.SHUT_RDWR)


def speak(*, size: int = 3, finish: str = "stop") -> Behaviour:
    """A good answer in pieces of `size` characters; JSON if no stream was asked for."""

    def answer(exchange: Exchange) -> None:
        text = exchange.text
        if not exchange.request.body.get("stream"):
            return exchange.json(200, _completion(exchange.request.body, text, finish))
        exchange.open()
        exchange.event(_chunk({"role": "assistant", "content": ""}))
        for start in range(0, len(text), size):
            exchange.piece(text[start : start + size])
        return exchange.finish(finish)

    return answer


def status(
    code: int, headers: dict[str, str] | None = None, *, message: str = "no", **error: object
) -> Behaviour:
    """An HTTP error whose body repeats the key and the prompt, as careless servers do."""

    def answer(exchange: Exchange) -> None:
        echoed = f"{message} {exchange.request.headers.get('authorization')} {exchange.request.body}"
        exchange.json(code, {"error": {"message": echoed, **error}}, headers)

    return answer


def no_schemas(then: Behaviour) -> Behaviour:
    """400 to every request that wants an answer of a schema, as of older servers; otherwise `then`."""

    def answer(exchange: Exchange) -> None:
        refused = "response_format" in exchange.request.body
        (status(400, message="response_format unavailable") if refused else then)(exchange)

    return answer


def reset() -> Behaviour:
    """The connection is reset before an answer."""
    return lambda exchange: exchange.drop(reset=True)


def silent() -> Behaviour:
    """Nothing comes until the server is closed."""

    def answer(exchange: Exchange) -> None:
        exchange.server.closing.wait(60)

    return answer


def stalled(after: str) -> Behaviour:
    """A beginning, then nothing until the server is closed."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        exchange.piece(after)
        exchange.server.closing.wait(60)

    return answer


def cut(after: str, *, politely: bool = False) -> Behaviour:
    """A beginning (or none, if `after` is empty), then the end: of the connection, or of the stream only."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        exchange.event(_chunk({"role": "assistant", "content": ""}))
        if after:
            exchange.piece(after)
        exchange.end() if politely else exchange.drop()

    return answer


def empty(*, finish: str = "stop") -> Behaviour:
    """A complete answer without text."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        exchange.piece("")
        exchange.piece(" \n")
        exchange.finish(finish)

    return answer


def page(body: str = "<html>请先登录</html>") -> Behaviour:
    """A web page with status 200, as of a login or a wrong path."""
    return lambda exchange: exchange.whole(200, body.encode(), {"Content-Type": "text/html; charset=utf-8"})


def raw_stream(data: bytes) -> Behaviour:
    """Status 200, then these bytes as the stream."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        exchange.raw(data)
        exchange.end()

    return answer


def pieces(*texts: str) -> Behaviour:
    """These pieces, exactly so cut."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        for text in texts:
            exchange.piece(text)
        exchange.finish()

    return answer


def torn(size: int = 1) -> Behaviour:
    """A good answer whose bytes arrive in blocks of `size`, also inside a character."""

    def answer(exchange: Exchange) -> None:
        events = [_chunk({"content": exchange.text}), _chunk({}, "stop")]
        data = b"".join(
            b"data: " + json.dumps(event, ensure_ascii=False).encode() + b"\n\n" for event in events
        )
        exchange.open()
        for start in range(0, len(data), size):
            exchange.raw(data[start : start + size])
        exchange.end()

    return answer


def stream_error(after: str, **error: object) -> Behaviour:
    """A beginning, then an error event in the stream."""

    def answer(exchange: Exchange) -> None:
        exchange.open()
        if after:
            exchange.piece(after)
        exchange.event({"error": error})
        exchange.end()

    return answer


def usage_of(body: dict[str, Any], text: str) -> dict[str, Any]:
    """Token counts as servers report them: here a character is a token, the system message was cached."""
    prompt = sum(len(message["content"]) for message in body["messages"])
    cached = sum(len(message["content"]) for message in body["messages"] if message["role"] == "system")
    return {
        "prompt_tokens": prompt,
        "completion_tokens": len(text),
        "total_tokens": prompt + len(text),
        "prompt_tokens_details": {"cached_tokens": cached},
    }


@contextmanager
def serving(
    respond: Responder | str = "项目已按期完成。", *, plan: Sequence[Behaviour] = ()
) -> Iterator[FakeServer]:
    """A server for the time of the block; `plan` says how it behaves, one behaviour a request."""
    said = respond
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    httpd.daemon_threads = True
    server = FakeServer(
        base_url=f"http://127.0.0.1:{httpd.server_address[1]}/v1",
        respond=(lambda messages: said) if isinstance(said, str) else said,
        plan=deque(plan),
    )
    httpd.fake = server  # type: ignore[attr-defined]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without this, small writes wait for acknowledgements (Nagle's algorithm), 40 ms each.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self._answer(json.loads(data))
        except json.JSONDecodeError:
            self.send_error(400)

    def _answer(self, body: dict[str, Any]) -> None:
        fake: FakeServer = self.server.fake  # type: ignore[attr-defined]
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        exchange = Exchange(fake, request, self)
        if self.path == "/v1/models":
            return exchange.json(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})
        behaviour = fake.next_behaviour(request)
        if self.path != "/v1/chat/completions":
            return exchange.json(404, {"error": {"message": "no such path"}})
        # The client may be gone: that is what some tests are about.
        with suppress(ConnectionError, OSError), exchange.counted():
            behaviour(exchange)
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Tests stay quiet."""


def _chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 0, "model": MODEL, "choices": [choice]}


def _completion(body: dict[str, Any], text: str, finish: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    usage = usage_of(body, text)
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 0,
        "model": MODEL,
        "choices": [choice],
        "usage": usage,
    }
