"""The signals: what a reviewer of self-evaluation reports finds wrong most often, numbered as in docs/glossary.md."""

from __future__ import annotations

from enum import StrEnum


class Signal(StrEnum):
    """What kind of deviation it is. The order is that in which suggestions of equal weight are told."""

    LOW_EXECUTION = "low_execution"
    LARGE_CARRYOVER = "large_carryover"
    FUNDS_SHORT = "funds_short"
    FUNDS_LATE = "funds_late"
    FUNDING_GAP = "funding_gap"
    OVERSPENT = "overspent"
    MISUSE = "misuse"
    DELAY = "delay"
    LATE_CONTRACT = "late_contract"
    LATE_ACCEPTANCE = "late_acceptance"
    PROCUREMENT = "procurement"
    UNMET = "unmet"
    DISSATISFIED = "dissatisfied"
    UNFOUNDED_SATISFACTION = "unfounded_satisfaction"
    OVERSHOT = "overshot"
    VAGUE_GOAL = "vague_goal"
    UNMEASURABLE = "unmeasurable"
    MISSING_INDICATOR = "missing_indicator"
    MISPLACED_INDICATOR = "misplaced_indicator"
    WRONG_DIRECTION = "wrong_direction"
    BUDGET_MISMATCH = "budget_mismatch"
    GOAL_NOT_ADJUSTED = "goal_not_adjusted"
    REPEATED_BENEFIT = "repeated_benefit"
    GENEROUS_SCORE = "generous_score"
    FULL_MARKS = "full_marks"
    MISSING_SYSTEM = "missing_system"
    WEAK_SUPERVISION = "weak_supervision"
    MISSING_EVIDENCE = "missing_evidence"
    IDLE_ASSETS = "idle_assets"
    NO_UPKEEP = "no_upkeep"
    MERGED_PROJECTS = "merged_projects"
    WEAK_APPLICATION = "weak_application"

    @property
    def reported(self) -> bool:
        """Whether the report tells it without being asked: a gap between plan and result, shown by figures. The
        others speak of how targets were set or money was managed: a person decides whether the report says so.
        """
        return self in _REPORTED


_REPORTED = frozenset(
    {
        Signal.LOW_EXECUTION,
        Signal.FUNDS_SHORT,
        Signal.OVERSPENT,
        Signal.DELAY,
        Signal.UNMET,
        Signal.DISSATISFIED,
        Signal.OVERSHOT,
        Signal.MISSING_SYSTEM,
    }
)
