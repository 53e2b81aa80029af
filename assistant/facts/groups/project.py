"""Who reports, and on which project: unit, documents, period, content."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidationInfo, field_validator

from assistant.facts.choices import ProjectType
from assistant.facts.fields import Day, FactGroup, ListOf, Text, Texts, Year, fault, field, required


def _not_before(value: Any, info: ValidationInfo, earlier: str, name: str) -> Any:
    start = info.data.get(earlier)
    if value and start and value < start:
        raise fault(f"不应早于{name}（{start.isoformat()}）")
    return value


class Report(FactGroup):
    """Who reports, to whom, for which year."""

    year: Year = required("评价年度", "被评价的预算年度，不是填报年度", example="2024")
    unit: Text = required("单位全称", "与公章一致", example="某县水务局")
    unit_short: Text | None = field("单位简称", "县级以上单位的习惯简称，没有可不填", example="县水务局")
    region: Text | None = field("所在地区", "县（市、区）名称", example="某县")
    finance_authority: Text | None = field("财政部门", "批复预算、组织自评的财政局全称", example="某县财政局")
    department: Text | None = field("主管部门", "与实施单位不同时填写", example="某县水务局")
    filled_by: Text | None = field("填报人", "公开前按当地要求删去", example="张三")
    phone: Text | None = field("联系电话", "公开前按当地要求删去", example="0000-1234567")
    filled_on: Day | None = field("填报日期", "不早于数据截止日期", example="2025-03-20")


class Document(FactGroup):
    """A cited document."""

    title: Text | None = field(
        "文件标题", "不带书名号", example="关于批复2024年部门预算的通知", yearly=True, essential=True
    )
    number: Text | None = field(
        "文号", "年份用六角括号〔〕，不写“第”", example="某财预〔2024〕1号", yearly=True
    )
    issuer: Text | None = field("发文机关", "发文单位全称", example="某县财政局", yearly=True)
    date: Day | None = field("发文日期", "文件落款的日期", example="2024-01-20")


class Period(FactGroup):
    """Planned and actual time of the work."""

    planned_start: Day | None = field("计划开始日期", "批复或实施方案中的日期", example="2024-03-01")
    planned_end: Day | None = field("计划完成日期", "不早于计划开始日期", example="2024-09-30")
    actual_start: Day | None = field("实际开始日期", "开工或开始实施的日期", example="2024-03-10")
    actual_end: Day | None = field("实际完成日期", "没有完成的不填", example="2024-09-25")

    @field_validator("planned_end")
    @classmethod
    def _planned(cls, value: Any, info: ValidationInfo) -> Any:
        return _not_before(value, info, "planned_start", "计划开始日期")

    @field_validator("actual_end")
    @classmethod
    def _actual(cls, value: Any, info: ValidationInfo) -> Any:
        return _not_before(value, info, "actual_start", "实际开始日期")


class Project(FactGroup):
    """What is done, why and for whom."""

    name: Text = required("项目名称", "与预算批复一致", example="某县泵站改造项目")
    type: ProjectType | None = field("项目类型", "按主要内容选", example="工程建设")
    background: Texts = field(
        "立项背景", "要解决的问题，每条一句", example="泵站设备老化，汛期排涝能力不足", long=True, default=()
    )
    basis: Annotated[tuple[Document, ...], ListOf] = field("立项依据", "批复、通知等文件", default=())
    content: Texts = field("主要内容", "每条以动词开头", example="更换水泵机组", long=True, default=())
    period: Period = field("实施期", "计划和实际的起止日期", default=Period())
    beneficiaries: Text | None = field("受益对象", "项目为谁而做", example="沿河村民")
