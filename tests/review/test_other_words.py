"""False statements in words that no pattern of ours writes, and true ones in like words, on one project.

They stand beside the seeded faults of eval/seeded, which are planted into our own prose.
"""

from __future__ import annotations

import pytest

from assistant.facts.derived import derive
from assistant.facts.load import facts_from_text
from assistant.review.findings import Finding
from assistant.review.report import review_report
from assistant.review.rules import Section

FACTS = """
report: {year: 2024, unit: 芦汀县交通运输局, unit_short: 我局, region: 芦汀县, finance_authority: 芦汀县财政局}
project:
  name: 芦汀县农村公路桥梁加固项目
  background: [2022年全县排查出四类危桥23座，其中14座限载通行, 两岸9个村6200余人绕行最远11公里]
  content: [加固危桥12座, 改造引道4.6公里, 增设护栏3100米]
  period: {planned_start: 2024-03-01, planned_end: 2024-09-30, actual_start: 2024-03-18, actual_end: 2024-11-12}
  beneficiaries: 沿线9个村6200余人
funds:
  initial_budget: 900
  adjusted_budget: 840
  adjustment_reason: 引道征地未谈成，调减60万元
  arrivals: [{source: provincial, amount: 500, date: 2024-02-28}, {source: county, amount: 280, date: 2024-07-15}]
  payments:
    - {payee: 澄桥路桥工程有限公司, amount: 512.4, purpose: 加固工程进度款, date: 2024-10-10}
    - {payee: 远衡检测站, amount: 18.6, purpose: 桥梁检测费, date: 2024-11-20}
    - {payee: 芦汀县公路养护中心, amount: 96.5, purpose: 引道改造, date: 2024-12-05}
  as_of: 2024-12-31
  balance_handling: 结余152.5万元中，质保金25.6万元留到2025年支付，其余交回县财政统筹
goals: {overall: 消除危桥隐患，恢复正常通行, specific: [{name: 加固危桥, quantity: 12, unit: 座}]}
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 加固危桥数量, op: ">=", target: 12, unit: 座, actual: 11, weight: 20, score: 18.33, deviation: 山口桥的梁板到货晚了35天}
  - {level1: 产出指标, level2: 数量指标, name: 增设护栏长度, op: ">=", target: 3100, unit: 米, actual: 3260, weight: 10, score: 10}
  - {level1: 产出指标, level2: 质量指标, name: 工程验收合格率, op: ">=", target: 100, unit: "%", actual: 100, weight: 10, score: 10}
  - {level1: 产出指标, level2: 成本指标, name: 每座桥加固成本, op: "<=", target: 45, unit: 万元, actual: 46.58, weight: 10, score: 9.66, deviation: 钢材涨价}
  - {level1: 产出指标, level2: 成本指标, name: 护栏单价, op: "<=", target: 260, unit: 元/米, actual: 248, weight: 5, score: 5}
  - {level1: 效益指标, level2: 社会效益指标, name: 绕行里程下降率, op: ">=", target: 60, unit: "%", actual: 72.5, weight: 20, score: 20}
  - {level1: 满意度指标, level2: 服务对象满意度指标, name: 沿线群众满意度, op: ">=", target: 92, unit: "%", actual: 88.4, weight: 15, score: 14.41, deviation: 施工便道扬尘多}
execution_score: {weight: 10, score: 7.47}
management: {acceptance: {date: 2024-11-28, result: 合格}}
evaluation:
  declared_score: 94.87
  grade: 优
  team: {size: 6, leader: 分管副局长, members: [财务股2人, 建设养护股3人, 办公室1人]}
satisfaction_survey: {method: 入村问卷, sample: 300, returned: 284}
problems:
  - {title: 加固进度落后, consequence: 山口桥还有4片梁板没有安装, cause: 预制场同时供应3个县, measures: [分批验收梁板]}
  - {title: 县级资金没有到齐, consequence: 县级配套欠60万元, cause: 县级库款紧张, measures: [列入2025年预算]}
"""

