from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.library.structure.contents import MOST_SURE, kinds_by_content
from assistant.outline.kinds import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("县财政局年初下达预算120万元，省级资金80万元于3月到位，到位率100%。", Kind.FUNDS_ARRANGED),
        ("截至12月31日累计支出96.5万元，预算执行率80.4%，结余23.5万元按规定收回。", Kind.FUNDS_USED),
        ("年度目标是：清淤12公里，恢复灌溉面积不低于8000亩，合格率达到95%以上。", Kind.GOALS),
        ("资金支付严格执行《青溪县水利局财务管理制度》，专款专用，没有截留挪用。", Kind.INTERNAL_CONTROL),
        ("我局成立自评工作小组，由分管副局长任组长，收集核对台账后逐项打分。", Kind.EVALUATION_WORK),
        ("项目综合得分92.4分，等级为优，其中产出46分，效益27分。", Kind.SCORE),
        ("项目经公开招标确定施工单位，4月开工，监理每月调度进度，11月竣工验收。", Kind.PROCESS),
        ("发放问卷200份，收回186份，群众满意度为91.2%。", Kind.SATISFACTION),
        ("社会效益：受益人口1.2万人，浇水天数由9天降至6天，农户增收明显。", Kind.BENEFITS),
        ("一是管护力量薄弱，巡查不到位；二是经费缺口较大，部分设施闲置。", Kind.PROBLEMS),
        ("由建设股负责，在6月底前完成整改，进一步完善管护制度。", Kind.MEASURES),
        ("建议县财政继续安排管护经费，2025年预算规模维持不变。", Kind.SUGGESTIONS),
        ("自评结果作为下年度预算安排的依据，本报告在县政府网站公开。", Kind.APPLICATION),
    ],
)
def test_the_words_of_a_text_tell_its_kind(text: str, kind: Kind) -> None:
    kinds, sure = kinds_by_content(text)
    assert kinds[0] is kind
    assert 0 < sure <= MOST_SURE


@pytest.mark.parametrize("text", ["", "无。", "见附表。", "The quick brown fox."])
def test_a_text_that_says_nothing_has_no_kind(text: str) -> None:
    assert kinds_by_content(text) == ((), 0.0)


def test_a_text_of_two_matters_is_less_sure_than_one_of_one() -> None:
    one = "截至12月31日累计支出96.5万元，结余23.5万元。"
    both = one + "由建设股负责，在6月底前完成整改。"
    assert kinds_by_content(both)[1] < kinds_by_content(one)[1]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    kinds, sure = kinds_by_content(text)
    assert 0 <= sure <= MOST_SURE
    assert bool(kinds) == (sure > 0)
    assert len(set(kinds)) == len(kinds)
