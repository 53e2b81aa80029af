"""Context limits: the example goes first, then facts that a section does not need, never a point; each step recorded."""

from __future__ import annotations

import pytest

from assistant.drafting.composer import compose
from assistant.drafting.conversation import Conversation, Length, Room, asked, estimated
from assistant.drafting.model_writer import Manner, ModelWriter
from assistant.drafting.plan import make_plan
from assistant.drafting.portions import portions_of
from assistant.errors import ModelTooLong
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.review.ledger import Ledger
from assistant.review.mentions import find_mentions
from tests.drafting.echoing import Echo
from tests.drafting.facts import SAMPLES, sample
from tests.drafting.listening import Deaf
from tests.drafting.test_model_writer import exemplar

PLAN = make_plan(sample(SAMPLES[0]), load_pack("guangdong-project"))
SECTION = next(one for one in PLAN.sections if one.id == "funds_used")
PORTION = portions_of(SECTION, 0)[0]
ANSWER = len(PORTION.composed.text) * 2 + 200


def size(length: Length) -> int:
    return estimated(Conversation(PLAN).opening(PORTION, [exemplar()], length), ANSWER)


def writer(model: ScriptedModel, context: int | None = None) -> ModelWriter:
    return ModelWriter(model, PLAN, Ledger(PLAN.facts, PLAN.derived), Manner(context=context))


class Narrow(Echo):
    """A server whose context holds no more than `tokens`."""

    def __init__(self, tokens: int) -> None:
        super().__init__(PLAN)
        self._tokens = tokens

    def __call__(self, messages):
        if estimated(messages, ANSWER) > self._tokens:
            raise ModelTooLong("太长")
        return super().__call__(messages)


CASES = [
    (Length.WHOLE, []),
    (Length.NO_EXAMPLE, ["no_example"]),
    (Length.SHORT_FACTS, ["no_example", "short_facts"]),
]


def test_each_length_is_shorter_and_holds_every_point():
    assert size(Length.WHOLE) > size(Length.NO_EXAMPLE) > size(Length.SHORT_FACTS)
    for length in Length:
        messages = Conversation(PLAN).opening(PORTION, [exemplar()], length)
        assert messages[-1] == asked(PORTION)


def test_short_facts_are_those_of_the_section_and_the_totals():
    system = Conversation(PLAN).opening(PORTION, [], Length.SHORT_FACTS)[0].content
    for mention in find_mentions(PORTION.composed.text):
        assert mention.text in system
    assert PLAN.derived["funds.paid_total"].text in system
    assert PLAN.derived["funds.execution_rate"].text in system
    assert "满意度" not in system.partition("项目事实")[2]


@pytest.mark.parametrize(("length", "steps"), CASES)
def test_a_known_limit_is_kept_without_asking_in_vain(length, steps):
    model = ScriptedModel(Echo(PLAN))
    written = writer(model, size(length)).write(SECTION, [exemplar()], Deaf())
    assert written.text == PORTION.composed.text
    assert len(model.calls) == 1
    assert estimated(model.calls[0].messages, ANSWER) <= size(length)
    assert [one.outcome for one in written.usage.steps] == [*steps, "sound"]


@pytest.mark.parametrize(("length", "steps"), CASES)
def test_an_unknown_limit_is_learned_from_what_the_server_refuses(length, steps):
    model = ScriptedModel(Narrow(size(length)))
    author = writer(model)
    written = author.write(SECTION, [exemplar()], Deaf())
    assert [one.outcome for one in written.usage.steps] == [*steps, "sound"]
    assert len(model.calls) == 1 + len(steps)
    again = author.write(SECTION, [exemplar()], Deaf())
    assert len(model.calls) == 2 + len(steps)
    assert again.text == written.text


@pytest.mark.parametrize("context", [None, 1024])
def test_what_does_not_fit_at_all_is_the_composers(context):
    model = ScriptedModel(Narrow(10))
    written = writer(model, context).write(SECTION, [exemplar()], Deaf())
    assert written.text == compose(SECTION).text
    assert [one.outcome for one in written.usage.steps] == [
        "no_example",
        "short_facts",
        "too_long",
        "composed",
    ]
    assert written.usage.outcome == "composed"
    assert len(model.calls) == (0 if context else 3)


def test_a_repair_that_does_not_fit_keeps_the_sound_sentences():
    bad = PORTION.composed.text.replace("18.6万元", "18.9万元")
    assert bad != PORTION.composed.text
    replies = [bad]

    def answer(messages):
        if not replies:
            raise ModelTooLong("太长")
        return replies.pop()

    written = writer(ScriptedModel(answer)).write(SECTION, [], Deaf())
    assert "18.9万元" not in written.text and "18.6万元" in written.text
    assert "too_long" in [one.outcome for one in written.usage.steps]


def test_room_learns_the_smallest_refusal():
    room = Room()
    assert room.holds(10**9)
    room.refused(500)
    room.refused(900)
    assert room.holds(499) and not room.holds(500)
    room = Room(300)
    room.refused(500)
    assert room.holds(300) and not room.holds(301)
