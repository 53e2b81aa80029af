"""How a locality's 自评表 looks, as a value: the rows of captions, the columns of the indicators, the money unit.

It is written in the packs (`table:`); a caption that the reader would not know again is refused there.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.facts.table.captions import INDICATOR_COLUMN, caption, fields

IndicatorField = Literal[
    "level1", "level2", "name", "op", "target", "unit", "actual", "weight", "score", "deviation", "measure"
]
_FEWEST = 8  # columns that the block of the funds needs, its caption at the left included


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pair(_Part):
    """A caption and the fact beside it."""

    label: str = Field(min_length=1, max_length=24)
    fact: str

    @model_validator(mode="after")
    def _known(self) -> Pair:
        if fields().get(caption(self.label)) != self.fact:
            raise ValueError(f"栏目“{self.label}”读回时认不出是 {self.fact}，请用通行的名称")
        return self


class Column(_Part):
    """A column of the indicators; `width` in characters of Excel, 1 Chinese character being 2."""

    field: IndicatorField
    label: str = Field(min_length=1, max_length=24)
    width: float = Field(default=12, gt=2, le=80)

    @model_validator(mode="after")
    def _known(self) -> Column:
        if INDICATOR_COLUMN.get(caption(self.label)) != self.field:
            raise ValueError(f"指标栏目“{self.label}”读回时认不出是 {self.field}，请用通行的名称")
        return self


_NATIONAL = (
    Column(field="level1", label="一级指标", width=11),
    Column(field="level2", label="二级指标", width=13),
    Column(field="name", label="三级指标", width=22),
    Column(field="target", label="年度指标值", width=13),
    Column(field="actual", label="实际完成值", width=13),
    Column(field="weight", label="分值", width=8),
    Column(field="score", label="得分", width=8),
    Column(field="deviation", label="偏差原因分析及改进措施", width=26),
)


class TableLayout(_Part):
    """The layout of one locality; the default is that of the national form."""

    title: str = Field(default="项目支出绩效自评表", min_length=1, max_length=40, pattern="自评")
    unit: Literal["万元", "元"] = "万元"
    head: tuple[tuple[Pair, ...], ...] = (
        (Pair(label="项目名称", fact="project.name"),),
        (
            Pair(label="主管部门", fact="report.department"),
            Pair(label="实施单位", fact="report.unit"),
        ),
    )
    columns: tuple[Column, ...] = _NATIONAL
    foot: tuple[tuple[Pair, ...], ...] = ()

    @field_validator("head", "foot")
    @classmethod
    def _few_a_row(cls, value: tuple[tuple[Pair, ...], ...]) -> tuple[tuple[Pair, ...], ...]:
        if any(not 1 <= len(row) <= 3 for row in value):
            raise ValueError("每行应有一至三个栏目")
        return value

    @field_validator("columns")
    @classmethod
    def _sound(cls, value: tuple[Column, ...]) -> tuple[Column, ...]:
        named = [one.field for one in value]
        if len(set(named)) < len(named):
            raise ValueError("指标栏目重复")
        missing = {"level1", "level2", "name", "target", "actual", "weight", "score", "deviation"} - set(
            named
        )
        if missing:
            raise ValueError(f"缺少指标栏目：{'、'.join(sorted(missing))}")
        if ("op" in named) != ("unit" in named):
            raise ValueError("指标性质（op）和度量单位（unit）两栏要么都有，要么都没有")
        if len(value) + 1 < _FEWEST:
            raise ValueError(f"指标栏目至少{_FEWEST - 1}个")
        return value

    @property
    def split(self) -> bool:
        """Whether direction and unit of a target have columns of their own."""
        return any(one.field == "op" for one in self.columns)