FLIPPED = (
    "今年加固危桥11座，较年度目标超出1座。",
    "沿线群众满意度88.4%，已高于92%的预期。",
    "沿线群众满意度为88.4%，比既定目标高3.6个百分点。",
    "加固危桥11座，突破了12座的计划数。",
    "每座桥加固成本46.58万元，比45万元的控制标准节省1.58万元，低于上限。",
    "每座桥加固成本46.58万元，没有突破45万元的控制数。",
    "护栏单价248元/米，比260元/米的标准高12元。",
    "增设护栏3260米，与计划相比少160米。",
    "绕行里程下降率72.5%，不及60%的目标。",
    "经统计，绕行里程下降率为72.5%，尚未达到预期目标。",
    "加固危桥11座，圆满完成年度任务。",
    "群众满意度达到88.4%，超出目标值。",
    "护栏单价为248元，超出了260元的限额。",
    "每座桥加固成本控制在了45万元以内。",
)
DENIED = (
    "项目绩效目标与实际完成情况没有偏差。",
    "各项指标执行情况均无偏离。",
    "经核对，实际完成情况与年度绩效目标完全一致。",
    "绩效运行总体平稳，未发现偏差。",
    "所有三级指标均已达成。",
    "全部绩效目标均如期实现。",
    "各项指标均达到了预期值。",
    "项目未出现绩效目标偏离情况。",
    "满意度指标无偏差。",
)
LATE = (
    "加固工程在合同约定工期内完工。",
    "工程按照计划进度如期竣工。",
    "项目建设未发生工期延误。",
    "项目按时开工。",
    "项目建设任务按既定时间节点全部完成。",
    "工程较计划提前完工。",
)
FIGURES = (
    ("2022年全县排查出四类危桥14座。", "14"),
    ("其中23座限载通行。", "23"),
    ("沿线11个村的群众受益。", "11"),
    ("财务股3人、建设养护股3人、办公室1人参加。", "3"),
    ("山口桥的梁板到货晚了25天。", "25"),
    ("山口桥还有12片梁板没有安装。", "12"),
    ("预制场同时供应9个县。", "9"),
    ("县级配套欠280万元。", "280万元"),
    ("全年预算比年初调减96.5万元。", "96.5万元"),
    ("尚有152.5万元未到位。", "152.5万元"),
    ("质保金18.6万元留到2025年支付。", "18.6万元"),
    ("共发放问卷284份，收回有效问卷300份。", "284"),
    ("到位资金共计840万元。", "840万元"),
    ("项目累计支出780万元。", "780万元"),
    ("全年预算900万元。", "900万元"),
    ("增设护栏12米。", "12"),
    ("省级财政安排280万元。", "280万元"),
    ("自评小组共3人。", "3"),
    ("改造引道11公里。", "11"),
    ("支付远衡检测站96.5万元。", "96.5万元"),
    ("2024年12月5日，向芦汀县公路养护中心拨付引道改造款18.6万元。", "18.6万元"),
    ("自评得分88.4分。", "88.4分"),
    ("产出指标满分20分。", "20分"),
    ("实际收回问卷300份。", "300"),
)
NAMES = (
    ("本次评价的项目为乡镇卫生院设备购置。", "乡镇卫生院设备购置"),
    ("为此，我局组织实施老旧小区供水管网改造。", "老旧小区供水管网改造"),
    ("评价对象是中小学校食堂改造工程。", "中小学校食堂改造工程"),
    ("2024年10月10日支付远衡检测站加固工程进度款512.4万元。", "远衡检测站"),
    ("2024年11月20日支付芦汀县公路养护中心桥梁检测费18.6万元。", "芦汀县公路养护中心"),
    ("工程由青梧县公路养护中心实施。", "青梧县公路养护中心"),
    ("项目监理单位为宏岳工程监理有限公司。", "宏岳工程监理有限公司"),
    ("项目位于石桥镇。", "石桥镇"),
)
SOUND = (
    "加固危桥11座，比12座的目标少1座，原因是山口桥的梁板到货晚了35天。",
    "沿线群众满意度88.4%，较92%的目标低3.6个百分点，没有达到预期。",
    "每座桥加固成本46.58万元，比45万元的控制标准高1.58万元。",
    "护栏单价248元/米，控制在260元/米以内，比标准低12元。",
    "增设护栏3260米，比计划多160米。",
    "绕行里程下降率72.5%，超过60%的目标12.5个百分点。",
    "除加固危桥数量、每座桥加固成本和沿线群众满意度外，其余指标均达到目标。",
    "工程于2024年11月12日完工，比计划推迟43天。",
    "年初预算900万元，年中调减60万元，全年预算840万元，到位资金共计780万元，尚有60万元未到位。",
    "省级财政于2024年2月28日下达500万元，县级财政于2024年7月15日下达280万元。",
    "累计支出627.5万元，结余152.5万元，其中质保金25.6万元留到2025年支付。",
    "为防止工期延误，我局每月调度一次。",
    "护栏单价指标无偏差，工程验收合格率无偏差。",
    "发放问卷300份，收回有效问卷284份。",
    "自评小组共6人，财务股2人、建设养护股3人、办公室1人参加。",
    "评价对象为农村公路桥梁加固项目。",
    "2022年全县排查出四类危桥23座，其中14座限载通行，沿线9个村6200余人受益。",
    "支付远衡检测站桥梁检测费18.6万元，支付芦汀县公路养护中心引道改造款96.5万元。",
    "山口桥还有4片梁板没有安装，预制场同时供应3个县。",
    "按计划时间报送了自评材料。",
    "项目按期报送自评报告，采购按计划完成。",
)  # fmt: skip
_LOUD = ("error", "warning")


def _findings(text: str) -> list[Finding]:
    facts = facts_from_text(FACTS)
    found = review_report([Section("s", "", text)], facts, derive(facts)).findings
    return [one for one in found if one.section == "s" and one.severity in _LOUD]


@pytest.mark.parametrize("text", [*FLIPPED, *DENIED, *LATE])
def test_a_false_claim_is_found_in_other_words(text: str) -> None:
    assert {one.rule for one in _findings(text)} & {"false_claim", "none_deviation", "on_time"}


@pytest.mark.parametrize(("text", "wrong"), [*FIGURES, *NAMES])
def test_a_figure_or_name_of_something_else_is_found(text: str, wrong: str) -> None:
    assert any(one.text in wrong or wrong in one.text for one in _findings(text)), _findings(text)


@pytest.mark.xfail(reason="the facts say it in another order of words: 绕行最远11公里", strict=True)
def test_a_figure_in_words_turned_round_is_missed() -> None:
    assert _findings("最远绕行4.6公里。")


@pytest.mark.parametrize("text", SOUND)
def test_true_sentences_in_like_words_are_left(text: str) -> None:
    # One sentence by itself has no survey.
    assert [(one.rule, one.text) for one in _findings(text) if one.rule != "satisfaction_basis"] == []
