"""Heading → section kinds, by keyword and by the headings above it (rules: docs/glossary.md, section kinds).

It knows how localities place their headings (their words: wording.py); it does not look at the text under them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.outline.kinds import Kind
from assistant.outline.wording import (
    INHERITED,
    JUDGEMENTS,
    KEYWORD,
    RESULTS,
    SET_PHRASE,
    SYNONYM,
    UNKNOWN,
    Kinds,
    is_heading_words,
    is_set_wording,
    kinds_of_synonyms,
    kinds_of_words,
    name_of,
)

__all__ = [
    "INHERITED",
    "KEYWORD",
    "SET_PHRASE",
    "UNKNOWN",
    "Kinds",
    "is_heading_words",
    "kinds_of",
    "kinds_under",
    "name_of",
]

_JUDGEMENT_KINDS = frozenset(kind for _, kind in JUDGEMENTS) | {Kind.APPLICATION, Kind.OTHER}
# Parts of a bundle: what stands in them is of any kind.
_CONTAINER = re.compile(r"^附[件表录]|佐证|清单$")
# A child of 存在的问题 changes the kind only when it is nothing but the name of another judgement.
_BARE_JUDGEMENT = re.compile(
    r"(项目|绩效|自评|主要|存在|发现|有关|相关|具体|下一步|工作|的|拟|和|及|与|、)*"
    r"(主要|存在|发现|有关|相关|下一步|未|偏[差离]|建议|整改|改进|措施|意见|问题|经验|做法|亮点|原因|分析|情况|说明|较大|项目|绩效|目标|指标|的|及|和|与|、)+"
)
_RELATED = (
    {Kind.FUNDS_ARRANGED, Kind.FUNDS_USED, Kind.INTERNAL_CONTROL, Kind.PROCESS},
    {Kind.OUTPUTS, Kind.BENEFITS, Kind.SATISFACTION},
)
# A sentence as heading, outside any list of problems or measures, says by its tone which it is.
_TROUBLE = re.compile(
    r"不(够|足|实|到位|及时|准确|完备|完善|健全|规范|高|强|严|全|细|力|清|均|合理|扎实|明显|平衡|充分|彻底)|"
    r"偏[低慢少差晚]|滞后|缺[乏口失少]|薄弱|欠缺|有待|未能|没有|短缺|延期"
)
_REMEDY = re.compile(
    r"(进一步|继续|切实|加[强大快]|完善|健全|强化|提[高升]|夯实|推[进动]|规范|落实|严格|优化|压实|细化|深化|争取)"
)
_SENTENCE = 8


def kinds_of(heading: str, parents: Sequence[str] = ()) -> tuple[Kinds, float]:
    """The kinds of a section, and how sure that is (0–1).

    `heading` may carry its number; `parents` are the headings above it, outermost first. A heading without a
    known word takes its parent's kinds; one without a known parent is `other` at 0.2. The tuple is never
    empty.
    """
    above = kinds_of(parents[-1], parents[:-1]) if parents else None
    return kinds_under(heading, parents, above)


def kinds_under(
    heading: str, parents: Sequence[str], above: tuple[Kinds, float] | None
) -> tuple[Kinds, float]:
    """As `kinds_of`, where the kinds of the section above are known already (and may have been corrected)."""
    name = name_of(heading)
    over = above[0] if above and above[1] > UNKNOWN and not _CONTAINER.search(name_of(parents[-1])) else ()
    if over and set(over) <= _JUDGEMENT_KINDS and not _BARE_JUDGEMENT.fullmatch(name):
        return over, INHERITED
    found, sure = _by_parent(name, [name_of(parent) for parent in parents], over) or kinds_of_words(name)
    if over == (Kind.EVALUATION_WORK,):
        return over, KEYWORD if found else INHERITED
    if not over or over == (Kind.OVERVIEW,):
        found, sure = _by_tone(name) or (found, sure)
    if found:
        return found, sure
    if (rarer := kinds_of_synonyms(name)) and _fit(rarer, over):
        return rarer, SYNONYM
    return (over, INHERITED) if over else ((Kind.OTHER,), UNKNOWN)


def _fit(kinds: Kinds, over: Kinds) -> bool:
    """Whether kinds that rarer words point to may stand under a heading: 设备采购 is no process under 产出."""
    return (
        not over or over == (Kind.OVERVIEW,) or any(over[0] in one and set(kinds) <= one for one in _RELATED)
    )


def _by_parent(name: str, parents: list[str], above: Kinds) -> tuple[Kinds, float] | None:
    """Names that mean different things in different places."""
    if re.search(r"总体(结论|评价)", name):
        return (Kind.SCORE,), SET_PHRASE
    if re.search(r"总体情况|^总体$", name):
        kind = Kind.SCORE if Kind.SCORE in above else Kind.OVERVIEW
        return (kind,), SET_PHRASE
    if re.fullmatch(r"(项目)?资金(管理)?(情况)?(分析)?", name) and any(
        "过程" in parent for parent in parents
    ):
        return (Kind.FUNDS_USED,), SET_PHRASE
    if re.fullmatch(r"(项目|年度)?绩效指标(情况)?", name):
        return ((Kind.GOALS,) if set(above) & {Kind.OVERVIEW, Kind.GOALS} else RESULTS), SET_PHRASE
    return None


def _by_tone(name: str) -> tuple[Kinds, float] | None:
    """A sentence that complains or resolves. Set names have no such tone (不足 alone is one)."""
    if len(name) < _SENTENCE or is_set_wording(name):
        return None
    if _REMEDY.match(name):
        return (Kind.MEASURES,), INHERITED
    return ((Kind.PROBLEMS,), INHERITED) if _TROUBLE.search(name) else None
