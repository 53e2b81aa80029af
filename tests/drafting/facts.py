"""Facts for the drafting tests: the shipped samples, and a small project that every test may vary."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from assistant.facts.load import facts_from_tree, load_facts
from assistant.facts.model import ProjectFacts
from assistant.resources import shipped

SAMPLES: list[Path] = sorted(shipped("corpus").glob("*.yaml"))

TREE: dict[str, Any] = yaml.safe_load(
    """
report: {year: 2024, unit: 云汀县水务局, region: 云汀县, finance_authority: 云汀县财政局, filled_on: '2025-03-20'}
project:
  name: 云汀县泵站改造项目
  type: construction
  background: [泵站机组老化，汛期排涝能力不足]
  basis: [{title: 关于下达2024年水利资金的通知, number: 云财农〔2024〕7号, issuer: 云汀县财政局, date: '2024-02-05'}]
  content: [更换水泵6台, 改造变配电设施]
  period: {planned_start: '2024-03-01', planned_end: '2024-10-31', actual_start: '2024-03-10', actual_end: '2024-12-31'}
  beneficiaries: 沿河3个乡镇的农户
funds:
  initial_budget: '260.5'
  arrivals: [{source: county, amount: '260.5', date: '2024-03-05'}]
  payments:
    - {payee: 汀源水利工程有限公司, amount: '180.25', purpose: 机组更换, date: '2024-09-18'}
    - {payee: 恒川电力安装有限公司, amount: '61.3', purpose: 变配电改造, date: '2024-12-25'}
  as_of: '2024-12-31'
goals:
  overall: 更换老化机组，恢复泵站设计排涝能力
  specific: [{name: 更换水泵, quantity: 6, unit: 台}]
indicators:
  - {id: n1, level1: 产出指标, level2: 数量指标, name: 更换水泵数量, op: '>=', target: 6, unit: 台, actual: 6, weight: 20, score: 20}
  - {id: q1, level1: 产出指标, level2: 质量指标, name: 设备验收合格率, op: '=', target: 100, unit: '%', actual: 100, weight: 15, score: 15}
  - {id: t1, level1: 产出指标, level2: 时效指标, name: 按期完工率, op: '=', target: 100, unit: '%', actual: 80, weight: 15, score: 12,
     deviation: 设备供货推迟}
  - {id: s1, level1: 效益指标, level2: 社会效益指标, name: 排涝能力提升率, op: '>=', target: 20, unit: '%', actual: 26, weight: 30, score: 30}
  - {id: m1, level1: 满意度指标, level2: 服务对象满意度指标, name: 农户满意度, op: '>=', target: 90, unit: '%', actual: 93, weight: 10, score: 10}
execution_score: {weight: 10, score: '9.27'}
management:
  organisation: 工程建设股负责实施，财务股负责资金支付
  systems: [水利工程建设管理制度]
  procurement: {method: 公开招标, award_date: '2024-02-26', contract_amount: '255'}
  acceptance: {date: '2025-01-15', result: 合格}
evaluation:
  notice: {title: 关于开展2024年度绩效自评的通知, number: 云财绩〔2025〕1号}
  team: {size: 4, leader: 分管副局长, members: [财务股, 工程建设股]}
  steps: [收集资料, 现场核对, 逐项打分]
  declared_score: '96.27'
  grade: 优
problems: [{title: 完工时间推迟, cause: 设备供货推迟, measures: [签订合同时约定供货违约责任], owner: 工程建设股, deadline: 2025年6月底前}]
experience: [汛前先改造低洼泵站]
suggestions: [下年度安排机组检修经费]
application: {use: 自评结果作为下年度预算安排的依据, disclosure: 自评报告在县政府网站公开}
other: [结余资金由县财政收回]
"""
)


def tree(**changes: Any) -> dict[str, Any]:
    """A copy of the small project with some groups replaced: tree(funds={…})."""
    return {**copy.deepcopy(TREE), **changes}


def small_project(**changes: Any) -> ProjectFacts:
    """The small project as facts."""
    return facts_from_tree(tree(**changes))


def sample(path: Path) -> ProjectFacts:
    """A shipped sample."""
    return load_facts(path)
