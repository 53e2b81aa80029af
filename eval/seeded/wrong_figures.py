"""Faults of figures: another digit, another fact's figure, another magnitude, another day, two figures exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from eval.seeded.clean import Clean
from eval.seeded.planting import Change, Edit, Kind, Planter, edit, places

_DIGITS = r"(?<![\d.,〔])\d+(?:\.\d+)?"
_AMOUNT = rf"{_DIGITS}(?=万元)"
_RATE = rf"{_DIGITS}(?=%)"
_COUNT = rf"(?<![\d.,〔A-Za-z-]){_DIGITS}(?=(?:平方米|公里|千米|个(?!百分点|月)|[人户间樘台套处座次份条批名家所亩吨件辆场]))"
_POINTS = rf"{_DIGITS}(?=分(?![钟别]))"
_DATE = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


def _other_number(clean: Clean, number: str, rng: Random) -> str | None:
    """The number with one digit changed, such that nothing in facts or draft has it."""
    at = [i for i, char in enumerate(number) if char.isdigit()]
    tries = [
        number[:i] + digit + number[i + 1 :]
        for i in at
        for digit in "123456789"
        if digit != number[i] and Decimal(number[:i] + digit + number[i + 1 :]) not in clean.numbers
    ]
    return rng.choice(tries) if tries else None


def _digit(pattern: str) -> Planter:
    def planter(clean: Clean, rng: Random) -> Iterator[Edit]:
        for index, found in places(clean, pattern):
            if new := _other_number(clean, found.group(), rng):
                yield edit(index, *found.span(), new)

    return planter


def _of_another(pattern: str) -> Planter:
    """The figure of another fact of the same sort (412个 → 398个, where both are facts)."""

    def planter(clean: Clean, rng: Random) -> Iterator[Edit]:
        told = list(places(clean, pattern + r"([\u4e00-\u9fff%]{1,2})"))
        for index, found in told:
            number = re.match(_DIGITS, found.group())
            assert number
            like = [
                other.group()
                for _, other in told
                if other.group(1) == found.group(1) and other.group() != found.group()
            ]
            if like:
                yield edit(index, *found.span(), rng.choice(like))

    return planter


def unit_times_10000(clean: Clean, rng: Random) -> Iterator[Edit]:
    """万元 written as 元 or 亿元."""
    for index, found in places(clean, rf"{_AMOUNT}万元"):
        yield edit(index, *found.span(), found.group()[:-2] + rng.choice(("元", "亿元")))


def tenfold(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A decimal point one place off."""
    for index, found in places(clean, _AMOUNT):
        new = f"{(Decimal(found.group()) * 10).normalize():f}"
        if Decimal(new) not in clean.numbers:
            yield edit(index, *found.span(), new)


