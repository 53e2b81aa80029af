"""What the facts say in words about this year: which clauses affirm something, which say that something is lacking.

A clause is read by itself: what it denies (未发现挪用), intends (今后将落实管护) or tells of an earlier year is no fault of
this one. There is no grammar here, only words and their distance; thresholds of distance are characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.advice.deviation import Case
from assistant.facts.paths import leaves

_CLAUSE = re.compile(r"[^，,。；;！？\n]+")
_SENTENCE = re.compile(r"[^。；;！？\n]+")
# A clause with these denies that there is a fault, or speaks of another time.
_DENIAL = re.compile(
    r"(?:未|没有?|并未|从未)(?:发现|出现|发生|接到|收到|看到|查出|存在)|不存在|没有(?:任何)?[^，。]{0,6}(?:问题|现象|情况|行为)$|无[^，。]{0,10}(?:问题|现象|情况|行为)$|"
    r"杜绝|避免|防止|严禁|禁止|不得|严防|已(?:经)?(?:整改|补齐|补办|解决|落实|完善|归还)|整改(?:到位|完成|完毕)|得到(?:解决|改善)"
)
_OTHER_TIME = re.compile(
    r"^(?:今后|下一步|下年度?|明年|拟|将|计划|建议|应当?|需要?|上年|往年|去年|以前|过去|项目实施前|改造前|原来|原有)"
)
_LACK = re.compile(
    r"没有?(?!问题)|未(?!来|发现|出现|发生)|尚未|还未|无(?!误|异议|偿|人机|线|障碍|形|论)|缺(?:少|乏|失|位|口)?|欠缺|短缺|空白|"
    r"不(?:到位|够|足|全|齐|完整|完善|健全|规范|及时|细|实|力|严|明确|具体|清楚?|符)|薄弱|滞后|流于形式|跟不上|找不[到全着]|丢失|遗失|散失"
)
_REACH = 14
# Where the facts speak of this year's conduct; the background tells how it was before the project.
_PLACES = (
    "management.", "funds.balance_handling", "funds.adjustment_reason", "problems[", "other[", "application.",
    "outcomes[", "satisfaction_survey.method", "suggestions[",
)  # fmt: skip
_LEAVES = (".deviation", ".actual_text", ".purpose")


def says(case: Case, pattern: str, *, among: tuple[str, ...] = (), whole: bool = False) -> tuple[str, ...]:
    """The paths of the facts that affirm what a pattern describes; `among` limits them to paths that begin so. `whole`
    looks at whole sentences, for what is told over several clauses.
    """
    unit = _SENTENCE if whole else _CLAUSE
    return tuple(path for path, text in _texts(case, among) if affirms(text, pattern, unit))


def lacks(case: Case, things: str, *, among: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The paths of the facts that say that one of the things is lacking, or is not as it should be."""
    return tuple(path for path, text in _texts(case, among) if lacking(text, things))


def affirms(text: str, pattern: str, unit: re.Pattern[str] | None = None) -> bool:
    """Whether a text says it of this year, and does not deny it."""
    return any(
        re.search(pattern, part) and not _negated(part, pattern) for part in _clauses(text, unit or _CLAUSE)
    )


def lacking(text: str, things: str) -> bool:
    """Whether a clause of a text says that one of the things is lacking: 没请监理, 签收单没有交上来, 管护经费无着落."""
    for clause in _clauses(text):
        for thing in re.finditer(things, clause):
            for lack in _LACK.finditer(clause):
                if lack.start() < thing.end() and thing.start() < lack.end():
                    continue  # the word is part of the thing's name
                near = max(lack.start() - thing.end(), thing.start() - lack.end())
                if near <= _REACH:
                    return True
    return False


def _clauses(text: str, unit: re.Pattern[str] = _CLAUSE) -> Iterator[str]:
    """The clauses (or sentences) that speak of this year and deny nothing."""
    for found in unit.finditer(text):
        clause = found.group().strip()
        if not _DENIAL.search(clause) and not _OTHER_TIME.search(clause):
            yield clause


def _negated(clause: str, pattern: str) -> bool:
    """Whether what the pattern describes is itself negated: 没有闲置, 未拆分标的."""
    return all(
        re.search(r"(?:没有?|未|无|不|并非|非)[^，。]{0,3}$", clause[: found.start()])
        for found in re.finditer(pattern, clause)
    )


def _texts(case: Case, among: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Words of the facts with their paths. What is to be done about a problem says nothing of how it is now."""
    for path, value in leaves(case.facts):
        if (
            not isinstance(value, str)
            or ".measures[" in path
            or path.startswith("management.missing_systems")
        ):
            continue
        if path.startswith(among) if among else path.startswith(_PLACES) or path.endswith(_LEAVES):
            yield path, value
