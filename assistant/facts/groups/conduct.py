"""How the work was managed and evaluated: procurement, acceptance, team, survey."""

from __future__ import annotations

from pydantic import ValidationInfo, field_validator

from assistant.facts.choices import Grade
from assistant.facts.fields import Amount, Count, Day, FactGroup, Points, Text, Texts, fault, field
from assistant.facts.groups.project import Document


class Procurement(FactGroup):
    """How the contractor was chosen."""

    method: Text | None = field(
        "采购方式", "公开招标、竞争性磋商、框架协议等", example="公开招标", yearly=True
    )
    agency: Text | None = field("采购代理或交易机构", "机构全称", example="某县公共资源交易中心", yearly=True)
    award_date: Day | None = field("中标（成交）日期", "中标、成交通知书的日期", example="2024-02-26")
    contract_amount: Amount | None = field("合同金额", "合同总价", unit="万元", example="142.5")


class Acceptance(FactGroup):
    """The acceptance of the work."""

    date: Day | None = field("验收日期", "没有验收的不填", example="2024-10-15")
    result: Text | None = field("验收结果", "合格、基本合格等", example="合格", yearly=True)


class Management(FactGroup):
    """Who manages the project, and by which rules."""

    organisation: Text | None = field(
        "组织分工", "哪个股室牵头、哪些配合", example="工程股牵头，财务室配合", long=True
    )
    systems: Texts = field("执行的制度", "实际执行的制度名称", example="财务管理制度", default=())
    missing_systems: Texts = field(
        "尚未建立的制度", "应有而没有的制度名称", example="项目专项资金管理办法", yearly=True, default=()
    )
    procurement: Procurement = field("采购情况", "没有采购的不填", default=Procurement())
    supervision: Text | None = field(
        "监理（监管）单位", "单位全称", example="某工程监理有限公司", yearly=True
    )
    acceptance: Acceptance = field("验收情况", "没有验收的不填", default=Acceptance())


class Team(FactGroup):
    """The self-evaluation team."""

    size: Count | None = field("自评小组人数", "含组长", unit="人", example="5")
    leader: Text | None = field("自评小组组长", "职务，不填姓名", example="分管副局长")
    members: Texts = field("自评小组成员", "参加的股室", example="财务室", default=())


class Evaluation(FactGroup):
    """How the self-evaluation was done, and its result."""

    notice: Document = field("自评通知", "布置本次自评的文件", default=Document())
    team: Team = field("自评小组", "由谁自评", default=Team())
    steps: Texts = field("自评步骤", "按先后顺序", example="收集资料", default=())
    declared_score: Points | None = field("自评总分", "等于各项得分之和", unit="分", example="92.5")
    grade: Grade | None = field("自评等级", "优、良、中、差", example="优", yearly=True)


class Survey(FactGroup):
    """The satisfaction survey."""

    method: Text | None = field("调查方式", "问卷、电话、座谈等", example="现场发放问卷")
    sample: Count | None = field("发放问卷数", "发出的份数", unit="份", example="120")
    returned: Count | None = field("收回有效问卷数", "不多于发放问卷数", unit="份", example="112")
    as_of: Day | None = field("调查日期", "调查结束的日期", example="2024-12-10")

    @field_validator("returned")
    @classmethod
    def _within_sample(cls, value: int | None, info: ValidationInfo) -> int | None:
        sample = info.data.get("sample")
        if value is not None and sample is not None and value > sample:
            raise fault(f"不能多于发放问卷数（{sample}份）")
        return value
