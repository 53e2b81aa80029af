"""`ProjectFacts`: the facts of one project in one year. Field names are a contract; amounts are 万元, rates are %.

Everything but `report.year`, `report.unit` and `project.name` is optional: what is missing becomes a placeholder. The groups are described in facts/groups, the closed choices in facts/choices.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import field_validator

from assistant.facts.choices import FUND_SOURCES, GRADES, PROJECT_TYPES
from assistant.facts.fields import FactGroup, ListOf, Texts, fault, field, required
from assistant.facts.groups.conduct import Acceptance, Evaluation, Management, Procurement, Survey, Team
from assistant.facts.groups.funds import Arrival, Funds, Payment
from assistant.facts.groups.indicators import ExecutionScore, Goals, Indicator, Target
from assistant.facts.groups.project import Document, Period, Project, Report
from assistant.facts.groups.results import Application, Outcome, Problem

__all__ = [
    "FUND_SOURCES",
    "GRADES",
    "PROJECT_TYPES",
    "Acceptance",
    "Application",
    "Arrival",
    "Document",
    "Evaluation",
    "ExecutionScore",
    "Funds",
    "Goals",
    "Indicator",
    "Management",
    "Outcome",
    "Payment",
    "Period",
    "Problem",
    "Procurement",
    "Project",
    "ProjectFacts",
    "Report",
    "Survey",
    "Target",
    "Team",
    "repeated",
    "repeated_ids",
]


class ProjectFacts(FactGroup):
    """All facts of one report."""

    report: Report = required("填报信息", "谁填、向谁填、填哪一年", sheet="填报信息")
    project: Project = required("项目信息", "做什么、为什么、为谁", sheet="项目信息")
    funds: Funds = field("资金", "预算、到位、支付，单位万元", sheet="资金", default=Funds())
    goals: Goals = field("绩效目标", "批复的绩效目标", sheet="绩效目标", default=Goals())
    indicators: Annotated[tuple[Indicator, ...], ListOf] = field(
        "绩效指标", "批复的绩效指标，每个三级指标一行", sheet="绩效指标", default=()
    )
    execution_score: ExecutionScore = field(
        "预算执行率评分", "计入总分的预算执行率", sheet="绩效指标", default=ExecutionScore()
    )
    management: Management = field("项目管理", "谁管、按什么制度管", sheet="项目管理", default=Management())
    evaluation: Evaluation = field(
        "自评工作", "自评怎么做的、结果怎样", sheet="自评工作", default=Evaluation()
    )
    satisfaction_survey: Survey = field("满意度调查", "满意度的依据", sheet="满意度和成效", default=Survey())
    outcomes: Annotated[tuple[Outcome, ...], ListOf] = field(
        "其他成效", "指标以外的成效，每条一行", sheet="满意度和成效", default=()
    )
    experience: Texts = field(
        "主要经验及做法",
        "每条一句",
        example="分段施工，不影响排涝",
        sheet="经验、问题和建议",
        long=True,
        yearly=True,
        default=(),
    )
    problems: Annotated[tuple[Problem, ...], ListOf] = field(
        "存在的问题", "每个问题一行，原因和措施写在同一行", sheet="经验、问题和建议", default=()
    )
    suggestions: Texts = field(
        "工作和预算安排建议",
        "每条一句",
        example="下年度安排泵站维护经费",
        sheet="经验、问题和建议",
        long=True,
        yearly=True,
        default=(),
    )
    application: Application = field(
        "结果应用和公开", "自评结果的用途和公开", sheet="结果应用和其他", default=Application()
    )
    other: Texts = field(
        "其他需要说明的问题",
        "没有可不填",
        example="临时泵站已拆除",
        sheet="结果应用和其他",
        long=True,
        yearly=True,
        default=(),
    )

    @field_validator("indicators")
    @classmethod
    def _unique_ids(cls, value: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
        twice = repeated(indicator.id for indicator in value)
        if twice:
            raise fault(repeated_ids(twice))
        return value


def repeated(ids: Iterable[str | None]) -> list[str]:
    """The ids that are given more than once."""
    return sorted(one for one, times in Counter(ids).items() if one and times > 1)


def repeated_ids(twice: Sequence[str]) -> str:
    """What is said of indicators that share an id."""
    return f"指标编号重复：{'、'.join(twice)}"
