"""Heading → section kinds, by keyword and by the headings above it (rules: docs/glossary.md, section kinds).

It knows how localities word their headings; it does not look at the text under them. Patterns are tried from
the most particular to the most general, because the general words (情况, 管理, 目标) stand in nearly every
heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.outline.kinds import Kind
from assistant.outline.numbering import read

Kinds = tuple[Kind, ...]

# How sure a reading is: a set phrase, a keyword, the parent's kinds, nothing at all.
SET_PHRASE, KEYWORD, INHERITED, UNKNOWN = 0.95, 0.9, 0.6, 0.2

_RESULTS: Kinds = (Kind.OUTPUTS, Kind.BENEFITS)

# Set phrases: one of their words would mislead the keyword rules below.
_PHRASES: tuple[tuple[str, Kinds], ...] = (
    (r"其[他它].*(说明|问题|事项)|^其[他它](情况)?$", (Kind.OTHER,)),
    (r"(应用|公开)(?!.*一致)", (Kind.APPLICATION,)),
    (r"目标.*(分解|下达)|(下达|分解).*目标", (Kind.FUNDS_ARRANGED, Kind.GOALS)),
    (r"目标管理|事项管理", (Kind.PROCESS,)),
    (r"资金投入", (Kind.FUNDS_USED,)),
    (r"组织实施.*(整体|总体)", (Kind.EVALUATION_WORK,)),
    (r"绩效管理(情况)?$", (Kind.PROCESS,)),
    (r"概况$|基本情况$", (Kind.OVERVIEW,)),
)

# Judgements: a heading names one or several of them, and each counts.
_JUDGEMENTS: tuple[tuple[str, Kind], ...] = (
    (r"偏差|偏离", Kind.DEVIATIONS),
    (r"建议", Kind.SUGGESTIONS),
    (r"整改|改进|下一步|措施", Kind.MEASURES),
    (r"问题", Kind.PROBLEMS),
    (r"经验|做法|亮点", Kind.EXPERIENCE),
)

_MEASURED: tuple[tuple[str, Kind], ...] = (
    (r"满意", Kind.SATISFACTION),
    (r"效益|效果|可持续影响", Kind.BENEFITS),
    (r"产出|数量|质量|时效|成本", Kind.OUTPUTS),
)

_RESULT_PHRASES = r"(目标|指标)\S*(完成|实现|分析)|(?<!使用)绩效(实现)?情况|自评情况|项目绩效$|支出绩效$"

_GENERAL: tuple[tuple[str, Kinds], ...] = (
    (r"自评(基本)?结[果论]|综合评价|自评得分|评价(结果|结论|得分)|^(综合)?得分|^结论", (Kind.SCORE,)),
    (r"(评价|自评)\S*(工作|过程|小组|组织|步骤|方法|目的|对象)|评价小组|步骤", (Kind.EVALUATION_WORK,)),
    (r"决策|过程|组织实施|实施(及|和|与)?(管理|情况)|实施$|项目管理$|组织管理", (Kind.PROCESS,)),
    (r"内控|内部控制|资金管理|财务管理|项目管理|制度|监管", (Kind.INTERNAL_CONTROL,)),
)

_FUNDS: tuple[tuple[str, Kind], ...] = (
    (r"安排|到位|下达|批复|申报|投入|来源|拨付|分配|筹集", Kind.FUNDS_ARRANGED),
    (r"使用|执行|支出(?!基本)|收支|结余|结存", Kind.FUNDS_USED),
)

_LATE: tuple[tuple[str, Kind], ...] = (
    (r"目标", Kind.GOALS),
    (r"概[况述括]|基本情况|基本信息|背景|职能|立项|依据|主要内容|项目名称|实施主体", Kind.OVERVIEW),
)

_JUDGEMENT_KINDS = frozenset(kind for _, kind in _JUDGEMENTS) | {Kind.APPLICATION, Kind.OTHER}
# A child of 存在的问题 changes the kind only when it is nothing but the name of another judgement.
_BARE_JUDGEMENT = re.compile(
    r"(项目|绩效|自评|主要|存在|发现|有关|相关|具体|下一步|工作|的|拟|和|及|与|、)*"
    r"(偏[差离]|建议|整改|改进|措施|意见|问题|经验|做法|亮点|原因|分析|情况|说明|较大|项目|绩效|目标|指标|的|及|和|与|、)+"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")


def kinds_of(heading: str, parents: Sequence[str] = ()) -> tuple[Kinds, float]:
    """The kinds of a section, and how sure that is (0–1).

    `heading` may carry its number; `parents` are the headings above it, outermost first. A heading without a
    known word takes its parent's kinds; one without a known parent is `other` at 0.2. The tuple is never
    empty.
    """
    name = _name(heading)
    above, above_sure = kinds_of(parents[-1], parents[:-1]) if parents else ((), 0.0)
    if above_sure <= UNKNOWN:
        above = ()
    if above and set(above) <= _JUDGEMENT_KINDS and not _BARE_JUDGEMENT.fullmatch(name):
        return above, INHERITED
    if above == (Kind.EVALUATION_WORK,):
        return above, INHERITED
    found, sure = _by_parent(name, [_name(parent) for parent in parents], above) or _by_words(name)
    if found:
        return found, sure
    return (above, INHERITED) if above else ((Kind.OTHER,), UNKNOWN)


def _name(heading: str) -> str:
    numbered = read(heading)
    name = numbered.rest if numbered else heading.strip()
    bare = _BRACKETED.sub("", name).strip()
    return (bare or name).rstrip("。：:；; ")


def _by_parent(name: str, parents: list[str], above: Kinds) -> tuple[Kinds, float] | None:
    """Names that mean different things in different places."""
    if re.search(r"总体(情况|结论|评价)|^总体$", name):
        kind = Kind.SCORE if Kind.SCORE in above else Kind.OVERVIEW
        return (kind,), SET_PHRASE
    if re.fullmatch(r"(项目)?资金(管理)?(情况)?(分析)?", name) and any(
        "过程" in parent for parent in parents
    ):
        return (Kind.FUNDS_USED,), SET_PHRASE
    return None


def _by_words(name: str) -> tuple[Kinds, float]:
    for pattern, kinds in _PHRASES:
        if re.search(pattern, name):
            return kinds, SET_PHRASE
    for rules in (_JUDGEMENTS, _MEASURED):
        if found := _in_order(name, rules):
            return found, KEYWORD
    if re.search(_RESULT_PHRASES, name):
        return _RESULTS, SET_PHRASE
    for pattern, kinds in _GENERAL:
        if re.search(pattern, name):
            return kinds, KEYWORD
    if re.search(r"资金|预算|经费|支出|收支", name) and (found := _in_order(name, _FUNDS)):
        return found, KEYWORD
    for rules in (_LATE, _FUNDS):
        if found := _in_order(name, rules):
            return found, KEYWORD
    if "资金" in name:
        return (Kind.FUNDS_ARRANGED, Kind.FUNDS_USED), KEYWORD
    return (), 0.0


def _in_order(name: str, rules: tuple[tuple[str, Kind], ...]) -> Kinds:
    """Every kind whose word stands in the heading, in the heading's order."""
    places = [(found.start(), kind) for pattern, kind in rules if (found := re.search(pattern, name))]
    return tuple(kind for _, kind in sorted(places))