def rounded_wrong(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A rate whose last digit is one off."""
    for index, found in places(clean, r"(?<![\d.])\d+\.\d\d(?=%)"):
        new = str(Decimal(found.group()) + rng.choice((Decimal("0.01"), Decimal("-0.01"))))
        if Decimal(new) not in clean.numbers:
            yield edit(index, *found.span(), new)


def points_as_percent(clean: Clean, rng: Random) -> Iterator[Edit]:
    """1.5个百分点 written as 1.5%."""
    for index, found in places(clean, rf"{_DIGITS}个百分点"):
        yield edit(index, *found.span(), found.group().replace("个百分点", "%"))


def sum_wrong(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A total that its parts do not give."""
    for index, found in places(clean, rf"(?:合计|累计支出|实际支出|全年预算)(?P<sum>{_AMOUNT})"):
        new = f"{Decimal(found['sum']) + Decimal(rng.choice(('1.5', '2.3', '10.4'))):f}"
        if Decimal(new) not in clean.numbers:
            yield edit(index, *found.span("sum"), new)


def _date(part: str) -> Planter:
    def planter(clean: Clean, rng: Random) -> Iterator[Edit]:
        for index, found in places(clean, _DATE):
            values = {name: int(value) for name, value in found.groupdict().items()}
            match part:
                case "year":
                    values["year"] += rng.choice((-1, 1))
                case "month":
                    values["month"] = values["month"] % 12 + 1
                case _:
                    values["day"] = values["day"] % 28 + 1
            if not _known_day(clean, **values):
                yield edit(index, *found.span(), "{year}年{month}月{day}日".format(**values))

    return planter


def _known_day(clean: Clean, year: int, month: int, day: int) -> bool:
    return f"{year}年{month}月{day}日" in clean.whole or f"{year}-{month:02}-{day:02}" in clean.whole


def impossible_day(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A day that no calendar has."""
    for index, found in places(clean, _DATE):
        yield edit(index, *found.span(), f"{found['year']}年{rng.choice(('2月30日', '4月31日', '11月31日'))}")


def dates_swapped(clean: Clean, rng: Random) -> Iterator[Edit]:
    """The planned day in the place of the actual one."""
    day = r"(?:20\d\d年)?\d{1,2}月\d{1,2}日"
    for index, found in places(clean, rf"计划于(?P<plan>{day})[^。\n]{{0,30}}实际于(?P<real>{day})"):
        if found["plan"] != found["real"]:
            yield _swap(index, found.span("plan"), found.span("real"), found["plan"], found["real"])


def target_and_actual_swapped(clean: Clean, rng: Random) -> Iterator[Edit]:
    """What was reached in the place of what was to be reached."""
    for one in clean.facts.indicators:
        if one.target is None or one.actual is None or one.target == one.actual or not one.unit:
            continue
        target, actual = (re.escape(f"{value.normalize():f}{one.unit}") for value in (one.target, one.actual))
        close = rf"(?<![\d.])(?P<actual>{actual})[^。；\n]{{0,25}}?(?<![\d.])(?P<target>{target})"
        for index, found in places(clean, close):
            spans = found.span("actual"), found.span("target")
            yield _swap(index, *spans, found["actual"], found["target"])


def payees_swapped(clean: Clean, rng: Random) -> Iterator[Edit]:
    """Two payees, each with the other's money."""
    payees = sorted({one.payee for one in clean.facts.funds.payments if one.payee})
    paid = [
        (index, payee, found)
        for payee in payees
        for index, found in places(clean, rf"支付(?P<payee>{re.escape(payee)})")
    ]
    for index, payee, found in paid:
        for there, other, place in paid:
            if index == there and found.start() < place.start() and payee != other:
                yield _swap(index, found.span("payee"), place.span("payee"), payee, other)


def _swap(index: int, first: tuple[int, int], second: tuple[int, int], one: str, other: str) -> Edit:
    return Edit(
        (
            Change(index, *first, other, whole_sentence=True),
            Change(index, *second, one, whole_sentence=True),
        )
    )


KINDS = (
    Kind("amount: a digit changed", "figure", _digit(_AMOUNT)),
    Kind("count: a digit changed", "figure", _digit(_COUNT)),
    Kind("rate: a digit changed", "figure", _digit(_RATE)),
    Kind("score: a digit changed", "figure", _digit(_POINTS)),
    Kind("amount of another fact", "figure", _of_another(_AMOUNT)),
    Kind("count of another fact", "figure", _of_another(_COUNT)),
    Kind("rate of another fact", "figure", _of_another(_RATE)),
    Kind("unit of money ×10,000", "figure", unit_times_10000),
    Kind("amount ×10", "figure", tenfold),
    Kind("rate rounded wrongly", "figure", rounded_wrong),
    Kind("percentage points as percent", "figure", points_as_percent),
    Kind("total that its parts do not give", "figure", sum_wrong),
    Kind("year shifted", "figure", _date("year")),
    Kind("month shifted", "figure", _date("month")),
    Kind("day shifted", "figure", _date("day")),
    Kind("impossible day", "figure", impossible_day),
    Kind("planned and actual day swapped", "figure", dates_swapped),
    Kind("target and actual swapped", "figure", target_and_actual_swapped),
    Kind("payees swapped", "figure", payees_swapped),
)
