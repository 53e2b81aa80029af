"""The runs that are compared: the pipeline, the bare openai client with the same requests, and plain RAG."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from assistant.drafting.events import Finished
from assistant.drafting.exemplars import Exemplar, Exemplars
from assistant.drafting.plan import Plan, SectionPlan
from assistant.facts.model import ProjectFacts
from assistant.settings import Settings
from assistant.wiring import make_draft, open_chat_model
from eval.baselines.plain_rag import write_plain
from eval.overhead.stub import Pace


@dataclass(frozen=True)
class Server:
    """A stub server that runs."""

    address: str

    def reset(self, pace: Pace) -> None:
        """Forgets requests and caches, and takes another pace."""
        self._call("/reset", json.dumps(asdict(pace)).encode())

    def log(self) -> list[dict[str, Any]]:
        """What was asked since."""
        return self._call("/log")

    def _call(self, path: str, data: bytes | None = None) -> Any:
        with urllib.request.urlopen(f"{self.address}{path}", data=data, timeout=30) as answer:
            return json.load(answer)


@contextmanager
def serving(answers: dict[str, str]) -> Iterator[Server]:
    """A stub server in a process of its own, so that it takes no time from what is measured but the processor's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.json"
        path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
        line = [sys.executable, "-m", "eval.overhead.stub", str(path)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                yield Server(f"http://127.0.0.1:{process.stdout.readline().strip()}")
            finally:
                process.terminate()


@dataclass(frozen=True)
class Remembered:
    """Passages that were found before, where the search is not what is measured."""

    shown: dict[str, list[Exemplar]]

    def for_sections(self, sections: Sequence[SectionPlan], facts: ProjectFacts) -> list[list[Exemplar]]:
        """The same for the same sections."""
        return [self.shown[section.id] for section in sections]


@dataclass
class Run:
    """One run: wall time, and the requests in the order of their arrival."""

    seconds: float
    requests: list[dict[str, Any]]
    timings: dict[str, float] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def prompt(self) -> int:
        """Prompt tokens of all requests."""
        return sum(one["prompt"] for one in self.requests)

    def uncached(self, cache: str) -> int:
        """Prompt tokens that the server had to compute; `cache` is "slots" or "blocks"."""
        return sum(one["prompt"] - one[cache] for one in self.requests)


def pipeline(server: Server, settings: Settings, plan: Plan, exemplars: Exemplars, pace: Pace) -> Run:
    """A whole draft, with search, review, journal and cache, as `assistant draft` makes it."""
    server.reset(pace)
    began = time.perf_counter()
    made = None
    for event in make_draft(settings, plan.facts, plan.pack, "model", fresh=True, exemplars=exemplars):
        if isinstance(event, Finished):
            made = event.draft
    taken = time.perf_counter() - began
    assert made is not None
    outcomes = Counter(section.usage.outcome for section in made.sections if section.usage.calls)
    return Run(taken, server.log(), made.timings, dict(outcomes))


def bare(server: Server, requests: list[dict[str, Any]], concurrency: int, pace: Pace) -> Run:
    """The same requests by the openai client, so many at once, streamed to their end."""
    import openai

    client = openai.OpenAI(base_url=f"{server.address}/v1", api_key="none", max_retries=0)

    def ask(request: dict[str, Any]) -> int:
        stream = client.chat.completions.create(
            model="stub", messages=request["messages"], max_tokens=request["max_tokens"], temperature=0.1,
            stream=True, stream_options={"include_usage": True},
        )  # fmt: skip
        return sum(len(chunk.choices[0].delta.content or "") for chunk in stream if chunk.choices)

    server.reset(pace)
    began = time.perf_counter()
    with ThreadPoolExecutor(concurrency) as threads:
        list(threads.map(ask, requests))
    return Run(time.perf_counter() - began, server.log())


def plain(server: Server, settings: Settings, plan: Plan, exemplars: Exemplars, pace: Pace) -> Run:
    """Plain RAG with the same passages, one section after the other, which suits its cache best."""
    shown = exemplars.for_sections(plan.sections, plan.facts)
    server.reset(pace)
    began = time.perf_counter()
    list(write_plain(open_chat_model(settings), plan, shown))
    return Run(time.perf_counter() - began, server.log())
