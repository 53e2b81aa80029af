"""Sweeping claims: what a sentence says of the whole project (各项指标均完成, 按期完工) or of a rise and fall, against the facts.

A wish, a negation, a part and a reason are no claims. What is said of one indicator's target is in `claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.facts.derived import met
from assistant.facts.model import ProjectFacts
from assistant.facts.quantities import date_text
from assistant.review.findings import Finding
from assistant.review.sentences import plain_clauses

_WISHED = re.compile(
    "[未没不]|其他|其余|基本|部分|力争|确保|争取|为了|拟|应|将|若|如果|预计|才能|是否|计划|要求|除|外|大多|多数|目标为|原因|影响"
)
_ALL_REACHED = re.compile(
    r"(?:各项|所有|全部|全体)(?:绩效|年度|考核|三级|产出|效益)*(?:目标|指标|任务)[^，。；]{0,4}(?:均|都|全部|已经|已)?[^，。；]{0,4}(?:完成|达到|达成|达标|实现)(?!情况|率|度)|"
    r"(?:绩效|年度|年初)?(?:目标|指标|任务)(?:均|都|全部|全面)(?:已|已经)?(?:完成|达到|达成|达标|实现)(?!情况|率|度)|"
    r"(?:全面|圆满|全部|较好地?|顺利|超额)完成了?(?:本?年度|年初|全年|既定|预定|各项)(?:的?各项)?(?:绩效)?(?:目标|指标|任务)"
)
# In time, in any words: 按期, 按计划时间, 在合同工期内.
_IN_TIME = re.compile(
    r"按期|如期|按时|准时|(?:严格)?按照?(?:原定|预定|既定|合同|约定|规定|批复|时间)*(?:的)?(?:计划|时间|时限|工期|期限|节点|进度|安排|要求)+|"
    r"在(?:原定|预定|既定|合同|约定|规定|批复|计划)+(?:的)?(?:时间|时限|工期|期限|日期)(?:内|之内|以内|前|之前)"
)
_ENDED = r"(?P<what>完工|竣工|完成|建成|交付|开工|启动)(?!率|的|情况|[^，。；]{0,6}(?:指标|采购|招标|支付|拨付|报送|自评|评价|整改|材料|任务书))"
_ON_TIME = re.compile(
    rf"(?:项目|工程|建设|施工)?(?:任务|内容|工作)?(?:均|已|都|全部)*(?:{_IN_TIME.pattern})(?:{_IN_TIME.pattern}|要求|全部|全面|顺利|圆满|地)*{_ENDED}"
)
_NO_DELAY = re.compile(
    r"(?:项目|工程|工期|进度|施工)[^，。；\d]{0,6}(?:未|没有|无|不存在)(?:出现|发生|造成)?(?:任何)?(?:工期|进度|时间)?(?:延期|延误|拖延|滞后|逾期|拖期|推迟)|"
    r"(?:未|没有|不存在)(?:出现|发生|造成)?(?:任何)?(?:工期|进度|工程|项目)(?:延期|延误|拖延|滞后|逾期|拖期|推迟)"
)
_EARLY = re.compile(
    r"(?:项目|工程)(?:建设)?(?:较|比)?(?:原定?)?(?:计划|合同工期|工期)?(?:已)?提前(?:\d{1,3}天)?(?P<what>完工|竣工|完成|建成|开工|启动)"
)
_LATE = re.compile(r"(?:项目|工程)(?:延期|推迟|逾期|滞后)(?P<what>完工|竣工|完成|建成|开工|启动)")
_THAN_PLAN = re.compile("[较比](?:原定?)?计划")
_STARTING = ("开工", "启动")
_FALLING = re.compile(r"(?P<stem>.{2,}?)(?:较上年|同比)?(?:下降|降低|减少|缩短|压缩)(?:率|幅度|比例)?$")
_RISING = re.compile(r"(?P<stem>.{2,}?)(?:较上年|同比)?(?:上升|增长|提高|提升|增加)(?:率|幅度|比例)?$")
_ROSE = r"(?:上升|增长|提高|提升|增加)了?\s{0,2}[\d]"
_FELL = r"(?:下降|降低|减少|缩短)了?\s{0,2}[\d]"


def sweeping_claims(section: str, text: str, facts: ProjectFacts) -> Iterator[Finding]:
    """Clauses that say of the whole, or of a trend, what the facts belie."""
    missed = [one.name or "" for one in facts.indicators if met(one) is False]
    period = _period(facts)
    trends = list(_trends(facts))
    for clause in plain_clauses(text):
        words = clause.group()
        # 按计划时间 wishes and plans nothing.
        if _WISHED.search(_THAN_PLAN.sub("", _IN_TIME.sub("", _NO_DELAY.sub("", words)))):
            continue
        if missed and _ALL_REACHED.search(words):
            shown = "、".join(f"“{name}”" for name in missed[:3]) + ("等" if len(missed) > 3 else "")
            message = f"这里说目标全部完成，但填报中{shown}没有达到目标，请按实际情况改写"
            yield _finding(section, clause, message)
        else:
            message = _of_period(
                words, period, opens=text[max(0, clause.start() - 1) : clause.start()] in ("", "。", "\n")
            ) or _of_trend(words, trends)
            if message:
                yield _finding(section, clause, message)


def _finding(section: str, clause: re.Match[str], message: str) -> Finding:
    return Finding(
        rule="false_claim",
        severity="error",
        section=section,
        start=clause.start(),
        end=clause.end(),
        text=clause.group(),
        message=message,
    )


def _period(facts: ProjectFacts) -> Mapping[str, tuple[int, str]]:
    """For start and end: days behind the plan, and how the two days are told."""
    period = facts.project.period
    found: dict[str, tuple[int, str]] = {}
    for which, planned, actual in (
        ("start", period.planned_start, period.actual_start),
        ("end", period.planned_end, period.actual_end),
    ):
        if planned and actual:
            told = f"计划{date_text(planned)}、实际{date_text(actual)}"
            found[which] = ((actual - planned).days, told)
    return found


def _of_period(words: str, period: Mapping[str, tuple[int, str]], *, opens: bool) -> str | None:
    for form, wrong in (
        (_ON_TIME, lambda days: days > 0),
        (_NO_DELAY, lambda days: days > 0),
        (_EARLY, lambda days: days >= 0),
        (_LATE, lambda days: days <= 0),
    ):
        found = form.search(words)
        if not found or (form is _ON_TIME and not _of_the_whole(words, found, opens=opens)):
            continue
        what = found.groupdict().get("what")
        days, told = period.get("start" if what in _STARTING else "end", (None, ""))
        if days is not None and wrong(days):
            return f"“{found.group()}”与填报的时间不符（{told}），请按实际情况改写"
    return None


def _of_the_whole(words: str, found: re.Match[str], *, opens: bool) -> bool:
    """Whether what was done on time is the project, not a part that the clause names or counts."""
    before = words[: found.start()]
    whole = found.group().startswith(("项目", "工程", "建设")) or (opens and not before)
    return whole and not re.search(r"\d|[一二三四五六七八九]标段|部分|其中", words)


def _trends(facts: ProjectFacts) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """(what moves, the words that would be false of it, the indicator's name)."""
    for one in facts.indicators:
        name = one.name or ""
        if one.actual is None or one.actual <= 0:
            continue
        if falling := _FALLING.match(name):
            stem = falling.group("stem")
            yield stem, re.compile(rf"{re.escape(stem)}[^，。；\d]{{0,8}}{_ROSE}"), name
        elif rising := _RISING.match(name):
            stem = rising.group("stem")
            yield stem, re.compile(rf"{re.escape(stem)}[^，。；\d]{{0,8}}{_FELL}"), name


def _of_trend(words: str, trends: list[tuple[str, re.Pattern[str], str]]) -> str | None:
    for stem, false, name in trends:
        if stem in words and false.search(words):
            return f"这里说的升降与指标“{name}”的方向相反，请核对后改正"
    return None
