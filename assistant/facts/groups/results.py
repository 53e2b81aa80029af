"""What came of it: other effects, problems with their measures, use of the result."""

from __future__ import annotations

from assistant.facts.fields import FactGroup, Number, Text, Texts, Unit, field


class Outcome(FactGroup):
    """A measured effect outside the indicator table."""

    text: Text | None = field(
        "成效说明", "指标以外可以计量的变化", example="内涝报警同比下降", yearly=True, essential=True
    )
    value: Number | None = field("成效数值", "只填数字", example="35.5")
    unit: Unit | None = field("成效单位", "%、件、天等", example="%", yearly=True)


class Problem(FactGroup):
    """A problem with its cause and measures."""

    title: Text | None = field("问题", "一句话", example="项目实施进度滞后", yearly=True, essential=True)
    consequence: Text | None = field("问题的影响", "造成的后果", example="竣工推迟", long=True, yearly=True)
    cause: Text | None = field("问题原因", "具体原因", example="汛期停工", long=True, yearly=True)
    measures: Texts = field(
        "整改措施",
        "谁、做什么、到什么程度，每条一句",
        example="按周调度进度",
        long=True,
        yearly=True,
        default=(),
    )
    owner: Text | None = field("责任部门", "负责整改的股室", example="工程股", yearly=True)
    deadline: Text | None = field("完成时限", "什么时候改完", example="2025年6月底前", yearly=True)


class Application(FactGroup):
    """What the result is used for, and where it is published."""

    use: Text | None = field("结果应用", "自评结果用在哪里", example="作为下年度预算安排的依据", long=True)
    disclosure: Text | None = field(
        "结果公开", "什么时候、在哪里公开", example="随部门决算在单位网站公开", long=True
    )
