"""Money that arrived, by source: 省级补助620万元4月9日到账. Sure where the parts make a total that the text states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.proposals.rules.items import Item, items, money_sections, respective
from assistant.proposals.source import Day, Found, Source, Span

_SOURCES = (
    ("central", "中央"),
    ("provincial", "省"),
    ("self", "自筹|自有|本院|医院|单位资金"),
    ("county", "县|区"),
    ("city", "市"),
)
_LEVEL = "(?:级|本级|财政(?!局)|配套|补助|资金|安排|拨)"
_WORDS = f"(?<=收到)[\u4e00-\u9fff]{{0,8}}[省市县区]财政[厅局]|中央|省{_LEVEL}|省(?=[0-9])|(?:本[院校馆]|医院|单位)?自筹|自有|[县市区]{_LEVEL}"
_SOURCE = re.compile(_WORDS)
_NOT = re.compile(
    "支付|支出|列支|合计|[三两四]项|共计|总[额计]|共|尚[差欠]|缺口?|预算|调减|核减|追加|压减|目标|合同|结余|未到位|(?<!拨)付|节约|尾款|结转|成本|每"
)
_MOST = 40  # more amounts in one section are no list of arrivals
_ASIDE = re.compile("《[^》]*》|（[^）]*）")
_TOTAL = re.compile("合计|共|到位|到账|预算|总额|落实|拨付")


@dataclass(frozen=True)
class _Arrival:
    item: Item
    source: tuple[str, Span]
    day: Day | None


def read(source: Source) -> Iterator[Found]:
    """The arrivals of the first section that lists them."""
    best: list[_Arrival] = []
    sure = 0.0
    for sentences in money_sections(source):
        every = list(items(sentences))
        totals = {one.figure.value for one in every if _TOTAL.search(one.words) and not _source_in(one)}
        found = [one for one in (_arrival(source, every, at) for at in range(len(every))) if one]
        chosen, certainty = _chosen(found, totals)
        if certainty > sure:
            best, sure = chosen, certainty
    for row, one in enumerate(best):
        yield from _fields(one, sure, row)


def _chosen(found: Sequence[_Arrival], totals: set[Decimal]) -> tuple[list[_Arrival], float]:
    """All, those with a date, or the longest run of them that makes a stated total; else those with a date, in doubt."""
    dated = [one for one in found if one.day]
    for some in (dated, list(found)):
        if len(some) > 1 and _added(some) in totals:
            return some, 0.93 if _arrived(some) else 0.75
    found = found[:_MOST]
    for length in range(len(found) - 1, 1, -1):
        for at in range(len(found) - length + 1):
            if _added(found[at : at + length]) in totals:
                return list(found[at : at + length]), 0.9 if _arrived(found[at : at + length]) else 0.7
    if len(dated) == 1 and dated[0].item.figure.value in totals:
        return dated, 0.85
    return (dated, 0.65) if dated else (list(found), 0.5 if found else 0.0)


def _arrived(some: Sequence[_Arrival]) -> bool:
    """Whether the money is told as arrived, not as planned: by its dates or by the words of its sentences."""
    words = all(re.search("到账|到位|拨付|拨入|转入|入账", one.item.sentence.text) for one in some)
    return words or all(one.day for one in some)


def _added(some: Sequence[_Arrival]) -> Decimal:
    return sum((one.item.figure.value for one in some), Decimal(0))


def _source_in(item: Item) -> re.Match[str] | None:
    found = list(_SOURCE.finditer(item.words))
    return found[0] if found else None


def _arrival(source: Source, every: Sequence[Item], at: int) -> _Arrival | None:
    item = every[at]
    words = _ASIDE.sub("", item.words)
    if _NOT.search(words) or len(words) > 40:
        return None
    said = _said(every, at)
    return _Arrival(item, said, _day(source, every, at)) if said else None


def _said(every: Sequence[Item], at: int) -> tuple[str, Span] | None:
    """The source: named before the amount, or before the one before it in the same group of clauses."""
    item = every[at]
    offset = item.sentence.start
    end = item.figure.start - offset
    text = _ASIDE.sub(lambda aside: " " * len(aside.group()), item.sentence.text[:end])
    begin = max((mark.end() for mark in re.finditer("[；;：:]", text)), default=0)
    own = item.start - offset
    for left, right in ((own, end), (begin, own)):
        found = list(_SOURCE.finditer(text, left, right))
        if found:
            one = found[0] if left == own else found[-1]
            code = next(code for code, words in _SOURCES if re.search(words, one.group()))
            return code, (offset + one.start(), offset + one.end())
    return None


def _day(source: Source, every: Sequence[Item], at: int) -> Day | None:
    """The day right before the amount, or right after it. Between two amounts it belongs as the first one's does."""
    item = every[at]
    days = source.days(item.sentence)
    if apart := respective(every, every[at], days):
        return apart
    before = [day for day in days if item.start <= day.start and day.end <= item.figure.start]
    if before:
        return before[-1]
    after = [
        day
        for day in days
        if item.figure.end <= day.start < item.figure.end + len(item.after)
        and not re.search(
            "[。；;]",
            item.sentence.text[item.figure.end - item.sentence.start : day.start - item.sentence.start],
        )
    ]
    if not after:
        return None
    between = item.sentence.text[item.figure.end - item.sentence.start : after[0].start - item.sentence.start]
    if len(_ASIDE.sub("", between)) > 12:
        return None
    following = every[at + 1] if at + 1 < len(every) else None
    taken = following and following.sentence is item.sentence and following.start <= after[0].start
    return None if taken else after[0]


def _fields(one: _Arrival, sure: float, row: int) -> Iterator[Found]:
    rule = "到位资金分项，合计相符" if sure >= 0.85 else "到位资金分项"
    figure = one.item.figure
    code, span = one.source
    yield Found("funds.arrivals[].source", code, (span,), sure, rule, row)
    yield Found("funds.arrivals[].amount", figure.text, ((figure.start, figure.end),), sure, rule, row)
    if one.day:
        yield Found("funds.arrivals[].date", one.day.value.isoformat(), one.day.spans, sure, rule, row)
