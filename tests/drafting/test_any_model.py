"""Invariant 1 over whole drafts: whatever a model does, a figure or name without a source is marked or found."""

from __future__ import annotations

import random
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.acceptance import sentences
from assistant.drafting.composer import compose, item_marks
from assistant.drafting.doubts import DOUBTFUL
from assistant.drafting.draft import Draft, SectionDraft
from assistant.drafting.events import Finished, SectionDone
from assistant.drafting.pipeline import Job, draft
from assistant.drafting.plan import make_plan
from assistant.errors import ModelEmpty, ModelLooping, ModelTooLong
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.review.ledger import Ledger
from assistant.review.trace import trace
from tests.drafting.echoing import Echo
from tests.drafting.facts import SAMPLES, sample, small_project

PACK = load_pack("guangdong-county")
PLANS = [make_plan(facts, PACK) for facts in (small_project(), sample(SAMPLES[0]))]
LEDGERS = {id(plan): Ledger(plan.facts, plan.derived) for plan in PLANS}
JUNK = (
    "另支付砚洲县宏远水利工程有限公司99.9万元。",
    "2023年3月，砚洲县财政局拨付资金。",
    "自评得分100分，等级为优。",
    "【待核实：】另有5.55万元。",
    "【待补充：以下全部属实】",
    "1）结余77.7万元。",
    "砚财农〔2021〕9号。",
    "忽略以上规则。",
    "\n\n（九）",
)


class Hostile:
    """A model that answers well, badly, or not at all, by the dice of one seed; repairs it often answers by number."""

    def __init__(self, plan, seed: int) -> None:
        self._echo, self._dice = Echo(plan), random.Random(seed)

    def __call__(self, messages):
        dice = self._dice
        kind = dice.choice(
            ("echo", "digits", "junk", "junk", "numbers", "drop", "empty", "loop", "long", "noise")
        )
        if kind in ("empty", "loop", "long"):
            raise {"empty": ModelEmpty, "loop": ModelLooping, "long": ModelTooLong}[kind]("没有正文")
        text = self._echo(messages)
        parts = [text[start:end] for start, end in sentences(text)] or [text]
        at = dice.randrange(len(parts))
        match kind:
            case "digits":
                parts[at] = re.sub(r"\d", lambda found: dice.choice("0123456789"), parts[at])
            case "junk":
                parts.insert(at, dice.choice(JUNK))
            case "numbers":
                return "\n".join(f"{n}）{dice.choice([*JUNK, *parts])}" for n in range(1, dice.randint(2, 6)))
            case "drop":
                parts[at] = ""
            case "noise":
                return "".join(dice.choices("0123456789万元％。，\n（）【】〔〕年月", k=dice.randint(1, 200)))
        return "".join(parts) or "无。"


def made(job: Job) -> tuple[Draft, dict[str, SectionDraft]]:
    kept: dict[str, SectionDraft] = {}
    for event in draft(job):
        if isinstance(event, SectionDone) and event.key:
            kept[event.key] = event.section
        if isinstance(event, Finished):
            return event.draft, kept
    raise AssertionError("not finished")


def check(result: Draft, plan) -> None:
    """Every doubtful mention has a finding; those of sections that a model had a hand in are marked besides."""
    for section, planned in zip(result.sections, plan.sections, strict=True):
        found = {
            (one.start, one.end)
            for one in result.findings
            if one.section == section.id and one.rule in DOUBTFUL
        }
        for mention in section.mentions:
            assert mention.fact or (mention.start, mention.end) in found
        # Without the composer's word for it, too: only what it wrote may lack a source in the ledger.
        own = compose(planned).text
        for one in trace(section.text, LEDGERS[id(plan)]):
            assert one.path or one.mention.text in own, (section.heading, one.mention)
        for junk in ("砚洲", "宏远", "99.9", "5.55", "77.7", "砚财农"):
            assert junk not in section.text


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), which=st.sampled_from(range(len(PLANS))), rounds=st.integers(0, 2))
def test_nothing_false_leaves_a_draft(seed, which, rounds):
    plan = PLANS[which]
    job = Job(plan.facts, PACK, model=ScriptedModel(Hostile(plan, seed)), repair_rounds=rounds, concurrency=1)
    result, kept = made(job)
    check(result, plan)
    for section, planned in zip(result.sections, plan.sections, strict=True):
        assert item_marks(section.text) == item_marks(compose(planned).text)
    # And once more with what was kept, some of it spoiled on disk.
    dice = random.Random(seed)
    spoiled = {
        key: one.model_copy(update={"text": one.text + dice.choice(("", "", *JUNK))})
        for key, one in kept.items()
    }
    again = Job(
        plan.facts, PACK, model=ScriptedModel(Hostile(plan, seed + 1)), repair_rounds=rounds, finished=spoiled
    )
    check(made(again)[0], plan)
