"""The closed choices of the facts: kinds of project, sources of money, grades, directions. Codes and Chinese names."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from assistant.facts.fields import fault
from assistant.facts.inputs import Input, choice

PROJECT_TYPES = {
    "construction": "工程建设",
    "informatization": "信息化建设",
    "procurement": "货物采购",
    "subsidy": "补助发放",
    "operation": "运行维护",
    "service": "购买服务",
    "other": "其他",
}
FUND_SOURCES = {
    "central": "中央财政",
    "provincial": "省级财政",
    "city": "市级财政",
    "county": "县级财政",
    "self": "自筹资金",
    "other": "其他资金",
}
GRADES = ("优", "良", "中", "差")
_GRADE_NAMES = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}
_ONE_GRADE = {grade: grade for grade in GRADES}
_OPERATORS = {"==": "="}
_SIGNS = {">=": "≥", "<=": "≤", "=": "＝"}  # full-width: a cell that holds a half-width = is a formula


def _chosen(
    names: dict[str, str], also: dict[str, str] | None = None, expected: str = ""
) -> tuple[BeforeValidator, Input]:
    """One of the codes; the Chinese name of a code, and what else people write for it, is accepted too."""
    codes = {
        **{title: code for code, title in names.items()},
        **{code: code for code in names},
        **(also or {}),
    }
    asked = choice(names, expected)

    def choose(value: Any) -> str:
        if str(value) not in codes:
            raise fault(asked.expected)
        return codes[str(value)]

    return BeforeValidator(choose), asked


_project_type, _project_types = _chosen(PROJECT_TYPES)
_fund_source, _fund_sources = _chosen(FUND_SOURCES)
_grade, _grades = _chosen(_ONE_GRADE, _GRADE_NAMES, "应为优、良、中、差之一")
_operator, _operators = _chosen(_SIGNS, _OPERATORS, "应为 >=、<= 或 = 之一")
ProjectType = Annotated[str, _project_type, _project_types]
FundSource = Annotated[str, _fund_source, _fund_sources]
Grade = Annotated[Literal["优", "良", "中", "差"], _grade, _grades]
Operator = Annotated[Literal[">=", "<=", "="], _operator, _operators]
