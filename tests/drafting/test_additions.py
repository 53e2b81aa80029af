"""Additions: what the plan does not have is found however short; what it has may be said in other words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.drafting.additions import additions
from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.outline.packs import load_pack, pack_names
from tests.drafting.facts import SAMPLES, sample
from tests.strategies import project_facts

PLAN = (
    "截至2024年12月31日，项目累计支出241.55万元，预算执行率92.73%，结余18.95万元。其中，2024年9月18日支付汀源水利工程有限公司机组更换款"
    "180.25万元。依据《关于下达2024年水利资金的通知》（云财农〔2024〕7号）实施，【待补充：合同金额】。"
)


@pytest.mark.parametrize(
    ("added", "rule"),
    [
        ("本项目免检。", "unsupported"), ("全部优秀。", "unsupported"), ("免检。", "unsupported"), ("达到一流水平。", "unsupported"),
        ("自评得分100分。", "added_figure"), ("自评得分一百分。", "added_figure"), ("完成率百分之百。", "added_figure"), ("另支付35万元。", "added_figure"),
        ("2031年完成。", "added_figure"), ("2024年3月1日开工。", "added_figure"), ("共有412个摊位。", "added_figure"),
        ("【待补充：免检说明】。", "added_mark"), ("【待补充：合同金额】。", "added_mark"), ("〔单位1〕。", "added_mark"), ("〔网址1〕。", "added_mark"),
        ("见a.example。", "added_symbol"), ("<b>支出</b>。", "added_symbol"), ("ＯＫ。", "added_symbol"), ("A。", "added_symbol"), ("готово。", "added_symbol"),
        ("| 支出 |", "added_symbol"), ("{支出}。", "added_symbol"), ("见//x。", "added_symbol"), ("支\u200b出。", "added_symbol"),
        ("项目\u202e支出\u202c。", "added_symbol"), ("支出\ue000。", "added_symbol"),
    ],
)  # fmt: skip
def test_an_addition_is_found_and_bound_to_its_place(added: str, rule: str) -> None:
    text = PLAN + added
    found = [one for one in additions(text, PLAN) if one.rule == rule]
    assert found
    assert all(one.start >= len(PLAN) or "【" in added for one in found)
    assert all(0 <= one.start < one.end <= len(text) and "请删去" in one.message for one in found)


@pytest.mark.parametrize(
    "reworded",
    [
        PLAN,
        "截至2024年12月31日，累计支出共计241.55万元，执行率为92.73%，结余18.95万元。",
        "总体来看，项目累计支出241.55万元。具体情况如下：2024年9月18日，支付汀源水利工程有限公司180.25万元。",
        "9月18日支付了机组更换款180.25万元；截至12月31日，结余资金18.95万元。",
        "项目依据云财农〔2024〕7号文件实施，共支付1家公司。此外，项目预算执行率92.73%。",
    ],
)
def test_the_plan_in_other_words_adds_nothing(reworded: str) -> None:
    assert not list(additions(reworded, PLAN))


@pytest.mark.parametrize("path", SAMPLES[::4], ids=lambda path: path.stem)
def test_a_composed_section_adds_nothing_to_itself(path) -> None:
    for pack in pack_names():
        for section in make_plan(sample(path), load_pack(pack)).sections:
            text = compose(section).text
            assert not list(additions(text, text))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(facts=project_facts(), pack=st.sampled_from(pack_names()))
def test_whatever_the_facts_hold_the_plan_adds_nothing_to_itself(facts, pack) -> None:
    """A hostile field is the plan's own: the composer's text must pass, or nothing could."""
    for section in make_plan(facts, load_pack(pack)).sections:
        text = compose(section).text
        assert not list(additions(text, text))
