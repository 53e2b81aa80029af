"""Whether the quoted words say the value: no value is proposed that they do not hold.

Figures are compared by meaning (2856000元 is 285.6万元), text without spaces and at half width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from assistant.facts.form import Entry, Form, make_form
from assistant.library.identities.profile import type_of
from assistant.review.mentions import figures
from assistant.review.numerals import half_width

# What words say a choice: the code → the words, one of which must stand in the quote.
_SAID = {
    "funds.arrivals.source": {
        "central": "中央",
        "provincial": "省",
        "city": "市",
        "county": "[县区旗]",
        "self": "自筹|自有|[本医]院",
        "other": "其他|上级|社会|捐",
    },
    "indicators.op": {
        ">=": "≥|>=|不少于|不低于|达到|以上|至少|不小于",
        "<=": "≤|<=|不超过|不高于|以内|以下|不大于|不多于",
        "=": "[=＝]",
    },
    "evaluation.grade": {"优": "优", "良": "良", "中": "中", "差": "差"},
}
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@cache
def fact_form() -> Form:
    """The form, which knows how every fact is put in."""
    return make_form()


def grounded(path: str, value: str, quotes: Sequence[str]) -> bool:
    """Whether these quotes say the value of the fact at `path`. False for a path that is no fact."""
    try:
        entry = fact_form().entry(path)
    except KeyError:
        return False
    match entry.input.kind:
        case "number" | "count":
            return _figure_said(entry, value, quotes)
        case "date":
            return _day_said(value, quotes)
        case "year":
            return any(re.search(rf"(?<!\d){re.escape(value)}(?!\d)", half_width(one)) for one in quotes)
        case "choice":
            return _choice_said(path, value, quotes[0])
        case _:
            return _words_said(value, quotes)


def _figure_said(entry: Entry, value: str, quotes: Sequence[str]) -> bool:
    try:
        wanted = Decimal(value)
    except InvalidOperation:
        return False
    money = entry.unit == "万元"
    for quote in quotes:
        if any(_means(one.key, wanted, money=money) for one in figures(quote)):
            return True
        plain = half_width(quote).replace(",", "")
        if not money and any(Decimal(one) == wanted for one in _NUMBER.findall(plain)):
            return True
    return False


def _means(key: tuple[str, ...], wanted: Decimal, *, money: bool) -> bool:
    if len(key) < 2 or (money and key[0] != "amount"):
        return False
    try:
        return Decimal(key[1]) == wanted
    except InvalidOperation:
        return False


def _day_said(value: str, quotes: Sequence[str]) -> bool:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return False
    parts = rf"(?<!\d)0?{day.month}\s?[月.\-/]\s?0?{day.day}(?!\d)"
    here = any(re.search(parts, half_width(one)) for one in quotes)
    return here and any(str(day.year) in half_width(one) for one in quotes)


def _choice_said(path: str, value: str, quote: str) -> bool:
    bare = re.sub(r"\[\d*\]", "", path)
    if bare == "project.type":
        return type_of(quote) == value
    words = _SAID.get(bare, {}).get(value)
    return bool(words and re.search(words, half_width(quote)))


def _words_said(value: str, quotes: Sequence[str]) -> bool:
    """As one piece in one quote, or as two pieces in two (霁云 + 县财政局)."""
    wanted, said = plain_words(value), [plain_words(one) for one in quotes]
    if not wanted:
        return False
    if any(wanted in one for one in said):
        return True
    cuts = range(1, len(wanted)) if len(said) > 1 else ()
    return any(
        any(wanted[:at] in one for one in said) and any(wanted[at:] in one for one in said) for at in cuts
    )


def plain_words(text: str) -> str:
    """The words to compare by: no spaces, half-width digits, one form of brackets."""
    return re.sub(r"\s", "", half_width(text)).translate(str.maketrans("()[]【】", "（）〔〕〔〕"))
