"""How figures are written."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.facts.quantities import amount_text, date_text, number_text, rate, rate_text, span_text

DECIMALS = (
    st.decimals(-(10**12), 10**12, allow_nan=False, places=10)
    | st.decimals(0, 10**6, places=2)
    | st.integers(0, 10**9)
)


@given(DECIMALS)
def test_a_number_reads_back_exactly(value: Decimal | int) -> None:
    text = number_text(value)
    assert Decimal(text) == value
    assert "E" not in text.upper() and "+" not in text
    assert "." not in text or not text.endswith(("0", "."))


@pytest.mark.parametrize(
    ("value", "text"),
    [("105.60", "105.6"), ("300", "300"), ("300.00", "300"), ("1E+3", "1000"), ("0.00", "0"), ("9265.353442", "9265.353442"),
     ("0.000001", "0.000001"), ("-3.50", "-3.5"), ("100000", "100000")],
)  # fmt: skip
def test_numbers_keep_their_precision_and_nothing_else(value: str, text: str) -> None:
    assert number_text(Decimal(value)) == text
    assert amount_text(Decimal(value)) == f"{text}万元"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("285.6", "300", "95.2"),
        ("1", "3", "33.33"),
        ("2", "3", "66.67"),
        ("1", "800", "0.13"),  # 0.125: half up, not half even
        ("3", "800", "0.38"),  # 0.375
        ("0.98765", "1", "98.77"),  # 98.765
        ("0.98764999999", "1", "98.76"),
        ("0", "5", "0"),
        ("5", "0", None),
        ("1e12", "1e-10", "1e24"),
    ],
)
def test_a_rate_is_rounded_half_up_to_two_decimals(part: str, whole: str, expected: str | None) -> None:
    assert rate(Decimal(part), Decimal(whole)) == (None if expected is None else Decimal(expected))


@given(st.decimals(0, 10**6, places=6), st.decimals("0.000001", 10**6, places=6))
def test_a_rate_is_within_half_a_hundredth(part: Decimal, whole: Decimal) -> None:
    found = rate(part, whole)
    assert found is not None
    assert abs(found * whole - part * 100) <= Decimal("0.005") * whole


@pytest.mark.parametrize(
    ("value", "text"), [("95.20", "95.2%"), ("100.00", "100%"), ("72.025", "72.03%"), ("0", "0%")]
)
def test_rates_are_written_without_needless_decimals(value: str, text: str) -> None:
    assert rate_text(Decimal(value)) == text


def test_dates_have_no_leading_zero_and_name_the_year_once() -> None:
    assert date_text(date(2024, 3, 1)) == "2024年3月1日"
    assert date_text(date(2024, 9, 30), after=date(2024, 3, 1)) == "9月30日"
    assert date_text(date(2025, 1, 2), after=date(2024, 12, 31)) == "2025年1月2日"


@pytest.mark.parametrize(
    ("start", "end", "text", "days"),
    [
        ((2024, 9, 30), (2024, 11, 30), "2个月", 61),
        ((2024, 8, 31), (2024, 9, 30), "1个月", 30),  # both end a month
        ((2024, 1, 31), (2024, 2, 29), "1个月", 29),  # leap year
        ((2023, 1, 31), (2023, 2, 28), "1个月", 28),
        ((2024, 1, 31), (2024, 2, 28), "28天", 28),  # the 28th ends no month in a leap year
        ((2024, 1, 30), (2024, 2, 29), "30天", 30),
        ((2024, 2, 29), (2025, 2, 28), "1年", 365),
        ((2024, 2, 29), (2024, 3, 29), "1个月", 29),
        ((2023, 12, 15), (2024, 1, 15), "1个月", 31),
        ((2023, 3, 1), (2024, 3, 1), "1年", 366),
        ((2023, 3, 1), (2025, 3, 1), "2年", 731),
        ((2023, 3, 1), (2024, 9, 1), "18个月", 550),
        ((2024, 3, 1), (2024, 3, 15), "14天", 14),
        ((2024, 3, 1), (2024, 4, 15), "45天", 45),
        ((2024, 3, 1), (2024, 3, 2), "1天", 1),
    ],
)
def test_a_span_is_whole_months_or_days(
    start: tuple[int, ...], end: tuple[int, ...], text: str, days: int
) -> None:
    early, late = date(*start), date(*end)  # type: ignore[misc]
    assert span_text(early, late) == (text, days)
    assert span_text(late, early) == (text, days)


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 2000))
def test_a_span_in_days_adds_up(start: date, days: int) -> None:
    text, counted = span_text(start, start + timedelta(days))
    assert counted == days
    if text.endswith("天"):
        assert text == f"{days}天"
    else:
        number, months = (int(text[:-1]), 12) if text.endswith("年") else (int(text.removesuffix("个月")), 1)
        assert 28 <= days / (number * months) <= 31.5
