"""Faults planted in sound text, one at a time: what a careless writer, or a weak model, does to a draft.

Each fault says what was changed, into what, and whether the new value also stands among the facts with the same unit: such
a fault cannot be found by value alone and is counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves


@dataclass(frozen=True)
class Fault:
    """`text` is the whole text after the change; `start`–`end` is where the change stands in it."""

    kind: str
    text: str
    start: int
    end: int
    coincident: bool = False


_FIGURE = re.compile(
    r"(?<![\d.A-Za-z〔年月第-])(\d+(?:\.\d+)?)(亿元|万元|元|%|个百分点|分(?!钟)|[\u4e00-\u9fff]{1,2})"
)
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年(?!\d)")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{2,8}〔(\d{4})〕(\d+)号")


def figure_faults(text: str, said: str) -> Iterator[Fault]:
    """One digit of each figure; then its unit. `said` is everything the facts say."""
    for found in _FIGURE.finditer(text):
        number, unit = found.groups()
        if unit[0] in "年月日号":
            continue
        digit = found.start() + (len(number) - 1) // 2
        if text[digit] == ".":
            digit -= 1
        changed = text[:digit] + _other(text[digit], digit == found.start()) + text[digit + 1 :]
        new = changed[found.start() : found.end()]
        yield Fault("amount" if "元" in unit else "rate" if unit in ("%", "个百分点") else "count", changed,
                    found.start(), found.end(), _stands(new, said))  # fmt: skip
        if unit in ("万元", "%"):
            for other in ("元", "亿元") if unit == "万元" else ("个百分点",):
                new = number + other
                changed = text[: found.start()] + new + text[found.end() :]
                yield Fault("unit", changed, found.start(), found.start() + len(new), _stands(new, said))


def date_faults(text: str, said: str) -> Iterator[Fault]:
    """The day of each date shifted; its month; the year of each year."""
    for found in _DATE.finditer(text):
        year, month, day = map(int, found.groups())
        for new in (
            f"{year}年{month}月{day % 28 + 1}日",
            f"{year}年{month % 12 + 1}月{day}日",
            f"{year + 1}年{month}月{day}日",
        ):
            yield _replaced("date", text, found.start(), found.end(), new, said)
    for found in _YEAR.finditer(text):
        yield _replaced("year", text, found.start(), found.end(), f"{int(found.group(1)) - 5}年", said)


def document_faults(text: str, said: str) -> Iterator[Fault]:
    """The running number, the year, the issuer and the brackets of each document number."""
    for found in _DOCUMENT.finditer(text):
        whole, (start, end) = found.group(), found.span()
        yield _replaced("document", text, start, end, whole.replace("〕", "〕9", 1), said)
        yield _replaced(
            "document", text, start, end, whole.replace(found.group(1), str(int(found.group(1)) - 1), 1), said
        )
        bare = re.sub("[〔]", "[", whole).replace("〕", "]")
        yield Fault("brackets", text[:start] + bare + text[end:], start, end)


def name_faults(text: str, own: ProjectFacts, others: list[ProjectFacts]) -> Iterator[Fault]:
    """Units, companies, places and people of other reports where this one's stand."""
    for other in others:
        swaps = (
            ("unit_name", own.report.unit, other.report.unit),
            ("authority", own.report.finance_authority, other.report.finance_authority),
            ("place", own.report.region, other.report.region),
            *(("company", a.payee, b.payee) for a, b in zip(own.funds.payments, other.funds.payments, strict=False)
              if b.payee and "公司" in b.payee and a.payee and "公司" in a.payee),
        )  # fmt: skip
        for kind, mine, theirs in swaps:
            at = text.find(mine) if mine else -1
            if mine and theirs and at >= 0 and theirs not in (mine, own.report.region):
                yield Fault(kind, text[:at] + theirs + text[at + len(mine) :], at, at + len(theirs))
        if other.report.filled_by and "任组长" in text:
            at = text.find("任组长")
            yield Fault(
                "person",
                f"{text[:at]}，由{other.report.filled_by}{text[at:]}",
                at,
                at + 3 + len(other.report.filled_by),
            )


def everything_said(facts: ProjectFacts, drafts: str) -> str:
    """All words of the facts and of the sound drafts, to tell which planted values are true of something else."""
    said = (_shown(value) for _, value in leaves(facts))
    return "\n".join([drafts, *said])


def _shown(value: object) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)


def _replaced(kind: str, text: str, start: int, end: int, new: str, said: str) -> Fault:
    return Fault(kind, text[:start] + new + text[end:], start, start + len(new), _stands(new, said))


def _stands(new: str, said: str) -> bool:
    """Whether a value stands among the facts; a count with the first character of its unit, a date without its year."""
    number = re.match(r"[\d.]+(?:亿元|万元|元|%|个百分点|年|[\u4e00-\u9fff])", new)
    shown = new if number is None or new[-1] == "日" else number.group()
    return bool(re.search(rf"(?<![\d.]){re.escape(shown)}", said))


def _other(digit: str, first: bool) -> str:
    new = str((int(digit) + 3) % 10)
    return "7" if first and new == "0" else new
