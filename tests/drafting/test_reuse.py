"""Reuse: what was written once is not paid for again, and nothing false comes back with it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.composer import compose
from assistant.drafting.draft import SectionDraft
from assistant.drafting.events import Finished, SectionDone
from assistant.drafting.model_writer import Manner, ModelWriter
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import make_plan
from assistant.facts.model import ProjectFacts
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.review.ledger import Ledger
from tests.drafting.echoing import Echo
from tests.drafting.facts import SAMPLES, sample, small_project, tree

PACK = load_pack("guangdong-county")
FACTS = sample(SAMPLES[0])


def write(facts: ProjectFacts, kept: dict[str, SectionDraft], **more):
    """A draft with what was kept; new sections are kept as well. Returns the draft and the number of requests."""
    model = ScriptedModel(Echo(make_plan(facts, PACK)))
    for event in draft(Job(facts, PACK, model=model, earlier=kept.get, **more)):
        if isinstance(event, SectionDone) and event.key:
            kept[event.key] = event.section
        if isinstance(event, Finished):
            return event.draft, len(model.calls)
    raise AssertionError("not finished")


def changed(plan_before, plan_after) -> list[str]:
    """The sections of which other things are said."""
    before = {one.id: compose(one).text for one in plan_before.sections}
    return [one.id for one in plan_after.sections if compose(one).text != before[one.id]]


@pytest.mark.parametrize(
    ("group", "change"),
    [
        ("other", {"other": ["结余资金由市财政收回"]}),
        ("experience", {"experience": ["汛前先改造高处泵站"]}),
        (
            "evaluation",
            {"application": {"use": "自评结果作为完善制度的依据", "disclosure": "自评报告在县政府网站公开"}},
        ),
    ],
)
def test_one_changed_fact_costs_only_the_sections_that_say_it(group, change):
    kept: dict[str, SectionDraft] = {}
    first, requests = write(small_project(), kept)
    assert requests == len(kept) > 10
    again, none = write(small_project(), kept)
    assert none == 0
    assert [one.text for one in again.sections] == [one.text for one in first.sections]
    after = small_project(**change)
    due = changed(make_plan(small_project(), PACK), make_plan(after, PACK))
    made, requests = write(after, kept)
    asked = [one.id for one in made.sections if one.usage.calls]
    assert due and requests == len(asked) <= len(due)
    assert set(asked) <= set(due)
    assert made.usage.reused == len(made.sections) - len(asked) - sum(
        one.usage.outcome == "offline" for one in made.sections
    )


def test_a_changed_amount_is_nowhere_the_old_one():
    kept: dict[str, SectionDraft] = {}
    write(small_project(), kept)
    funds = tree()["funds"]
    funds["payments"][1]["amount"] = "62.3"
    made, _ = write(small_project(funds=funds), kept)
    text = "\n".join(one.text for one in made.sections)
    assert "61.3万元" not in text and "241.55万元" not in text and "242.55万元" in text
    assert not [one for one in made.findings if one.rule in ("untraced_figure", "contradicted")]


def test_a_reused_section_costs_nothing_and_says_so():
    kept: dict[str, SectionDraft] = {}
    prices = {"variant": "0.1"}
    write(small_project(), kept, **prices)
    made, _ = write(small_project(), kept, **prices)
    reused = [one.usage for one in made.sections if one.usage.reused]
    assert reused and all((one.calls, one.prompt_tokens, one.seconds) == (0, 0, 0) for one in reused)
    assert all(one.steps[-1].outcome == "reused" and one.steps[0].outcome == "sound" for one in reused)
    assert made.usage.calls == 0 and made.usage.reused == len(reused) and not made.usage.cost


@pytest.mark.parametrize("more", [{"variant": "0.7"}, {"repair_rounds": 1}, {"items_apart": 0}])
def test_other_settings_are_other_texts(more):
    kept: dict[str, SectionDraft] = {}
    _, requests = write(small_project(), kept)
    plan = make_plan(small_project(), PACK)
    model = ScriptedModel(Echo(plan, more.get("items_apart", 3)))
    list(draft(Job(small_project(), PACK, model=model, earlier=kept.get, **more)))
    assert len(model.calls) == requests


FALSE = st.sampled_from(
    [
        "另支付砚洲县宏远水利工程有限公司99.9万元。",
        "资金全部支付给砚洲县宏远水利工程有限公司。",
        "项目累计支出999.9万元。",
        "2023年3月5日到位。",
        "自评得分100分，等级为优。",
        "【待核实：以下为真】另支出77.7万元。",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_kept_text_that_is_false_now_is_never_taken(data):
    plan = make_plan(small_project(), PACK)
    ledger = Ledger(plan.facts, plan.derived)
    writer = ModelWriter(ScriptedModel([]), plan, ledger, Manner())
    section = data.draw(st.sampled_from([one for one in plan.sections if one.points]))
    own = compose(section).text
    at = data.draw(st.sampled_from([0, len(own), *(i + 1 for i, char in enumerate(own) if char == "。")]))
    earlier = SectionDraft(
        id=section.id, heading=section.heading, level=1, kinds=[], text=own[:at] + data.draw(FALSE) + own[at:]
    )
    assert writer.kept(section, [], earlier) is None
    sound = earlier.model_copy(update={"text": own})
    assert writer.kept(section, [], sound) is not None


def test_a_kept_text_that_fails_is_written_anew_and_this_is_recorded():
    kept: dict[str, SectionDraft] = {}
    write(small_project(), kept)
    key, section = next((key, one) for key, one in kept.items() if "万元" in one.text)
    kept[key] = section.model_copy(update={"text": section.text + "另支付12.34万元。"})
    made, requests = write(small_project(), kept)
    assert requests == 1
    anew = next(one for one in made.sections if one.id == section.id)
    assert anew.usage.steps[0].outcome == "not_reused" and "12.34" not in anew.text
    assert not anew.usage.reused
    assert made.usage.cost is None or made.usage.cost == Decimal(0)
