"""Targets: vague, not measurable, missing, misplaced, pointing the wrong way, out of step with the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.advice.detectors.results import named, proof
from assistant.advice.deviation import Case, Detector, Deviation
from assistant.advice.signals import Signal
from assistant.advice.statements import says
from assistant.facts.model import Indicator

_VAGUE = re.compile(
    r"进一步|不断|逐步|持续|大力|切实|有效|积极|再上|新台阶|更加|迈上|良好|较好|促进|推动|营造|夯实|加快|全面|努力|打造|美丽|舒适|和谐|便捷"
)
_FIGURE = re.compile(r"[\d０-９]|[一二三四五六七八九十百千两]+[个项条套所间台次户人座处家]")
_NO_YARDSTICK = re.compile(
    r"^(?:已|全部|基本)?(?:完成|开展|实施)$|^(?:进一步|不断|逐步|持续|有所)|^(?:提高|提升|改善|加强)$|"
    r"^(?:效果|情况|成效|反响|运行|质量)?(?:较好|良好|很好|好|正常|满意|显著)$|比以前|很多$|不少$"
)
_A_RATE_OF_DOING = re.compile(r"(?:发放|完成|到位|支付|拨付|执行|覆盖|合格|及时)率")
_MONEY_PAID = re.compile(
    r"(?:支付|拨付|支出|投入|到位|补助|发放)?(?:资金|金额|总额|经费)(?:支付|拨付|支出)?[数额]?$|"
    r"^(?:支付|拨付|支出)|款项?$"
)
_LESS_IS_GOOD = re.compile(
    r"减少|降低|下降|压减|控制|不超过|事故|投诉|差错|故障|缺陷|死亡|伤亡|返工|违规|超标|空置|流失|积压|时间|时长|天数|间隔"
)
_WHOLE_COST = re.compile(r"(?:总成本|总投资|总费用|成本控制|项目成本|预算控制|成本金额|总支出|预算数|控制数)")
# How much of the shorter name's character pairs two indicators of one matter share.
_ALIKE = 0.7
_STAYED = r"(?:忘|漏)了?[^，。]{0,4}(?:修改|调整|变更|同步)[^，。]{0,4}(?:目标|指标)|(?:目标|指标值?|人数|任务)[^，。]{0,6}还?挂着|(?:目标|指标值?|任务)[^，。]{0,10}(?:照旧|没有?(?:变|改|调|重新|同步|跟着)|未(?:作|做|能|予)?(?:变|改|调|重新|同步|相应)|还是(?:年初|原来|原)|仍(?:按|为|是|用)[^，。]{0,4}(?:年初|原))"
_SEVERAL = re.compile(r"等(?:\d+|[二两三四五六七八九十]+)个?(?:子?项目|项工作)|项目[、和及].{2,}项目")
_IN_ONE = (
    r"(?:\d+|[两二三四五六七八九十几多])个?(?:预算|子|支出)?项目[^，。]{0,10}(?:合|并|捆|一张表|一起|一并|打包)|打捆|"
    r"(?:\d+|[两二三四五六七八九十几多])(?:个|笔|项)[^，。]{0,6}(?:项目|批复|资金)[^，。]{0,8}(?:合|并|捆|放在一起|一张表|一份)|"
    r"合并(?:填报|自评|编报|评价|填写)|(?:并|合)(?:到|在|成)一(?:起|张表?|份)[^，。]{0,4}(?:填|评|报)"
)
_MONEY_UNITS = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}


def _of(indicator: Indicator, word: str) -> bool:
    return word in (indicator.level2 or "") or (word == "成本" and word in (indicator.level1 or ""))


def _vague_goal(case: Case) -> Iterator[Deviation]:
    goals = case.facts.goals
    overall = goals.overall or ""
    if (
        _VAGUE.search(overall)
        and not _FIGURE.search(overall)
        and not any(one.quantity is not None for one in goals.specific)
    ):
        yield Deviation("vague_goal", Signal.VAGUE_GOAL, ("goals.overall",))


def _unmeasurable(case: Case) -> Iterator[Deviation]:
    for index, one in enumerate(case.facts.indicators):
        if one.qualitative and _NO_YARDSTICK.search((one.target_text or "").strip("。；")):
            yield Deviation(
                f"unmeasurable_{named(one, index)}",
                Signal.UNMEASURABLE,
                (f"indicators[{index}].target_text",),
                index,
            )


def _missing_indicator(case: Case) -> Iterator[Deviation]:
    """Outputs are counted, but neither their quality nor their cost. A table without second levels says nothing."""
    indicators = case.facts.indicators
    outputs = [i for i, one in enumerate(indicators) if "产出" in (one.level1 or "")]
    if len(outputs) < 2 or not all(indicators[i].level2 for i in outputs):
        return
    lacking = [word for word in ("质量", "成本") if not any(_of(one, word) for one in indicators)]
    if lacking:
        paths = tuple(f"indicators[{i}].level2" for i in outputs)
        yield Deviation("missing_indicator", Signal.MISSING_INDICATOR, paths)


def _misplaced_indicator(case: Case) -> Iterator[Deviation]:
    for index, one in enumerate(case.facts.indicators):
        name = one.name or ""
        rate_as_cost = _of(one, "成本") and one.unit == "%" and _A_RATE_OF_DOING.search(name)
        money_as_count = _of(one, "数量") and one.unit in _MONEY_UNITS and _MONEY_PAID.search(name)
        if rate_as_cost or money_as_count:
            paths = (f"indicators[{index}].level2", f"indicators[{index}].name")
            yield Deviation(f"misplaced_{named(one, index)}", Signal.MISPLACED_INDICATOR, paths, index)


def _wrong_direction(case: Case) -> Iterator[Deviation]:
    """A cost that should be at least so much, a quantity that should be at most so much."""
    for index, one in enumerate(case.facts.indicators):
        name = one.name or ""
        costly = (
            _of(one, "成本") and one.op == ">=" and not re.search(r"节约|节省|降低|下降|减少|压减|率$", name)
        )
        scarce = _of(one, "数量") and one.op == "<=" and not _LESS_IS_GOOD.search(name)
        if costly or scarce:
            paths = (f"indicators[{index}].op", *proof(one, index))
            yield Deviation(f"wrong_direction_{named(one, index)}", Signal.WRONG_DIRECTION, paths, index)


def _budget_mismatch(case: Case) -> Iterator[Deviation]:
    """The cost that the target allows is not the present budget."""
    budget = case.derived.get("funds.year_budget")
    for index, one, cost in _whole_costs(case):
        if budget and cost != budget.value:
            paths = (f"indicators[{index}].target", "funds.year_budget", *budget.inputs)
            yield Deviation(f"budget_mismatch_{named(one, index)}", Signal.BUDGET_MISMATCH, paths, index)


def _goal_not_adjusted(case: Case) -> Iterator[Deviation]:
    """The budget was changed and the target stayed: its cost is the old budget's, or it is said so."""
    funds = case.facts.funds
    if funds.adjusted_budget in (None, funds.initial_budget):
        return
    for index, one, cost in _whole_costs(case):
        if cost == funds.initial_budget:
            paths = (f"indicators[{index}].target", "funds.initial_budget", "funds.adjusted_budget")
            yield Deviation(f"goal_not_adjusted_{named(one, index)}", Signal.GOAL_NOT_ADJUSTED, paths, index)
            return
    if paths := says(case, _STAYED):
        yield Deviation("goal_not_adjusted", Signal.GOAL_NOT_ADJUSTED, paths)


