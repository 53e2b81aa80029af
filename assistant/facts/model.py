"""`ProjectFacts`: the facts of one project in one year. Field names are a contract; amounts are 万元, rates are %.

Everything but `report.year`, `report.unit` and `project.name` is optional: what is missing becomes a placeholder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from assistant.facts.fields import (
    Amount,
    Count,
    Day,
    FactGroup,
    Fraction,
    ListOf,
    Number,
    Points,
    Text,
    Texts,
    Unit,
    Year,
    fault,
    field,
)

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
_OPERATORS = {"≥": ">=", "≤": "<=", "＝": "=", "==": "=", ">=": ">=", "<=": "<=", "=": "="}


def _choice(names: dict[str, str]) -> BeforeValidator:
    """One of the codes; the Chinese name of a code is accepted too."""
    codes = {title: code for code, title in names.items()} | {code: code for code in names}

    def choose(value: Any) -> str:
        if str(value) not in codes:
            listed = "、".join(f"{code}（{title}）" for code, title in names.items())
            raise fault(f"应为下列之一：{listed}")
        return codes[str(value)]

    return BeforeValidator(choose)


def _grade(value: Any) -> str:
    grade = _GRADE_NAMES.get(str(value), str(value))
    if grade not in GRADES:
        raise fault("应为优、良、中、差之一")
    return grade


def _operator(value: Any) -> str:
    if str(value) not in _OPERATORS:
        raise fault("应为 >=、<= 或 = 之一")
    return _OPERATORS[str(value)]


Grade = Annotated[Literal["优", "良", "中", "差"], BeforeValidator(_grade)]
Operator = Annotated[Literal[">=", "<=", "="], BeforeValidator(_operator)]


def _not_before(value: Any, info: ValidationInfo, earlier: str, name: str) -> Any:
    start = info.data.get(earlier)
    if value and start and value < start:
        raise fault(f"不应早于{name}（{start.isoformat()}）")
    return value


class Report(FactGroup):
    """Who reports, to whom, for which year."""

    year: Year = Field(title="评价年度", description="被评价的预算年度，不是填报年度")
    unit: Text = Field(title="单位全称", description="与公章一致")
    unit_short: Text | None = field("单位简称", "县级以上单位的习惯简称，没有可不填")
    region: Text | None = field("所在地区", "县（市、区）名称")
    finance_authority: Text | None = field("财政部门", "批复预算、组织自评的财政局全称")
    department: Text | None = field("主管部门", "与实施单位不同时填写")
    filled_by: Text | None = field("填报人")
    phone: Text | None = field("联系电话")
    filled_on: Day | None = field("填报日期")


class Document(FactGroup):
    """A cited document."""

    title: Text | None = field("文件标题", "不带书名号")
    number: Text | None = field("文号", "如 某财预〔2024〕1号")
    issuer: Text | None = field("发文机关")
    date: Day | None = field("发文日期")


class Period(FactGroup):
    """Planned and actual time of the work."""

    planned_start: Day | None = field("计划开始日期")
    planned_end: Day | None = field("计划完成日期")
    actual_start: Day | None = field("实际开始日期")
    actual_end: Day | None = field("实际完成日期")

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

    name: Text = Field(title="项目名称", description="与预算批复一致")
    type: Annotated[str, _choice(PROJECT_TYPES)] | None = field(
        "项目类型", f"{'、'.join(PROJECT_TYPES.values())}之一"
    )
    background: Texts = field("立项背景", "要解决的问题，每条一句", default=())
    basis: Annotated[tuple[Document, ...], ListOf] = field("立项依据", "批复、通知等文件", default=())
    content: Texts = field("主要内容", "每条以动词开头，如 建设快检室", default=())
    period: Period = field("实施期", default=Period())
    beneficiaries: Text | None = field("受益对象")


class Arrival(FactGroup):
    """Money that arrived."""

    source: Annotated[str, _choice(FUND_SOURCES)] | None = field(
        "资金来源", f"{'、'.join(FUND_SOURCES.values())}之一"
    )
    amount: Amount | None = field("到位金额", unit="万元")
    date: Day | None = field("到位日期")


class Payment(FactGroup):
    """Money that was paid."""

    payee: Text | None = field("收款单位")
    amount: Amount | None = field("支付金额", unit="万元")
    purpose: Text | None = field("支付用途")
    date: Day | None = field("支付日期")


class Funds(FactGroup):
    """Budget, arrivals and payments; 万元."""

    initial_budget: Amount | None = field("年初预算数", unit="万元")
    adjusted_budget: Amount | None = field("全年预算数", "调整后的预算；未调整可不填", unit="万元")
    adjustment_reason: Text | None = field("预算调整原因")
    arrivals: Annotated[tuple[Arrival, ...], ListOf] = field("资金到位情况", default=())
    payments: Annotated[tuple[Payment, ...], ListOf] = field("资金支付情况", default=())
    as_of: Day | None = field("支出数据截止日期")
    balance_handling: Text | None = field("结余资金处理")


class Target(FactGroup):
    """A countable part of the goal."""

    name: Text | None = field("目标名称")
    quantity: Number | None = field("目标数量")
    unit: Unit | None = field("计量单位")


class Goals(FactGroup):
    """What the project was to reach."""

    overall: Text | None = field("总体目标")
    specific: Annotated[tuple[Target, ...], ListOf] = field("年度目标", default=())


class Indicator(FactGroup):
    """One indicator of the approved performance target: quantitative (op, target, actual) or qualitative (texts, rate)."""

    id: Text | None = field("指标编号")
    level1: Text | None = field("一级指标")
    level2: Text | None = field("二级指标")
    name: Text | None = field("三级指标名称")
    op: Operator | None = field("指标方向", "≥、≤ 或 =")
    target: Number | None = field("年度指标值")
    unit: Unit | None = field("计量单位")
    actual: Number | None = field("实际完成值")
    target_text: Text | None = field("年度指标值（定性）")
    actual_text: Text | None = field("实际完成情况（定性）")
    rate: Fraction | None = field("完成程度（定性）", "0到1")
    weight: Points | None = field("指标分值", unit="分")
    score: Points | None = field("指标得分", unit="分")
    deviation: Text | None = field("偏差原因")
    measure: Text | None = field("改进措施")

    @field_validator("score")
    @classmethod
    def _within_weight(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        return _score_within(value, info)

    @property
    def qualitative(self) -> bool:
        """Whether the indicator is told in words, not in figures."""
        return self.target is None and self.actual is None and bool(self.target_text or self.actual_text)


def _score_within(value: Decimal | None, info: ValidationInfo) -> Decimal | None:
    weight = info.data.get("weight")
    if value is not None and weight is not None and value > weight:
        raise fault(f"得分不能高于分值（{weight}分）")
    return value


class ExecutionScore(FactGroup):
    """The score of the budget execution rate."""

    weight: Points | None = field("预算执行率分值", unit="分")
    score: Points | None = field("预算执行率得分", unit="分")

    @field_validator("score")
    @classmethod
    def _within_weight(cls, value: Decimal | None, info: ValidationInfo) -> Decimal | None:
        return _score_within(value, info)


class Procurement(FactGroup):
    """How the contractor was chosen."""

    method: Text | None = field("采购方式")
    agency: Text | None = field("采购代理或交易机构")
    award_date: Day | None = field("中标（成交）日期")
    contract_amount: Amount | None = field("合同金额", unit="万元")


class Acceptance(FactGroup):
    """The acceptance of the work."""

    date: Day | None = field("验收日期")
    result: Text | None = field("验收结果")


class Management(FactGroup):
    """Who manages the project, and by which rules."""

    organisation: Text | None = field("组织分工")
    systems: Texts = field("执行的制度", default=())
    missing_systems: Texts = field("尚未建立的制度", default=())
    procurement: Procurement = field("采购情况", default=Procurement())
    supervision: Text | None = field("监理（监管）单位")
    acceptance: Acceptance = field("验收情况", default=Acceptance())


class Team(FactGroup):
    """The self-evaluation team."""

    size: Count | None = field("自评小组人数", unit="人")
    leader: Text | None = field("自评小组组长", "职务，不填姓名")
    members: Texts = field("自评小组成员", "参加的股室", default=())


class Evaluation(FactGroup):
    """How the self-evaluation was done, and its result."""

    notice: Document = field("自评通知", default=Document())
    team: Team = field("自评小组", default=Team())
    steps: Texts = field("自评步骤", default=())
    declared_score: Points | None = field("自评总分", unit="分")
    grade: Grade | None = field("自评等级", "优、良、中、差")


class Survey(FactGroup):
    """The satisfaction survey."""

    method: Text | None = field("调查方式")
    sample: Count | None = field("发放问卷数", unit="份")
    returned: Count | None = field("收回有效问卷数", unit="份")
    as_of: Day | None = field("调查日期")

    @field_validator("returned")
    @classmethod
    def _within_sample(cls, value: int | None, info: ValidationInfo) -> int | None:
        sample = info.data.get("sample")
        if value is not None and sample is not None and value > sample:
            raise fault(f"不能多于发放问卷数（{sample}份）")
        return value


class Outcome(FactGroup):
    """A measured effect outside the indicator table."""

    text: Text | None = field("成效说明", "如 市场计量投诉同比下降")
    value: Number | None = field("成效数值")
    unit: Unit | None = field("成效单位")


class Problem(FactGroup):
    """A problem with its cause and measures."""

    title: Text | None = field("问题")
    consequence: Text | None = field("问题的影响")
    cause: Text | None = field("问题原因")
    measures: Texts = field("整改措施", default=())
    owner: Text | None = field("责任部门")
    deadline: Text | None = field("完成时限")


class Application(FactGroup):
    """What the result is used for, and where it is published."""

    use: Text | None = field("结果应用")
    disclosure: Text | None = field("结果公开")


class ProjectFacts(FactGroup):
    """All facts of one report."""

    report: Report = Field(title="填报信息")
    project: Project = Field(title="项目信息")
    funds: Funds = field("资金", default=Funds())
    goals: Goals = field("绩效目标", default=Goals())
    indicators: Annotated[tuple[Indicator, ...], ListOf] = field("绩效指标", default=())
    execution_score: ExecutionScore = field("预算执行率评分", default=ExecutionScore())
    management: Management = field("项目管理", default=Management())
    evaluation: Evaluation = field("自评工作", default=Evaluation())
    satisfaction_survey: Survey = field("满意度调查", default=Survey())
    outcomes: Annotated[tuple[Outcome, ...], ListOf] = field("其他成效", default=())
    experience: Texts = field("主要经验及做法", default=())
    problems: Annotated[tuple[Problem, ...], ListOf] = field("存在的问题", default=())
    suggestions: Texts = field("工作和预算安排建议", default=())
    application: Application = field("结果应用和公开", default=Application())
    other: Texts = field("其他需要说明的问题", default=())

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
