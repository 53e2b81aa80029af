"""Doubts: what has no source is marked once, and the composer's own sentences are vouched for wherever they stand."""

from __future__ import annotations

from dataclasses import replace

from assistant.drafting.composer import compose
from assistant.drafting.doubts import marked, vouched
from assistant.drafting.marks import Span
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.plan import Block, Point, make_plan
from assistant.models.scripted import ScriptedModel
from assistant.outline.packs import load_pack
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.mentions import find_mentions
from tests.drafting.facts import small_project
from tests.drafting.listening import Deaf

PLAN = make_plan(small_project(), load_pack("guangdong-project"))
SECTION = next(one for one in PLAN.sections if one.id == "funds_used")


def finding(text: str, part: str, rule: str = "untraced_figure") -> Finding:
    start = text.index(part)
    return Finding(
        rule=rule,
        severity="error",
        section="x",
        start=start,
        end=start + len(part),
        text=part,
        message="无依据",
    )


def test_every_doubtful_mention_is_marked_once():
    text = "另支付砚洲县宏远公司99万元，结余1万元。"
    found = [
        finding(text, "99万元"),
        finding(text, "砚洲县宏远公司", "foreign_identity"),
        finding(text, "砚洲县", "untraced_name"),
        finding(text, "结余1万元", "wording"),
    ]
    assert marked(text, found) == "另支付【待核实：砚洲县宏远公司】【待核实：99万元】，结余1万元。"


def test_marks_are_not_put_into_marks():
    text = "另支付【待核实：99万元】。"
    assert marked(text, [finding(text, "【待核实：99万元】")]) == text
    assert not find_mentions(text)


def test_nothing_doubtful_changes_nothing():
    assert marked("支出1万元。", []) == "支出1万元。"


def test_a_plan_without_sources_is_marked_in_the_final_text():
    """A pattern that writes a figure of its own: neither the model nor the composer may pass it on unseen."""
    sourced = SECTION.blocks[0].points[0]
    assert sourced.paths
    bare = Point("另支付砚洲县宏远水利工程有限公司99.9万元。", ())
    section = replace(SECTION, blocks=(Block((sourced, bare)),))
    for answers in (["无。"], [compose(section).text]):
        writer = ModelWriter(ScriptedModel(answers * 3), PLAN, Ledger(PLAN.facts, PLAN.derived))
        written = writer.write(section, [], Deaf())
        assert (
            "【待核实：99.9万元】" in written.text
            and "【待核实：砚洲县宏远水利工程有限公司】" in written.text
        )
        assert written.usage.steps[-1].outcome == "marked"
        assert "99.9万元" in written.usage.steps[-1].sentences


def test_own_sentences_are_vouched_for_wherever_they_stand():
    composed = compose(SECTION)
    every = {(composed.text[span.start : span.end], span.source.path) for span in composed.spans}
    moved = "新写的一句。" + composed.text
    found = {(moved[start:end], path) for start, end, path in vouched(composed, moved)}
    assert found == every


def test_a_changed_sentence_is_not_vouched_for():
    composed = compose(SECTION)
    assert not vouched(composed, composed.text.replace("项目", "该项目").replace("。", "！"))
    gap = replace(
        composed, spans=tuple(Span(s.start, s.end, replace(s.source, missing=True)) for s in composed.spans)
    )
    assert not vouched(gap, composed.text)
