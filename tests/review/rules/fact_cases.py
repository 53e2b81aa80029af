"""For every rule that reads facts: what to replace in the sample to break it, and a near miss that must pass."""

from __future__ import annotations

from typing import NamedTuple

SAMPLE = """
report: {year: 2024, unit: 云栖县粮食局, filled_on: 2025-03-10}
project: {name: 粮库改造项目, period: {planned_end: 2024-11-30, actual_end: 2024-11-20}}
funds:
  initial_budget: 300
  adjusted_budget: 285.6
  adjustment_reason: 核减备用电源
  arrivals: [{amount: 285.6}]
  payments: [{amount: 280, date: 2024-11-20}]
  as_of: 2024-12-31
  balance_handling: 结余交回县财政
indicators:
  - {level1: 产出指标, level2: 数量指标, name: 改造仓房数量, op: ">=", target: 30, unit: 座, actual: 30, weight: 20, score: 20}
  - {level1: 产出指标, level2: 数量指标, name: 购置测温电缆, op: ">=", target: 120, unit: 根, actual: 96, weight: 20, score: 16, deviation: 供货方停产两周, measure: 提前两个月下单}
  - {level1: 产出指标, level2: 时效指标, name: 按期完工率, op: ">=", target: 100, unit: "%", actual: 100, weight: 10, score: 10}
  - {level1: 成本指标, level2: 经济成本指标, name: 项目总成本, op: "<=", target: 285.6, unit: 万元, actual: 280, weight: 10, score: 10}
  - {level1: 效益指标, level2: 社会效益指标, name: 仓储管理水平, target_text: 三座仓房实现远程测温, actual_text: 两座仓房已接入远程测温平台, rate: 0.7, weight: 20, score: 14, deviation: 一座仓房断网, measure: 改用光纤}
  - {level1: 满意度指标, level2: 服务对象满意度指标, name: 售粮农户满意度, op: ">=", target: 90, unit: "%", actual: 92, weight: 10, score: 10}
execution_score: {weight: 10, score: 9.8}
management: {procurement: {contract_amount: 270}}
evaluation: {team: {size: 5, members: [财务股2人, 仓储股2人]}, declared_score: 89.8, grade: 良}
satisfaction_survey: {method: 入户问卷, sample: 60, returned: 58}
problems: [{title: 测温电缆到货晚, measures: [提前下单]}]
"""


class Change(NamedTuple):
    """`old` becomes `new` (found) or `near` (passes)."""

    rule: str
    old: str
    new: str
    near: str


CHANGES = (
    Change("score_sum", "declared_score: 89.8", "declared_score: 92", "declared_score: 89.9"),
    Change("grade", "grade: 良", "grade: 优", "grade: 良好"),
    Change("weight_sum", "weight: 10, score: 9.8", "weight: 15, score: 9.8", "weight: 10.0, score: 9.8"),
    Change("level_weights", "level1: 成本指标", "level1: 产出指标", "level1: 过程指标"),
    Change("execution_score", "score: 9.8", "score: 8.8", "score: 9.75"),
    Change("money_order", "payments: [{amount: 280", "payments: [{amount: 290", "payments: [{amount: 285.6"),
    Change("money_order", "arrivals: [{amount: 285.6}]", "arrivals: [{amount: 300}]", "arrivals: [{amount: 280}]"),
    Change("adjustment_reason", "  adjustment_reason: 核减备用电源\n", "", "  adjustment_reason: 核减\n"),
    Change("amount_scale", "contract_amount: 270", "contract_amount: 2700000", "contract_amount: 2700"),
    Change("full_marks_unmet", "score: 16,", "score: 20,", "score: 15,"),
    Change(
        "lost_without_reason",
        "actual: 30, weight: 20, score: 20",
        "actual: 30, weight: 20, score: 18",
        "actual: 30, weight: 20, score: 18, deviation: 资料不全",
    ),
    Change("score_deviates", "score: 16,", "score: 18,", "score: 16.05,"),
    Change("no_deviation_reason", "deviation: 供货方停产两周, ", "deviation: 无, ", "deviation: 供货方停产, "),
    Change("hollow_reason", "供货方停产两周", "绩效意识不强，重视程度不够等多方面原因", "重视程度不够，漏报了采购计划"),
    Change("no_measure", ", measure: 提前两个月下单", "", ", measure: 提前下单"),
    Change("overshoot", "actual: 30, weight", "actual: 45, weight", "actual: 39, weight"),
    Change("timeliness", "actual_end: 2024-11-20", "actual_end: 2024-12-20", "actual_end: 2024-11-30"),
    Change("data_year", "as_of: 2024-12-31", "as_of: 2025-01-31", "as_of: 2024-11-30"),
    Change("data_year", "date: 2024-11-20", "date: 2025-02-20", "date: 2024-12-31"),
    Change("filled_on", "filled_on: 2025-03-10", "filled_on: 2024-12-30", "filled_on: 2024-12-31"),
    Change("filled_on", "filled_on: 2025-03-10", "filled_on: 2026-03-10", "filled_on: 2025-12-10"),
    Change("team_size", "size: 5", "size: 8", "size: 4"),
    Change("indicator_category", "level2: 数量指标, name: 改造仓房数量", "level2: 社会效益指标, name: 改造仓房数量", "level2: 质量指标, name: 改造仓房数量"),
    Change("indicator_category", "name: 改造仓房数量", "name: 资金支付额", "name: 支付系统改造数量"),
    Change("indicator_direction", 'name: 项目总成本, op: "<="', 'name: 项目总成本, op: ">="', 'name: 项目总成本, op: "="'),
    Change("cost_and_budget", "target: 285.6, unit: 万元", "target: 358.4, unit: 万元", "target: 300, unit: 万元"),
    Change("duplicate_indicator", "name: 购置测温电缆", "name: 改造仓房", "name: 改造仓房面积"),
    Change("copied_result", "actual_text: 两座仓房已接入远程测温平台", "actual_text: 三座仓房已实现远程测温", "actual_text: 三座仓房远程测温每日两次"),
    Change("problem_without_measure", ", measures: [提前下单]", "", ", measures: [下单]"),
    Change("no_problems", "problems: [{title: 测温电缆到货晚, measures: [提前下单]}]", "problems: []", "problems: [{title: 到货晚}]"),
    Change("satisfaction_survey", "method: 入户问卷, sample: 60, returned: 58", "method: 入户问卷", "method: 入户问卷, returned: 58"),
    Change("served_unpaid", "payments: [{amount: 280", "payments: [{amount: 0.1", "payments: [{amount: 80"),
    Change("paid_unserved", "payments: [{amount: 280", "payments: [{amount: 285.6", "payments: [{amount: 285.5"),
)  # fmt: skip
