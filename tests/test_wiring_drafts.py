"""How settings reach a draft: prices, the context, what is kept and for whom."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant import wiring
from assistant.drafting.exemplars import NoExemplars
from assistant.drafting.pipeline import Job
from assistant.drafting.plan import make_plan
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.settings import Settings
from tests.drafting.echoing import Echo
from tests.drafting.facts import small_project

FACTS, PACK = small_project(), load_pack("national")


def requests(monkeypatch: pytest.MonkeyPatch, settings: Settings, **how) -> int:
    model = ScriptedModel(Echo(make_plan(FACTS, PACK)))
    monkeypatch.setattr(wiring, "open_chat_model", lambda settings: model)
    list(wiring.make_draft(settings, FACTS, PACK, "model", exemplars=NoExemplars(), **how))
    return len(model.calls)


def test_no_price_is_no_cost():
    assert wiring.prices_of(Settings()) is None
    prices = wiring.prices_of(Settings(price_completion="8"))
    assert prices and (prices.prompt, prices.completion, prices.cached) == (Decimal(0), Decimal(8), None)


def test_the_context_of_a_model_file_is_known():
    assert wiring.context_of(Settings()) is None
    assert wiring.context_of(Settings(gguf="/m.gguf", gguf_context=4096)) == 4096
    assert wiring.context_of(Settings(gguf="/m.gguf", context_tokens=2048)) == 2048


def test_what_is_kept_and_when_it_is_used(monkeypatch, tmp_path):
    settings = Settings(home=tmp_path)
    all_of_it = requests(monkeypatch, settings)
    assert all_of_it > 5
    assert requests(monkeypatch, settings) == 0
    assert requests(monkeypatch, settings, fresh=True) == all_of_it
    assert requests(monkeypatch, settings, fresh=True, resume=True) == 0
    assert requests(monkeypatch, settings.with_changes(temperature=0.9)) == all_of_it
    assert requests(monkeypatch, settings.with_changes(base_url="http://elsewhere/v1")) == 0
    assert requests(monkeypatch, settings.with_changes(home=tmp_path / "another")) == all_of_it


def test_without_a_cache_only_resume_saves(monkeypatch, tmp_path):
    settings = Settings(home=tmp_path, cache_megabytes=0)
    all_of_it = requests(monkeypatch, settings)
    assert requests(monkeypatch, settings) == all_of_it
    assert requests(monkeypatch, settings, resume=True) == 0


def test_a_job_takes_its_manner_from_the_settings(monkeypatch, tmp_path):
    job = Job(FACTS, PACK)
    settings = Settings(home=tmp_path, items_apart=0, repair_rounds=5, context_tokens=9000, price_prompt="1")
    model = ScriptedModel(Echo(make_plan(FACTS, PACK), apart=0))
    monkeypatch.setattr(wiring, "open_chat_model", lambda settings: model)
    list(wiring.make_draft(settings, FACTS, PACK, "model", exemplars=NoExemplars(), job=job))
    assert (job.items_apart, job.repair_rounds, job.context) == (0, 5, 9000)
    assert job.prices and job.prices.prompt == 1
