"""The goals: the overall one in words, the countable parts of it, and the indicators that the goal paragraph states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.outline.kinds import Kind
from assistant.proposals.source import Found, Source, Span

_OVERALL = re.compile(r"总(?:体)?目标(?:写的)?(?:[:：]|为|是[:：]?)\s*([^。]{6,200})")
_PURE = re.compile(r"^[^0-9]{8,160}$")
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_MORE, _LESS = (
    "不少于|不低于|达到|至少|不小于|≥",
    "不超过|不高于|不大于|不多于|控制在|≤|低于",
)
_UNIT = r"%|个百分点|[万千]?[\u4e00-\u9fff]{1,3}(?:（[\u4e00-\u9fff]{1,2}）)?"
_GOAL = re.compile(
    rf"^(?P<name>[^0-9]{{2,28}}?)(?P<word>{_MORE}|{_LESS})?(?:均为|均|为)?\s*(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})"
    rf"(?P<tail>以上|以下|以内|之内|及以上)?(?:以[上下内])?$"
)
_COUNTED = re.compile(
    rf"^(?:共|全年)?(?P<verb>[\u4e00-\u9fff]{{2,6}}?)(?P<number>{_NUMBER})(?P<unit>人次|批次|公里|个|座|处|台|套|人|所|条|场|期|户|辆|项|家|块|亩|间|件|名|次|米|吨)(?:的)?"
    rf"(?P<noun>[\u4e00-\u9fff]{{2,14}})$"
)
_LEAD = re.compile(
    r"^(?:\s|[0-9]{4}年|(?:年度|量化|具体|产出|效益|质量|数量|时效|成本|主要)?(?:产出|效益)?(?:具体)?(?:目标|指标)(?:为|是)?[:：]?|具体为[:：]?|其中|并|主要有|确保)+"
)
_BENEFIT = re.compile("效益(?:目标|指标)?(?:为|是|[:：])")
_TIME = re.compile("[年月日天]$|工作日|小时|分钟")
_RATE = re.compile("率|满意度|下降|提高|增长|覆盖|成本|造价|标准|总投资|均|降")


@dataclass(frozen=True)
class Stated:
    """One target: what is counted, how much, and in which direction."""

    name: str
    number: str
    unit: str
    op: str | None
    span: Span
    name_spans: tuple[Span, ...]
    rate: bool


def read(source: Source) -> Iterator[Found]:
    """Overall goal and countable goals."""
    yield from _overall(source)
    for row, one in enumerate(one for one in stated(source) if not one.rate):
        rule, sure = "绩效目标段的数量", 0.8 if len(one.name_spans) == 1 else 0.7
        yield Found("goals.specific[].name", one.name, one.name_spans, sure, rule, row)
        yield Found("goals.specific[].quantity", one.number, (one.span,), sure, rule, row)
        yield Found("goals.specific[].unit", one.unit, (one.span,), sure, rule, row)


def _overall(source: Source) -> Iterator[Found]:
    first = None
    for sentence in source.sentences(Kind.GOALS):
        if found := _OVERALL.search(sentence.text):
            start, end = sentence.span(found, 1)
            yield Found("goals.overall", source.tree.text[start:end], ((start, end),), 0.9, "总体目标")
            return
        if first is None and _PURE.match(sentence.text):
            first = sentence
    if first:
        start, end = first.whole
        yield Found("goals.overall", source.tree.text[start:end], ((start, end),), 0.7, "绩效目标段首句")


def stated(source: Source) -> list[Stated]:
    """Every target of the goal sections, or of a sentence on goals elsewhere, each once."""
    found: list[Stated] = []
    told: set[tuple[str, str]] = set()
    sentences = list(source.sentences(Kind.GOALS)) or [
        one for one in source.sentences(Kind.OVERVIEW) if re.search("目标(?:为|是)?[:：]|计划", one.text)
    ]
    sentences += [one for one in source.sentences(Kind.OVERVIEW) if re.search("绩效目标为[:：]", one.text)]
    for sentence in sentences:
        for part in re.finditer(r"[^，；、：:。（）]+(?:（[套次处个]）[^，；、：:。（）]*)?", sentence.text):
            lead = _LEAD.match(part.group())
            begin = lead.end() if lead else 0
            start = sentence.start + part.start() + begin
            one = _GOAL.match(part.group()[begin:])
            if not one:
                if turned := _turned(part.group()[begin:], start):
                    found.append(turned)
                continue
            target = _stated(one, start, _BENEFIT.search(sentence.text[: part.end()]) is not None)
            if target and (target.name, target.number) not in told:
                told.add((target.name, target.number))
                found.append(target)
    return found


def _turned(text: str, start: int) -> Stated | None:
    """补助27所民办幼儿园: the thing stands behind its number, and its name is told in two pieces."""
    one = _COUNTED.match(text)
    if not one:
        return None
    verb, noun = ((start + one.start(part), start + one.end(part)) for part in ("verb", "noun"))
    number = one["number"].replace(",", "")
    return Stated(
        one["verb"] + one["noun"], number, one["unit"], None, (start, start + one.end()), (verb, noun), False
    )


def _stated(one: re.Match[str], start: int, benefit: bool) -> Stated | None:
    name, unit, tail = one["name"].strip(), one["unit"], one["tail"] or ""
    for ending in ("以上", "以下", "以内"):
        if unit.endswith(ending):
            unit, tail = unit.removesuffix(ending), ending
    if not unit or re.search("[前后底]$|月|年|分$", unit) or re.search("截至|文号|第$|定了|指标$|分别", name):
        return None
    name = re.sub(r"(?:达到|平均|均为|均|为|约|共|总计|超过|控制在|不)$", "", name)
    if len(name) < 2:
        return None
    word = one["word"] or ""
    more = re.fullmatch(_MORE, word) or tail in ("以上", "及以上")
    less = re.fullmatch(_LESS, word) or tail in ("以下", "以内", "之内")
    op = "<=" if less else ">=" if more else None
    rate = benefit or bool(
        unit in ("%", "个百分点") or "元" in unit or _TIME.search(unit) or _RATE.search(name)
    )
    number = one["number"].replace(",", "")
    end = start + one.end()
    return Stated(
        name,
        number,
        unit,
        op,
        (start, end),
        ((start + one.start("name"), start + one.start("name") + len(name)),),
        rate,
    )