def _whole_costs(case: Case) -> Iterator[tuple[int, Indicator, Decimal]]:
    """The indicators of what the whole project costs, with their targets in 万元."""
    for index, one in enumerate(case.facts.indicators):
        scale = _MONEY_UNITS.get(one.unit or "")
        if (
            _of(one, "成本")
            and scale is not None
            and one.target is not None
            and _WHOLE_COST.search(one.name or "")
        ):
            yield index, one, one.target * scale


def _repeated_benefit(case: Case) -> Iterator[Deviation]:
    """A benefit indicator that counts an output once more, in the same or nearly the same words."""
    outputs = [one for one in case.facts.indicators if "产出" in (one.level1 or "") and one.name]
    for index, one in enumerate(case.facts.indicators):
        if "效益" not in (one.level1 or "") or not one.name:
            continue
        if any(_same_matter(one, output) for output in outputs):
            path = f"indicators[{index}].name"
            yield Deviation(f"repeated_benefit_{named(one, index)}", Signal.REPEATED_BENEFIT, (path,), index)


def _same_matter(one: Indicator, other: Indicator) -> bool:
    if (one.target, one.unit) != (other.target, other.unit):
        return False
    mine, theirs = _pairs(one.name or ""), _pairs(other.name or "")
    return (
        len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))
        if mine and theirs
        else one.name == other.name
    )


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _merged_projects(case: Case) -> Iterator[Deviation]:
    paths = ("project.name",) if _SEVERAL.search(case.facts.project.name) else says(case, _IN_ONE)
    if paths:
        yield Deviation("merged_projects", Signal.MERGED_PROJECTS, paths)


DETECTORS: tuple[Detector, ...] = (
    _vague_goal,
    _unmeasurable,
    _missing_indicator,
    _misplaced_indicator,
    _wrong_direction,
    _budget_mismatch,
    _goal_not_adjusted,
    _repeated_benefit,
    _merged_projects,
)
