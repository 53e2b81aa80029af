"""Payments listed in prose: 8月30日付某公司设备款25.02万元. Sure where the parts make the stated total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from assistant.proposals.rules.items import Item, items, money_sections, respective
from assistant.proposals.source import AMOUNT, DAY, Day, Found, Source, Span

_TOTAL = re.compile(
    rf"(?:支付|支出|列支|付款|拨付使用|使用资金)(?:资金|项目资金|金额|总额|了)?(?:共|合计|为|达|共计)?\s*({AMOUNT})"
)
_NOT = re.compile("结余|余额|余下|未支付|结转|预算|到位|尚|收回|核减|剩余|合同价|到账|合计|共计|应付")
_LEAD = re.compile(
    rf"^(?:\s|其中|具体(?:是|为)|分别(?:是|为)|按对象分|(?:于)?{DAY}(?:、{DAY})*|[一二三四五六七八九十]+标段?|一是|二是|三是|四是|分别|支付给?|拨付给?|付给?|向|用于|、|和|及)+"
)
_PAYEE = re.compile(
    r"(.{2,40}(?:有限责任公司|股份有限公司|有限公司|分公司|集团|公司|事务所|合作社)|[\u4e00-\u9fff（）]{3,24}?(?:中心|检测站|研究院|设计院|医院|学院|大学|管理所|管理站|服务站|出版社))(?=.|$)"
)
_TO = re.compile(r"向(?P<payee>.{4,40}?)(?:支付|拨付|付)(?:了)?(?P<purpose>.{0,40})$")
MOST = 300
"""More amounts in one section are no list of payments."""


def read(source: Source) -> Iterator[Found]:
    """The payments of the first section whose parts make a stated total; else what one sentence lists, in doubt."""
    doubtful: Sequence[Item] = ()
    sections = [list(items(sentences)) for sentences in money_sections(source)]
    totals = {one.figure.value for every in sections for one in every if _is_total(one) or _may_be_total(one)}
    for every in sections:
        parts = _parts(every, totals)
        if parts:
            yield from _rows(source, parts, 0.93)
            return
        for at, one in enumerate(every):
            if _is_total(one):
                rest = [item for item in every[at + 1 :] if _may_be_part(item)]
                near = [item for item in rest if item.sentence is one.sentence]
                doubtful = doubtful or (near if len(near) > 1 else ())
    total = sum((one.figure.value for one in doubtful), Decimal(0))
    if total:
        yield from _rows(source, doubtful, 0.55)
        return
    for row, (one, found) in enumerate(pair for every in sections for pair in _explicit(every)):
        for name, group, sure in (("payee", "payee", 0.82), ("purpose", "purpose", 0.75)):
            if value := found[group].strip():
                at = one.start + found.start(group)
                yield Found(
                    f"funds.payments[].{name}",
                    value,
                    ((at, at + len(found[group])),),
                    sure,
                    "向收款方支付",
                    row,
                )
        span = (one.figure.start, one.figure.end)
        yield Found("funds.payments[].amount", one.figure.text, (span,), 0.82, "向收款方支付", row)


def _parts(every: Sequence[Item], totals: set[Decimal]) -> Sequence[Item]:
    """The longest run of amounts that make a stated total of spending, wherever that is stated."""
    some = [one for one in every if _may_be_part(one)][:MOST]
    best: Sequence[Item] = ()
    most = max(totals, default=Decimal(0))
    for at in range(len(some)):
        for count, added in enumerate(accumulate(one.figure.value for one in some[at:]), 1):
            if added > most:
                break
            if count > max(1, len(best)) and added in totals:
                best = some[at : at + count]
    return best


def _explicit(every: Sequence[Item]) -> Iterator[tuple[Item, re.Match[str]]]:
    """向某公司支付进度款500万元: who is paid stands before the verb."""
    for one in every:
        found = _TO.search(one.words)
        if found and _PAYEE.fullmatch(found["payee"]):
            yield one, found


def _may_be_part(item: Item) -> bool:
    return not _NOT.search(item.words) and item.figure.value != 0


def _may_be_total(item: Item) -> bool:
    """Loosely: only parts that make it to the last digit are taken for parts of it."""
    return bool(
        re.search("(?:支付|支出|列支|执行数|使用|拨付)[^，。；：]{0,10}$", item.words)
    ) and not _NOT.search(item.words)


def _is_total(item: Item) -> bool:
    offset = item.sentence.start
    return any(
        found.end(1) == item.figure.end - offset for found in _TOTAL.finditer(item.sentence.text)
    ) and not _NOT.search(item.words.replace("合计", "").replace("共计", ""))


def _rows(source: Source, parts: Sequence[Item], sure: float) -> Iterator[Found]:
    rule = "支付分项，合计相符" if sure > 0.8 else "支付分项"
    payee: tuple[str, Span] | None = None
    for row, one in enumerate(parts):
        figure = one.figure
        named, purpose = _split(one)
        payee = named or (payee if one.joined else None)
        if payee:
            yield Found("funds.payments[].payee", payee[0], (payee[1],), sure, rule, row)
        yield Found("funds.payments[].amount", figure.text, ((figure.start, figure.end),), sure, rule, row)
        if purpose:
            yield Found("funds.payments[].purpose", purpose[0], (purpose[1],), min(sure, 0.75), rule, row)
        if day := respective(parts, one, source.days(one.sentence)) or _day(source, one):
            yield Found("funds.payments[].date", day.value.isoformat(), day.spans, sure, rule, row)


def _split(one: Item) -> tuple[tuple[str, Span] | None, tuple[str, Span] | None]:
    """Payee and purpose in the words before an amount."""
    lead = _LEAD.match(one.words)
    begin = lead.end() if lead else 0
    words, start = one.words[begin:], one.start + begin
    payee = None
    if found := _PAYEE.match(words):
        payee = found.group(1), (start, start + found.end(1))
        words, start = words[found.end(1) :], start + found.end(1)
    words = re.sub(r"(?:共|计|合计|的|为|：)+$", "", words)
    skip = len(words) - len(words.lstrip("的（"))
    words, start = words[skip:], start + skip
    return payee, ((words, (start, start + len(words))) if len(words) >= 2 else None)


def _day(source: Source, one: Item) -> Day | None:
    """The day named in the words before the amount."""
    days = source.days(one.sentence)
    return next((day for day in days if one.start <= day.start and day.end <= one.figure.start), None)
