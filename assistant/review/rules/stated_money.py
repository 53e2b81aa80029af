"""Money as a text states it: parts and their whole, the execution rate and its arithmetic, 元 beside 万元."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from assistant.facts.quantities import number_text
from assistant.outline.kinds import Kind
from assistant.review.mentions import find_mentions
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at
from assistant.review.sentences import sentences

_RATE = re.compile(
    r"(?:预算|资金|支出)?执行率(?:为|达到|达|是|：|:|只有|仅为|仅)?\s?(?P<rate>\d{1,3}(?:\.\d{1,4})?)\s?[%％]"
)
# Another year's rate, a month's, a wish, or a part of the money is not the project's rate.
_ELSEWHERE = re.compile(
    "上年|去年|以前年度|往年|月底|月末|季度|半年|截至[^，。]{0,8}[1-9]月|目标|要求|力争|确保|争取|不低于|低于|高于|不足|下一?年|其中|该部分|分别"
)
_WHOLE = re.compile(
    r"(?P<whole>\d[\d,]{0,12}(?:\.\d{1,8})?)\s?万元[，,。；（(]?\s?(?:，|,)?其中[，,：:]?(?P<rest>[^。；\n]{4,200})"
)
_AMOUNT = re.compile(r"(?P<figure>\d[\d,]{0,12}(?:\.\d{1,8})?)\s?(?P<unit>亿元|万元|元)(?![/／件旦])")
_SPENT = re.compile(
    r"(?<!未)(?:支出|支付|使用|执行|付款)[^，。；\d\n]{0,16}(\d[\d,]{0,12}(?:\.\d{1,8})?)\s?万元"
)
_BUDGET = re.compile(
    "(?:年初预算|全年预算|预算资金|预算数?|到位资金|累计支出|总投资|项目资金|资金合计|合计)(?:调整)?(?:总额|总计|共计|安排|批复|下达)?[为是共计：:]{0,2}$"
)
_EACH = re.compile(r"每[^，。；]{0,8}$|单价[^，。；]{0,6}$|人均[^，。；]{0,6}$|均价[^，。；]{0,6}$")


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def rate_conflict(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """9, 15: one execution rate in the whole report, so one denominator."""
    first: Decimal | None = None
    for section in paper.sections:
        for _, found in _rates(section):
            rate = Decimal(found.group("rate"))
            first = rate if first is None else first
            if abs(rate - first) > limits["tolerance"]:
                yield at(
                    section,
                    found.span(),
                    f"预算执行率前文为{number_text(first)}%，这里为{number_text(rate)}%，请统一分母（全年预算数）后更正",
                )


def _rates(section: Section) -> Iterator[tuple[str, re.Match[str]]]:
    """The project's stated execution rates, each with its sentence."""
    for sentence in sentences(section.text):
        for found in _RATE.finditer(section.text, *sentence.span()):
            if not _ELSEWHERE.search(section.text[max(sentence.start(), found.start() - 24) : found.start()]):
                yield sentence.group(), found


def rate_arithmetic(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """5: the stated execution rate is some stated amount ÷ another; one that no pair of amounts gives is wrong."""
    amounts = sorted({amount for one in paper.sections for amount in _amounts(one.text)})
    if len(amounts) < 2 or len(amounts) > limits["amounts"]:
        return
    for section in paper.of_kind(Kind.FUNDS_USED, Kind.FUNDS_ARRANGED, Kind.OVERVIEW):
        for sentence, found in _rates(section):
            rate = Decimal(found.group("rate"))
            spent = [Decimal(one.replace(",", "")) for one in _SPENT.findall(sentence)]
            if spent and not any(_gives(part, whole, rate) for part in spent for whole in amounts):
                yield at(
                    section,
                    found.span(),
                    f"按文中的金额算不出{number_text(rate)}%的执行率，请用累计支出除以全年预算数重算",
                )


def _amounts(text: str) -> list[Decimal]:
    return [
        Decimal(one.key[1]) for one in find_mentions(text) if one.type == "amount" and Decimal(one.key[1]) > 0
    ]


def _gives(part: Decimal, whole: Decimal, rate: Decimal) -> bool:
    """Whether part ÷ whole is the rate, as precisely as it is written."""
    exponent = rate.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(part * 100 / whole - rate) <= step * Decimal("0.51")


def parts_sum(section: Section, limits: Limits) -> Iterator[Fault]:
    """7: the parts after 其中 are not more than their whole, and do not miss it by a slip."""
    for found in _WHOLE.finditer(section.text):
        parts = [
            _figure(one.group("figure"))
            for one in _AMOUNT.finditer(found.group("rest"))
            if one.group("unit") == "万元"
        ]
        whole, added = _figure(found.group("whole")), sum(parts, Decimal(0))
        if len(parts) < 2 or not whole or added == whole:
            continue
        near = abs(added - whole) * 100 <= whole * limits["slip"]
        # Parts of parts may be listed too; only a sum that hardly exceeds its whole is one list that slipped.
        if near:
            yield at(
                section,
                found.span("whole"),
                f"其中各项合计{number_text(added)}万元，与总额{number_text(whole)}万元相差{number_text(abs(added - whole))}万元，请核对",
            )


def unit_scale(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """24: the same digits once in 元 and once in 万元, or a budget of some hundred 元 in a report that counts in 万元."""
    seen: dict[Decimal, set[str]] = defaultdict(set)
    places: list[tuple[Section, re.Match[str]]] = []
    for section in paper.sections:
        for found in _AMOUNT.finditer(section.text):
            before = section.text[max(0, found.start() - 12) : found.start()]
            if _EACH.search(before) or len(found.group("figure").strip("0.")) < 2:
                continue
            seen[_figure(found.group("figure"))].add(found.group("unit"))
            places.append((section, found))
    in_ten_thousands = "万元" in paper.whole
    for section, found in places:
        if found.group("unit") != "元":
            continue
        before = section.text[max(0, found.start() - 12) : found.start()]
        if in_ten_thousands and _figure(found.group("figure")) < 10_000 and _BUDGET.search(before):
            message = f"{found.group()}的资金量级不合理，文中其他金额以万元计，请核对单位"
            yield at(section, found.span(), message)
        elif "万元" in seen[_figure(found.group("figure"))]:
            yield at(
                section,
                found.span(),
                f"文中另有{found.group('figure')}万元，这里写“元”，请核对单位",
            )


RULES = (
    Rule("rate_arithmetic", (5,), "执行率可由金额算出", "report", rate_arithmetic),
    Rule("parts_sum", (7,), "其中项之和等于总额", "section", parts_sum),
    Rule("rate_conflict", (9, 15), "执行率前后一致", "report", rate_conflict),
    Rule("unit_scale", (24,), "元和万元不混用", "report", unit_scale),
)
