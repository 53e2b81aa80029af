"""No section is paid for twice: after a kill in the middle of a draft, and in a second draft with one fact changed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
import yaml

from assistant.drafting.conversation import asked
from assistant.drafting.plan import make_plan
from assistant.drafting.portions import portions_of
from assistant.facts.load import facts_from_tree
from assistant.models.chat import Message
from assistant.outline.packs import load_pack
from tests.commands import assistant, command
from tests.drafting.echoing import Echo
from tests.drafting.facts import small_project, tree
from tests.fakes.openai_server import FakeServer, serving

PACK = "national"
PLAN = make_plan(small_project(), load_pack(PACK))
WORTH = [portion for section in PLAN.sections for portion in portions_of(section, 3) if portion.worth_asking]


def responder(*plans):
    echoes = [Echo(plan) for plan in plans]

    def respond(messages: list[dict[str, str]]) -> str:
        turns = [Message("user", one["content"]) for one in messages]
        for echo in echoes:
            try:
                return echo(turns)
            except LookupError:
                continue
        raise LookupError

    return respond


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def facts_file(folder: Path, **changes) -> Path:
    path = folder / "facts.yaml"
    path.write_text(yaml.safe_dump(tree(**changes), allow_unicode=True), encoding="utf-8")
    return path


def environment(server: FakeServer, home: Path, **more: str) -> dict[str, str]:
    return {"base_url": server.base_url, "model": "fake-model", "retries": "0", "concurrency": "1", **more}


def requests(server: FakeServer) -> list[str]:
    return [one.body["messages"][-1]["content"] for one in server.requests]


def test_a_killed_draft_goes_on_where_it_was(home, tmp_path):
    facts = facts_file(tmp_path)
    respond = responder(PLAN)
    with serving(respond) as server:
        settings = environment(server, home, cache_megabytes="0")
        held: list[int] = []

        def slow(messages):
            if len(server.requests) == 5:
                held.append(1)
                time.sleep(30)  # until the kill
            return respond(messages)

        server.respond = slow
        line = command("draft", facts, "-o", tmp_path / "a.json")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("ASSISTANT_")}
        variables = {f"ASSISTANT_{k.upper()}": v for k, v in settings.items()} | {"ASSISTANT_HOME": str(home)}
        process = subprocess.Popen(
            [*line, "--writer", "model"], env=inherited | variables, stderr=subprocess.DEVNULL
        )
        while not held and process.poll() is None:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert held
        server.respond = respond
        ran = assistant(
            "draft", facts, "-o", tmp_path / "a.json", "--writer", "model", "--resume", "--json",
            home=home, **settings,
        )  # fmt: skip
        assert ran.code == 0, ran.err
        paid = Counter(requests(server))
        finished = set(requests(server)[:4])
    assert all(paid[content] == 1 for content in finished)
    assert sum(paid.values()) == len(WORTH) + 1  # only the one under way was asked for again
    assert ran.json["usage"]["reused"] == 4
    assert "沿用以前写好的4节" in ran.err


def test_one_changed_fact_asks_only_for_what_says_it(home, tmp_path):
    after = make_plan(facts_from_tree(tree(other=["结余资金由市财政收回"])), load_pack(PACK))
    draft = ("draft", tmp_path / "facts.yaml", "-o", tmp_path / "a.json", "--writer", "model", "--json")
    with serving(responder(PLAN, after)) as server:
        settings = environment(server, home, price_prompt="2", price_completion="8")
        facts_file(tmp_path)
        first = assistant(*draft, home=home, **settings)
        assert first.code == 0, first.err
        assert len(server.requests) == len(WORTH)
        assert float(first.json["usage"]["cost"]) > 0
        assert "模型用量：请求" in first.err and "费用约" in first.err
        server.requests.clear()
        facts_file(tmp_path, other=["结余资金由市财政收回"])
        second = assistant(*draft, home=home, **settings)
        assert second.code == 0, second.err
        changed = {asked(p).content for s in after.sections for p in portions_of(s, 3) if p.worth_asking} - {
            asked(p).content for p in WORTH
        }
        assert len(changed) == 1 and set(requests(server)) == changed and len(server.requests) == 1
        server.requests.clear()
        fresh = assistant(*draft, "--fresh", home=home, **settings)
        assert fresh.code == 0 and len(server.requests) == len(WORTH)
    assert (home / "cache" / "sections.sqlite").stat().st_mode & 0o777 == 0o600
    assert [one["text"] for one in second.json["sections"]] == [one["text"] for one in fresh.json["sections"]]
