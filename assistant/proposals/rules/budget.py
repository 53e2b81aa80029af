"""Budget figures, the day up to which spending is counted, and what becomes of what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.proposals.source import AMOUNT, DAY, Found, Source

WHERE = (Kind.OVERVIEW, Kind.FUNDS_ARRANGED, Kind.FUNDS_USED, Kind.PROCESS, Kind.INTERNAL_CONTROL)
_INITIAL = (
    (
        re.compile(
            rf"年初(?:批复|核定|安排|下达)?(?:的)?(?:部门)?预算(?:数|资金|安排|批复|核定|金额)*(?:为|是)?\s*({AMOUNT})"
        ),
        0.95,
    ),
    (re.compile(rf"(?:安排|核定|批复)(?:项目)?(?:预算|资金)\s*({AMOUNT})"), 0.75),
    (re.compile(rf"预算(?:安排|下达)(?:资金)?\s*({AMOUNT})"), 0.75),
    (re.compile(rf"项目预算(?:资金|数|总额)?(?:为|共)?\s*({AMOUNT})"), 0.75),
)
_ADJUSTED = (
    (re.compile(rf"(?:全年|调整后的?|调整后全年)预算(?:数|资金|金额)?(?:相应)?(?:调整|变更|变|调减|调增|核定)?(?:为|是)?\s*({AMOUNT})"), 0.95),
    (re.compile(rf"(?:预算(?:数)?(?:相应)?|年中)(?:调整|变更|变|调减|调增)(?:为|至)\s*({AMOUNT})"), 0.9),
    (re.compile(rf"总预算(?:为)?\s*({AMOUNT})"), 0.85),
)  # fmt: skip
_AS_OF = re.compile(
    rf"(?:截[至止]|至|到)\s*({DAY})\s*(?:止|底)?[，,]?[^。；]{{0,30}}?(?:支付|支出|列支|执行|使用|拨付)|基准日(?:为|是)({DAY})"
)
_LEFT = re.compile("结余|余额|余下|未支付的|剩余资金|没有付出")
_GOES = re.compile("结转|收回|退回|转回|上缴|交回|统筹|继续用于|留用")
_NAMED_REASON = re.compile(r"调整(?:的)?原因(?:是|为)[:：]?\s*([^。；]{4,160})")
_REASON = re.compile("核减|调减|追加|压减|调增|变更|下调|节约|低于预算")


def read(source: Source) -> Iterator[Found]:
    """Initial and adjusted budget, cut-off date, handling of the balance, reason of an adjustment."""
    yield from _first(source, "funds.initial_budget", _INITIAL, "年初预算")
    yield from _first(source, "funds.adjusted_budget", _ADJUSTED, "全年预算")
    yield from _cut_off(source)
    yield from _balance(source)
    yield from _adjustment(source)


def _first(
    source: Source, path: str, forms: tuple[tuple[re.Pattern[str], float], ...], rule: str
) -> Iterator[Found]:
    """What the surest form says; the same form with another figure elsewhere is told too."""
    for form, sure in forms:
        told: set[str] = set()
        for sentence in source.sentences(*WHERE):
            figures = {one.start: one for one in sentence.amounts()}
            for found in form.finditer(sentence.text):
                one = figures.get(sentence.start + found.start(1))
                if one and one.text not in told:
                    told.add(one.text)
                    yield Found(path, one.text, (sentence.span(found),), sure, rule)
        if told:
            return


def _cut_off(source: Source) -> Iterator[Found]:
    for sentence in (*source.sentences(*WHERE), *source.sentences(Kind.EVALUATION_WORK)):
        if found := _AS_OF.search(sentence.text):
            at = sentence.start + found.start(1 if found.group(1) else 2)
            day = next((one for one in source.days(sentence) if one.start == at), None)
            if day:
                yield Found("funds.as_of", day.value.isoformat(), day.spans, 0.93, "支出截止日期")
                return


def _balance(source: Source) -> Iterator[Found]:
    for sentence in source.sentences(*WHERE):
        if _LEFT.search(sentence.text) and _GOES.search(sentence.text):
            start, end = sentence.whole
            yield Found(
                "funds.balance_handling", source.tree.text[start:end], (sentence.whole,), 0.75, "结余资金去向"
            )
            return


def _adjustment(source: Source) -> Iterator[Found]:
    """What is named as the reason; else the words before the adjusted figure, if they tell of a change."""
    for sentence in source.sentences(*WHERE):
        if found := _NAMED_REASON.search(sentence.text):
            start, end = sentence.span(found, 1)
            yield Found(
                "funds.adjustment_reason", source.tree.text[start:end], ((start, end),), 0.85, "调整原因"
            )
            return
    for sentence in source.sentences(*WHERE):
        found = next((f for form, _ in _ADJUSTED if (f := form.search(sentence.text))), None)
        if found and _REASON.search(sentence.text[: found.start()]):
            clauses = sentence.text[: found.start()].rstrip("，,；、 ")
            start = max((mark.end() for mark in re.finditer("[；;]", clauses)), default=0)
            span = (sentence.start + start, sentence.start + len(clauses))
            if span[1] - span[0] >= 6:
                value = source.tree.text[span[0] : span[1]]
                yield Found("funds.adjustment_reason", value, (span,), 0.65, "预算调整句")
                return
