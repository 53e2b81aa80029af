"""A stand-in for a model server, in a process of its own: OpenAI chat completions at a given pace, with a prefix cache.

    python -m eval.overhead.stub ANSWERS.json

ANSWERS maps the last words of a request to what is answered; the longest key that a message equals is looked for from the
last message on. Prints its port. `POST /reset` with a `Pace` forgets everything; `GET /log` tells what was asked.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from eval.overhead.caches import Blocks, Slots

_OTHERWISE = "本节内容按要点撰写。"
_PIECE = 2


@dataclass(frozen=True)
class Pace:
    """Seconds before anything happens, and tokens a second read and written (0: at once); `slots` as of llama.cpp."""

    first: float = 0.2
    read: float = 4000
    write: float = 60
    slots: int = 4


@dataclass
class Asked:
    """One request: what was sent, and how many of its prompt tokens either cache held."""

    messages: list[dict[str, str]]
    max_tokens: int | None
    prompt: int
    slots: int
    blocks: int
    completion: int


@dataclass
class Stub:
    """The state of the server."""

    answers: dict[str, str]
    pace: Pace = field(default_factory=Pace)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.reset(self.pace)

    def reset(self, pace: Pace) -> None:
        """Forgets what was asked."""
        with self.lock:
            self.pace, self.log = pace, []
            self.slots, self.blocks = Slots(pace.slots), Blocks()

    def answer(self, messages: list[dict[str, str]]) -> str:
        """What is prepared for the last message that anything is prepared for."""
        known = (self.answers[one["content"]] for one in reversed(messages) if one["content"] in self.answers)
        return next(known, _OTHERWISE)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def stub(self) -> Stub:
        return self.server.stub  # type: ignore[attr-defined]

    def handle(self) -> None:
        """Clients that hang up are none of our business."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        with self.stub.lock:
            self._whole([asdict(one) for one in self.stub.log])

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if self.path == "/reset":
            self.stub.reset(Pace(**body))
            return self._whole({})
        return self._chat(body)

    def _chat(self, body: dict[str, Any]) -> None:
        stub, messages = self.stub, body["messages"]
        answer = stub.answer(messages)
        prompt = "".join(f"<|im_start|>{one['role']}\n{one['content']}<|im_end|>\n" for one in messages)
        with stub.lock:
            slot, held = stub.slots.begin(prompt)
            blocks = stub.blocks.begin(prompt)
            asked = Asked(messages, body.get("max_tokens"), len(prompt), held, blocks, len(answer))
            stub.log.append(asked)
        pace = stub.pace
        time.sleep(pace.first + ((len(prompt) - held) / pace.read if pace.read else 0))
        with stub.lock:
            stub.blocks.read(prompt)
        try:
            self._stream(answer, asked, pace)
        finally:
            with stub.lock:
                stub.slots.end(slot, answer)

    def _stream(self, answer: str, asked: Asked, pace: Pace) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        due = time.monotonic()
        for start in range(0, len(answer), _PIECE):
            self._event({"choices": [_choice({"content": answer[start : start + _PIECE]})]})
            if pace.write:
                due += _PIECE / pace.write
                time.sleep(max(0.0, due - time.monotonic()))
        self._event({"choices": [_choice({}, "stop")]})
        usage = {
            "prompt_tokens": asked.prompt,
            "completion_tokens": asked.completion,
            "total_tokens": asked.prompt + asked.completion,
            "prompt_tokens_details": {"cached_tokens": asked.slots},
        }
        self._event({"choices": [], "usage": usage})
        self._raw(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, body: dict[str, Any]) -> None:
        whole = {"id": "s", "object": "chat.completion.chunk", "created": 0, "model": "stub", **body}
        self._raw(b"data: " + json.dumps(whole, ensure_ascii=False).encode() + b"\n\n")

    def _raw(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _whole(self, body: object) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


def _choice(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def main() -> None:
    """Serves until it is terminated."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    httpd.daemon_threads = True
    httpd.stub = Stub(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))  # type: ignore[attr-defined]
    print(httpd.server_address[1], flush=True)
    httpd.serve_forever()


if __name__ == "__main__":
    main()
