"""The pipeline: events in order, sections kept when a model fails, resume without paying twice, stop."""

from __future__ import annotations

import threading

import pytest

from assistant.drafting.answer import bare_heading
from assistant.drafting.composer import compose
from assistant.drafting.events import Finished, SectionDone, SectionStarted, Started
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import make_plan
from assistant.errors import ModelServerFault
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from tests.drafting.facts import small_project

FACTS, PACK = small_project(), load_pack("national")
PLAN = make_plan(FACTS, PACK)


def echo(messages):
    """A model that answers with the composer's own text of the section it is asked for."""
    asked = messages[-1].content
    section = next(one for one in PLAN.sections if one.points and f"“{bare_heading(one.heading)}”" in asked)
    return compose(section).text


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


def test_a_changed_fact_changes_the_keys():
    other = small_project(other=["另有说明"])
    model = ScriptedModel(echo)
    first = {event.key for event in done(draft(Job(FACTS, PACK, model=model))) if event.key}
    second = {
        event.key
        for event in done(draft(Job(other, PACK, model=ScriptedModel(lambda m: "x"), repair_rounds=0)))
        if event.key
    }
    assert not first & second


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
