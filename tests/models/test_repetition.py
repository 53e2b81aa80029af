"""Loops are found soon after they begin; nothing that a composer writes is one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.facts.load import load_facts
from assistant.models.repetition import loops
from assistant.outline.packs import load_pack, pack_names
from assistant.resources import shipped

SAMPLES = sorted(shipped("corpus").glob("*.yaml"))
WORDS = st.text(alphabet="项目资金支出完成指标万元，。0123456789", min_size=1, max_size=150)
PROSE = "截至2024年12月31日，累计支付工程款180.25万元，执行率92.73%，其余资金按合同约定支付。"


def alarms(text: str) -> bool:
    """Whether any beginning of the text, as a guard sees it, is called a loop."""
    return any(loops(text[:end]) for end in range(16, len(text) + 16, 16))


@pytest.mark.parametrize("pack", pack_names())
def test_no_draft_of_the_composer_is_a_loop(pack: str) -> None:
    for path in SAMPLES:
        plan = make_plan(load_facts(path), load_pack(pack))
        whole = "\n".join(compose(section).text for section in plan.sections)
        assert not alarms(whole), path
        assert not alarms(f"{whole}\n{whole}"), path


@settings(deadline=None)
@given(WORDS)
def test_whatever_is_repeated_long_enough_is_a_loop(unit: str) -> None:
    assert loops(PROSE + unit * (1 + 1600 // len(unit)))


@settings(deadline=None)
@given(st.text(alphabet="项目资金支出完成", min_size=10, max_size=59))
def test_a_sentence_is_a_loop_after_its_tenth_time_at_the_latest(sentence: str) -> None:
    assert loops(f"{PROSE}{f'{sentence}。' * 10}")


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(1, 100))
def test_a_text_written_twice_is_no_loop_yet(text: str, size: int) -> None:
    once = "".join(f"{number}{char}" for number, char in enumerate(text[:size]))
    assert not loops(once + once)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "项目",
        "————————" * 12,
        "……" * 30,
        "| 指标 | 目标 | 实际 |\n" + "|---|---|---|\n" + "|  |  |  |\n" * 15,
        "【待补充：实际完成值】\n" * 12,
        "（1）【待补充：存在的问题】；" * 9,
        "\n".join(f"{n}.【待补充：绩效指标】目标【待补充：目标值】，实际【待补充：实际完成值】。" for n in range(1, 21)),
        "、".join(f"{town}镇1个" for town in "东西南北中上下左右前后内外"),
        "资金到位率100%，" * 3,
    ],
)  # fmt: skip
def test_what_repeats_for_a_reason(text: str) -> None:
    assert not alarms(text)


@pytest.mark.parametrize(
    "text",
    [
        "的" * 120,
        "项目" * 60,
        "实施" + "，完成了" * 40,
        PROSE * 5,
        f"{PROSE}\n\n" * 5,
        "100万元" * 40,
        "｜" * 700,
    ],
)
def test_what_a_weak_model_falls_into(text: str) -> None:
    assert alarms(text)
