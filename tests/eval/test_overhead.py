"""The stand-in caches count as the servers do that they stand for; the review bench measures what it says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.facts.load import load_facts
from assistant.resources import shipped
from eval.overhead.caches import BLOCK, Blocks, Slots, shared
from eval.overhead.reviewing import FACTS, LENGTH, OTHER_PACK, PACK, composed, pasted

SYSTEM = "".join(f"事实{number}。" for number in range(100))
TEXTS = st.text(alphabet="ab", max_size=80)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_the_common_beginning(one: str, other: str) -> None:
    length = shared(one, other)
    assert one[:length] == other[:length]
    assert one[length : length + 1] != other[length : length + 1] or length == min(len(one), len(other))


def test_a_slot_keeps_its_own_beginning_only() -> None:
    slots = Slots(2)
    first, held = slots.begin(SYSTEM + "甲")
    assert held == 0
    second, held = slots.begin(SYSTEM + "乙")  # the first is busy
    assert held == 0
    assert second is not first
    slots.end(first, "答")
    slots.end(second, "答")
    third, held = slots.begin(SYSTEM + "甲答丙")
    assert third is first
    assert held == len(SYSTEM + "甲答")


def test_another_prompt_takes_the_slot_unused_for_longest() -> None:
    slots = Slots(2)
    for text in ("甲" * 50, "乙" * 50):
        slots.end(slots.begin(text)[0], "")
    oldest = slots.begin("丙" * 50)[0]
    slots.end(oldest, "")
    assert slots.begin("乙" * 50)[1] == 49  # its last token is always computed
    assert oldest.text.startswith("丙")


def test_blocks_serve_everybody_once_they_are_read() -> None:
    blocks = Blocks()
    assert blocks.begin(SYSTEM + "甲") == 0
    assert blocks.begin(SYSTEM + "乙") == 0  # the first has not been read yet
    blocks.read(SYSTEM + "甲")
    assert blocks.begin(SYSTEM + "丙") == len(SYSTEM) // BLOCK * BLOCK
    assert blocks.begin("丁" + SYSTEM) == 0


def test_the_long_reports_are_long() -> None:
    facts = load_facts(shipped("corpus") / FACTS)
    for sections in (composed(facts, PACK, OTHER_PACK), pasted(facts)):
        assert 0.9 * LENGTH <= sum(len(one.text) for one in sections) <= 1.3 * LENGTH
        assert len({one.id for one in sections}) == len(sections)
