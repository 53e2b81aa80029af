"""The section kinds: one vocabulary for outlines, library, plan and search (docs/glossary.md)."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a section is about, whatever its locality calls it."""

    OVERVIEW = "overview"
    FUNDS_ARRANGED = "funds_arranged"
    FUNDS_USED = "funds_used"
    GOALS = "goals"
    INTERNAL_CONTROL = "internal_control"
    EVALUATION_WORK = "evaluation_work"
    PROCESS = "process"
    OUTPUTS = "outputs"
    BENEFITS = "benefits"
    SATISFACTION = "satisfaction"
    SCORE = "score"
    DEVIATIONS = "deviations"
    EXPERIENCE = "experience"
    PROBLEMS = "problems"
    MEASURES = "measures"
    SUGGESTIONS = "suggestions"
    APPLICATION = "application"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind's Chinese name, as shown to users."""
        return _LABELS[self]


_LABELS = {
    Kind.OVERVIEW: "项目概况",
    Kind.FUNDS_ARRANGED: "资金安排到位",
    Kind.FUNDS_USED: "资金使用",
    Kind.GOALS: "绩效目标",
    Kind.INTERNAL_CONTROL: "内控制度",
    Kind.EVALUATION_WORK: "自评工作",
    Kind.PROCESS: "决策和过程",
    Kind.OUTPUTS: "产出",
    Kind.BENEFITS: "效益",
    Kind.SATISFACTION: "满意度",
    Kind.SCORE: "自评结论",
    Kind.DEVIATIONS: "偏差原因",
    Kind.EXPERIENCE: "经验做法",
    Kind.PROBLEMS: "存在问题",
    Kind.MEASURES: "整改措施",
    Kind.SUGGESTIONS: "建议",
    Kind.APPLICATION: "结果应用公开",
    Kind.OTHER: "其他",
}
