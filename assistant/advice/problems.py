"""Problems of a report: those the unit declared, joined with the deviations that the facts show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.advice.deviations import Deviation, Signal
from assistant.facts.derived import gap_text
from assistant.facts.model import Problem, ProjectFacts
from assistant.facts.quantities import number_text

# Words by which a text shows that it speaks of a kind of deviation.
SPEAKS_OF: Mapping[Signal, str] = {
    Signal.LOW_EXECUTION: "执行率|执行进度|支出进度|支付进度|结余|结转",
    Signal.FUNDS_SHORT: "资金.{0,6}(到位|缺口|不足)|到位.{0,4}(不及时|率)|到齐|尾款|配套",
    Signal.OVERSPENT: "超支|超预算",
    Signal.DELAY: "进度|滞后|延期|工期|推迟|迟缓|缓慢|延误|逾期|晚",
    Signal.DISSATISFIED: "满意|群众.{0,4}(反映|不便)|投诉",
    Signal.OVERSHOT: "指标值.{0,4}偏低|目标.{0,4}偏低|超额",
    Signal.MISSING_SYSTEM: "制度|办法|内控|规程",
    Signal.LARGE_CARRYOVER: "结余|结转|沉淀",
    Signal.FUNDS_LATE: "到位|拨付|下达",
    Signal.FUNDING_GAP: "缺口|尾款|欠款",
    Signal.MISUSE: "挪用|挤占|截留|用途|专款",
    Signal.LATE_CONTRACT: "采购|招标|合同|签订",
    Signal.LATE_ACCEPTANCE: "验收",
    Signal.PROCUREMENT: "采购|招标|发包",
    Signal.UNFOUNDED_SATISFACTION: "满意|问卷|调查",
    Signal.VAGUE_GOAL: "目标.{0,6}(笼统|明确|量化|细化)|量化",
    Signal.UNMEASURABLE: "量化|衡量|指标值",
    Signal.MISSING_INDICATOR: "指标.{0,6}(完整|全面|缺|不够|设置)",
    Signal.MISPLACED_INDICATOR: "指标.{0,8}(归类|错位|设置|不匹配)",
    Signal.WRONG_DIRECTION: "指标.{0,8}(方向|符号)",
    Signal.BUDGET_MISMATCH: "(目标|指标).{0,8}预算|预算.{0,8}(目标|指标)",
    Signal.GOAL_NOT_ADJUSTED: "调整.{0,10}目标|目标.{0,10}调整",
    Signal.REPEATED_BENEFIT: "效益",
    Signal.GENEROUS_SCORE: "评分|打分|得分|自评",
    Signal.FULL_MARKS: "评分|打分|得分|自评|满分",
    Signal.WEAK_SUPERVISION: "监管|监督|监理|检查",
    Signal.MISSING_EVIDENCE: "资料|档案|材料|凭证|佐证|台账",
    Signal.IDLE_ASSETS: "闲置|移交|固定资产|入账",
    Signal.NO_UPKEEP: "管护|运维|维护|养护",
    Signal.MERGED_PROJECTS: "合并|一个项目|分别",
    Signal.WEAK_APPLICATION: "结果.{0,4}(应用|运用)|挂钩",
}
# What is slow, in a title that speaks of progress or lateness: the money or the work.
_MONEY = "资金|支出|支付|拨付|到位|预算执行|执行进度"
_WORK = "工程(?!款)|建设(?!资金)|项目(进度|进展|推进|延期|滞后)|工期|施工|实施|改造|竣工|完工|验收|交付"
# How much of an indicator's name or of its deviation's wording a problem must share to be about it.
_NAME_SHARE = 0.6
_CAUSE_SHARE = 0.3


@dataclass(frozen=True)
class ReportProblem:
    """A problem to tell: `declared` is its index in `facts.problems`; `deviations` are the figures behind it."""

    declared: int | None
    deviations: tuple[Deviation, ...]


def report_problems(facts: ProjectFacts, deviations: Sequence[Deviation]) -> list[ReportProblem]:
    """Declared problems first, each with its deviations; then every deviation that none of them speaks of.

    A declared problem that says nothing (an empty row of a form) is none.
    """
    taken: set[Deviation] = set()
    told: list[ReportProblem] = []
    for index, problem in enumerate(facts.problems):
        if problem == Problem():
            continue
        mine = [d for d in deviations if d not in taken and speaks_of(problem, d, facts)]
        taken.update(mine)
        told.append(ReportProblem(index, tuple(mine)))
    told.extend(ReportProblem(None, (d,)) for d in deviations if d not in taken)
    return told


def speaks_of(problem: Problem, deviation: Deviation, facts: ProjectFacts) -> bool:
    """Whether a declared problem is about the deviation: by its title's words, the indicator's figures, name or cause."""
    words = SPEAKS_OF.get(deviation.signal)
    title = problem.title or ""
    if words and re.search(words, title) and not (deviation.signal == Signal.DELAY and _of_money_only(title)):
        return True
    said = "".join(filter(None, (problem.title, problem.consequence, problem.cause, *problem.measures)))
    if deviation.index is None:
        return bool(words and re.search(words, problem.consequence or ""))
    indicator = facts.indicators[deviation.index]
    if any(_says(figure, said) for figure in _figures(facts, deviation.index)):
        return True
    return _share(indicator.name, said) >= _NAME_SHARE or _share(indicator.deviation, said) >= _CAUSE_SHARE


def _of_money_only(title: str) -> bool:
    """支付进度缓慢 is about money; 支付进度滞后于工程进度 about the work too."""
    return bool(re.search(_MONEY, title)) and not re.search(_WORK, title)


def _figures(facts: ProjectFacts, index: int) -> list[str]:
    """The actual value and the gap, as they are written; bare single digits would match anything."""
    indicator = facts.indicators[index]
    actual = number_text(indicator.actual) + (indicator.unit or "") if indicator.actual is not None else ""
    return [text for text in (actual, gap_text(indicator)) if len(text) >= 3]


def _says(figure: str, said: str) -> bool:
    """Whether a text holds the figure itself, not the end of a longer one (86% in 186%)."""
    return re.search(rf"(?<![\d.]){re.escape(figure)}", said) is not None


def _share(part: str | None, whole: str) -> float:
    """The share of a phrase's character pairs that another text holds."""
    pairs = {part[i : i + 2] for i in range(len(part) - 1)} if part else set()
    return sum(pair in whole for pair in pairs) / len(pairs) if pairs else 0.0
