"""The pipeline: events in order, sections kept when a model fails, resume without paying twice, stop."""

from __future__ import annotations

import threading
from decimal import Decimal

import pytest

from assistant.drafting.answer import bare_heading
from assistant.drafting.composer import compose
from assistant.drafting.cost import Prices
from assistant.drafting.events import Finished, SectionDone, SectionStarted, Started
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import make_plan
from assistant.errors import ModelEmpty, ModelServerFault
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from tests.drafting.facts import small_project

FACTS, PACK = small_project(), load_pack("national")
PLAN = make_plan(FACTS, PACK)


def echo(messages):
    """A model that answers with the composer's own text of the section it is asked for."""
    asked = messages[-1].content
    plans = (PLAN, make_plan(FACTS, load_pack("guangdong-project")))
    sections = [one for plan in plans for one in plan.sections]
    section = next(one for one in sections if one.points and f"“{bare_heading(one.heading)}”" in asked)
    return compose(section).text


def finished(events):
    return next(event.draft for event in events if isinstance(event, Finished))


def done(events):
    return [event for event in events if isinstance(event, SectionDone)]


def test_offline_events_end_with_a_reviewed_draft():
    events = list(draft(Job(FACTS, PACK)))
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    made = events[-1].draft
    assert [section.id for section in made.sections] == [id for id, _ in events[0].sections]
    assert made.title == "云汀县泵站改造项目2024年度支出绩效自评报告"
    assert made.writer == "offline"
    assert all(mention.fact for section in made.sections for mention in section.mentions)
    for section in made.sections:
        for mention in section.mentions:
            assert section.text[mention.start : mention.end] == mention.text


def test_a_faithful_model_draft_is_whole_and_in_order():
    events = list(draft(Job(FACTS, PACK, model=ScriptedModel(echo), concurrency=3)))
    made = events[-1].draft
    assert [section.heading for section in made.sections] == [one.heading for one in PLAN.sections]
    assert {section.usage.outcome for section in made.sections} <= {"model", "offline"}
    started = [event.id for event in events if isinstance(event, SectionStarted)]
    assert len(started) == len(set(started))


def test_finished_sections_are_reported_before_the_error():
    calls = iter(range(100))

    def failing(messages):
        if next(calls) >= 3:
            raise ModelServerFault("模型服务出错")
        return echo(messages)

    kept = []
    with pytest.raises(ModelServerFault):
        for event in draft(Job(FACTS, PACK, model=ScriptedModel(failing), concurrency=1)):
            if isinstance(event, SectionDone):
                kept.append(event)
    assert len([event for event in kept if event.key]) == 3


def test_a_resumed_draft_pays_only_for_what_is_missing():
    first = done(draft(Job(FACTS, PACK, model=ScriptedModel(echo), concurrency=2)))
    finished = {event.key: event.section for event in first if event.key}
    dropped = next(iter(finished))
    del finished[dropped]
    model = ScriptedModel(echo)
    again = done(draft(Job(FACTS, PACK, model=model, finished=finished)))
    assert len(model.calls) == 1
    assert [event.key for event in again if event.key and not event.resumed] == [dropped]


def test_a_draft_tells_what_it_cost():
    job = Job(FACTS, PACK, model=ScriptedModel(echo), prices=Prices(prompt=Decimal(2), completion=Decimal(8)))
    made = finished(draft(job))
    asked = [one.usage for one in made.sections if one.usage.calls]
    assert made.usage.calls == len(asked) == sum(one.calls for one in asked)
    assert made.usage.prompt_tokens == sum(one.prompt_tokens for one in asked) > 0
    tokens = made.usage.prompt_tokens * 2 + made.usage.completion_tokens * 8
    assert made.usage.cost == Decimal(tokens) / 1_000_000
    assert finished(draft(Job(FACTS, PACK, model=ScriptedModel(echo)))).usage.cost is None


def test_useless_answers_cost_their_sections_and_not_the_draft():
    def mute_on_funds(messages):
        if "资金" in messages[-1].content.partition("一节的要点")[0]:
            raise ModelEmpty("模型没有写出正文。")
        return echo(messages)

    pack = load_pack("guangdong-project")
    plan = make_plan(FACTS, pack)
    events = list(draft(Job(FACTS, pack, model=ScriptedModel(mute_on_funds))))
    made = finished(events)
    useless = [one for one in made.sections if any(step.outcome == "useless" for step in one.usage.steps)]
    assert useless and len(made.sections) == len(plan.sections)
    for section in useless:
        assert section.usage.outcome == "composed"
    # Nothing to keep: the model may be better tomorrow.
    assert not {event.section.id for event in done(events) if event.key} & {one.id for one in useless}


def test_stop_ends_the_stream_without_a_draft():
    stop = threading.Event()
    model = ScriptedModel(lambda messages: (stop.set() if len(model.calls) == 3 else None) or echo(messages))
    events = list(draft(Job(FACTS, PACK, model=model, concurrency=1, stop=stop)))
    assert not any(isinstance(event, Finished) for event in events)
    assert len([event for event in done(events) if event.key]) == 2
    assert len(model.calls) == 3


def test_leaving_the_stream_early_ends_the_threads():
    before = threading.active_count()
    stream = draft(Job(FACTS, PACK, model=ScriptedModel(echo), concurrency=2))
    next(stream)
    next(stream)
    stream.close()
    assert threading.active_count() <= before + 1
