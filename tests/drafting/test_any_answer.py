"""Whatever a model answers, the section says what the plan says and nothing untraced: a law over mangled answers."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.acceptance import required, sentences
from assistant.drafting.composer import compose
from assistant.drafting.doubts import vouched
from assistant.drafting.model_writer import Manner, ModelWriter, worth_asking
from assistant.drafting.plan import make_plan
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.review.ledger import Ledger
from assistant.review.mentions import find_mentions
from assistant.review.trace import trace
from tests.drafting.facts import SAMPLES, sample, small_project
from tests.drafting.listening import Deaf

PLANS = [make_plan(facts, load_pack("guangdong-county")) for facts in (small_project(), sample(SAMPLES[0]))]
SECTIONS = [(plan, section) for plan in PLANS for section in plan.sections if worth_asking(section)]
LEDGERS = {id(plan): Ledger(plan.facts, plan.derived) for plan in PLANS}
JUNK = st.sampled_from(
    [
        "另支付砚洲县宏远水利工程有限公司99.9万元。",
        "项目取得显著成效。",
        "〔金额1〕",
        "Sure! ",
        "\n\n",
        "【待补充：",
        "尊敬的领导：",
        "2023年",
        "100分",
        "1.",
        "。。",
    ]
)


@st.composite
def mangled(draw: st.DrawFn, text: str) -> str:
    """The composed text after some accidents: sentences dropped, doubled or swapped, digits changed, junk put in."""
    parts = [text[start:end] for start, end in sentences(text)] or [text]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(parts) - 1))
        match draw(st.sampled_from(["drop", "double", "swap", "digit", "junk", "cut"])):
            case "drop":
                parts[at] = ""
            case "double":
                parts.insert(at, parts[at])
            case "swap":
                other = draw(st.integers(0, len(parts) - 1))
                parts[at], parts[other] = parts[other], parts[at]
            case "digit":
                digits = [i for i, c in enumerate(parts[at]) if c.isdigit()]
                if digits:
                    i = draw(st.sampled_from(digits))
                    parts[at] = parts[at][:i] + str(draw(st.integers(0, 9))) + parts[at][i + 1 :]
            case "junk":
                parts.insert(at, draw(JUNK))
            case "cut":
                parts = parts[: at + 1]
    answer = draw(st.sampled_from(["", "\n"])).join(parts)
    return answer if answer.strip() else "无。"  # a blank answer is a `ModelEmpty`, not a text


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_section_is_sound_after_any_answer(data):
    plan, section = data.draw(st.sampled_from(SECTIONS))
    composed = compose(section).text
    answers = [data.draw(mangled(composed)) for _ in range(2)]
    writer = ModelWriter(ScriptedModel(answers), plan, LEDGERS[id(plan)], Manner(rounds=1, items_apart=0))
    written = writer.write(section, [], Deaf())
    assert all(
        one.path for one in trace(written.text, LEDGERS[id(plan)], vouched(compose(section), written.text))
    )
    said = {mention.key for mention in find_mentions(written.text)}
    numbers = {key[1] for key in said if key[0] == "count"}
    for mention in required(composed):
        counted = mention.type == "count" and mention.key[1] in numbers
        assert mention.key in said or mention.text in written.text or counted
    for junk in ("〔金额1〕", "Sure", "宏远", "尊敬的领导", "显著"):
        assert junk not in written.text
