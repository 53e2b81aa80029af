"""Item by item: a section of several numbered items is asked for in portions, and one bad item costs one item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.composer import compose, item_marks
from assistant.drafting.model_writer import Manner, ModelWriter, Written
from assistant.drafting.plan import Plan, SectionPlan, make_plan
from assistant.drafting.portions import portions_of
from assistant.errors import ModelEmpty
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.review.ledger import Ledger
from tests.drafting.echoing import Echo
from tests.drafting.facts import SAMPLES, sample
from tests.drafting.listening import Deaf

PLANS: list[Plan] = [
    make_plan(sample(path), load_pack(pack))
    for path in SAMPLES[:3]
    for pack in ("yunnan", "guangdong-project", "guangdong-county")
]
SECTIONS = [(plan, section) for plan in PLANS for section in plan.sections if section.points]


def with_items(least: int = 3) -> tuple[Plan, SectionPlan]:
    """A section of at least three items, all of them worth asking for."""
    return next(
        (plan, section)
        for plan, section in SECTIONS
        if sum(one.number is not None and one.worth_asking for one in portions_of(section, 3)) >= least
    )


def write(model: ScriptedModel, plan: Plan, section: SectionPlan, **manner: int) -> Written:
    return ModelWriter(model, plan, Ledger(plan.facts, plan.derived), Manner(**manner)).write(
        section, [], Deaf()
    )


@given(case=st.sampled_from(SECTIONS), apart=st.integers(0, 6))
def test_portions_are_the_section(case, apart):
    section = case[1]
    composed = compose(section)
    portions = portions_of(section, apart)
    assert "\n".join(one.composed.text for one in portions) == composed.text
    assert sum((one.blocks for one in portions), ()) == section.blocks
    for portion in portions:
        for span in portion.composed.spans:
            assert 0 <= span.start < span.end <= len(portion.composed.text)
    spans = [
        (portion.composed.text[span.start : span.end], span.source)
        for portion in portions
        for span in portion.composed.spans
    ]
    assert spans == [(composed.text[span.start : span.end], span.source) for span in composed.spans]
    items = sum(block.title is not None for block in section.blocks)
    if not apart or items < apart:
        assert len(portions) == 1 and portions[0].number is None
    else:
        assert [one.number for one in portions if one.number] == list(range(1, items + 1))
        assert [one.mark for one in portions if one.number] == item_marks(composed.text)[:items]


def test_each_item_is_asked_for_without_its_mark():
    plan, section = with_items()
    model = ScriptedModel(Echo(plan))
    written = write(model, plan, section)
    assert written.text == compose(section).text
    worth = [one for one in portions_of(section, 3) if one.worth_asking]
    assert len(model.calls) == written.usage.calls == len(worth) >= 3
    for call, portion in zip(model.calls, worth, strict=True):
        assert "编号开头" not in call.messages[-1].content
        assert f"- {portion.mark}" not in call.messages[-1].content
    assert len({call.messages[0] for call in model.calls}) == 1
    assert written.usage.outcome == "model"


def test_one_bad_item_costs_one_item():
    plan, section = with_items()
    worth = [one for one in portions_of(section, 3) if one.worth_asking]
    bad, echo = worth[1], Echo(plan)

    def answer(messages):
        text = echo(messages)
        return "尊敬的领导：您好！" if text == bad.expected else text.replace("。", "。", 1)

    written = write(ScriptedModel(answer), plan, section, rounds=1)
    assert written.text == compose(section).text
    assert written.usage.outcome == "mixed"
    assert written.usage.calls == len(worth) + 1
    assert [one.item for one in written.usage.steps if one.outcome == "composed"] == [bad.number]


def test_a_useless_item_costs_one_item():
    plan, section = with_items()
    echo, bad = Echo(plan), next(one for one in portions_of(section, 3) if one.worth_asking)

    def answer(messages):
        if echo(messages) == bad.expected:
            raise ModelEmpty("模型没有写出正文。")
        return echo(messages)

    written = write(ScriptedModel(answer), plan, section, rounds=0)
    assert written.text == compose(section).text
    assert written.usage.outcome == "mixed"


def test_a_section_may_be_asked_for_as_a_whole():
    plan, section = with_items()
    model = ScriptedModel(Echo(plan, apart=0))
    assert write(model, plan, section, items_apart=0).text == compose(section).text
    assert len(model.calls) == 1


def test_whoever_watches_sees_one_growing_text():
    plan, section = with_items()

    class Screen(Deaf):
        text, stale = "", False

        def piece(self, text):
            if text:
                self.text, self.stale = (text if self.stale else self.text + text), False

        def repairing(self, number, messages):
            self.stale = True

    echo = Echo(plan)
    failing = portions_of(section, 3)[2].expected
    seen: list[int] = []

    def answer(messages):
        text = echo(messages)
        if text != failing:
            return text
        seen.append(1)
        return "另支付99.9万元。" if len(seen) == 1 else text

    screen = Screen()
    writer = ModelWriter(ScriptedModel(answer), plan, Ledger(plan.facts, plan.derived))
    written = writer.write(section, [], screen)
    own = compose(section).text.split("\n")
    assert written.text == "\n".join(own)
    lines = screen.text.split("\n")
    assert lines[:2] == own[:2] and lines[3:] == own[3:]
    assert item_marks(screen.text) == item_marks(written.text)
