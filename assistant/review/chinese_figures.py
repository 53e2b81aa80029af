"""Figures in Chinese numerals: 二〇二三年, 三百万元, 叁佰万元整, 百分之九十五, 九成五, 两百户, 三分之一, 半年.

A single numeral before a measure (三个方面) is mostly no figure; only `spoken_counts`, which reads the facts, takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.review.mention import Key, Mention
from assistant.review.numerals import CHINESE, chinese_number, plain

_DAY = "[一二三四五六七八九十]{1,3}"
_YEAR = "[二一][〇零○九][〇零○一二三四五六七八九]{2}"
_MEASURE = (
    "家|名|人次|人|台|套|辆|户|座|间|所|亩|公里|千米|米|吨|平方米|立方米|个|项|条|份|件|次|期|天|小时|分钟|处|批|块|支|只|盏|"
    "册|场|头|株|棵|段|栋|幢|年|例|起|组|点|笔|位|倍|元"
)
# Measures that hardly stand in set words: after these two or three counts something.
_FIRM = "家(?=[\u4e00-\u9fff])|名|台|套|辆|座|所|间|亩|公里|千米|倍|万"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖拾佰仟"
_PLAIN = str.maketrans(_FINANCIAL, "零一二三四五六七八九十百千")
_TENTHS = "立为效果本功员绩长年分熟就都交为人品因份批"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(rf"(?P<y>{_YEAR})年(?P<m>{_DAY})月(?P<d>{_DAY})[日号]")),
    ("month", re.compile(rf"(?P<y>{_YEAR})年(?P<m>{_DAY})月")),
    ("year", re.compile(rf"(?P<y>{_YEAR})年")),
    ("month_day", re.compile(rf"(?P<m>{_DAY})月(?P<d>{_DAY})[日号]")),
    ("amount", re.compile(rf"(?P<n>[{_FINANCIAL}万亿]{{2,16}})[元圆]整?")),
    (
        "tenths",
        re.compile(
            rf"(?<![一二三四五六七八九十])(?P<n>[一二两三四五六七八九])成(?P<h>[一二三四五六七八九半])?(?![{_TENTHS}])"
        ),
    ),
    ("half_year", re.compile("(?<![上下前后每一二两三四五六多大小])半年(?![度报来])")),
    ("points", re.compile(rf"(?P<n>{CHINESE})个百分点")),
    ("rate", re.compile(rf"百分之(?P<n>{CHINESE})")),
    ("rate", re.compile(rf"(?P<whole>[二三四五六七八九十]{{1,3}})分之(?P<n>{_DAY})")),
    ("amount", re.compile(rf"(?P<n>{CHINESE})[余多]?元(?![化次论素件旦月结])")),
    (
        "count",
        re.compile(
            rf"(?<![第初数几上星])(?<!最后)(?P<n>(?=[一二三四五六七八九两]?[十百千万亿][一二三四五六七八九零百千万亿]|[一二三四五六七八九两][十百千万亿]|十[余多]?(?:{_MEASURE})){CHINESE})[余多来]?(?P<u>{_MEASURE})"
        ),
    ),
    ("count", re.compile(rf"(?<![第初数几一二三四五六七八九十])(?P<n>[两三四五六七八九])(?P<u>{_FIRM})")),
)
_SPOKEN = re.compile(rf"(?<![第初])(?P<n>{CHINESE})(?P<u>[\u4e00-\u9fff]{{1,3}})")
_SET_WORDS = re.compile("^[百千万亿]+$")


def chinese_figures(text: str) -> Iterator[Mention]:
    """Every figure in Chinese numerals; overlapping ones in the order of their rank."""
    for kind, form in _FORMS:
        for found in form.finditer(text):
            number = found.groupdict().get("n") or ""
            if kind == "count" and _SET_WORDS.match(number):
                continue
            if kind == "amount" and not set(number) & set(
                "壹贰叁肆伍陆柒捌玖零一二三四五六七八九两〇○十拾百佰千仟"
            ):
                continue
            type = {"tenths": "rate", "half_year": "count"}.get(kind, kind)
            end = found.start("u") if kind == "count" else found.end()
            yield Mention(found.start(), end, text[found.start() : end], type, _key(kind, found))


def spoken_counts(text: str) -> Iterator[Key]:
    """Every numeral before any word, as a count: for the facts, where 三个乡镇 also allows a draft to say 3个乡镇."""
    for found in _SPOKEN.finditer(text):
        yield "count", plain(chinese_number(found.group("n"))), found.group("u")


def _key(kind: str, found: re.Match[str]) -> Key:
    parts = found.groupdict()
    match kind:
        case "date" | "month" | "year" | "month_day":
            return (kind, *(plain(chinese_number(parts[name])) for name in "ymd" if parts.get(name)))
        case "count":
            return (kind, plain(chinese_number(parts["n"])), parts["u"])
        case "amount":
            return (kind, plain(chinese_number(parts["n"].translate(_PLAIN)) / Decimal(10_000)))
        case "tenths":
            half = parts["h"] or "零"
            tail = 5 if half == "半" else chinese_number(half)
            return "rate", plain(chinese_number(parts["n"]) * 10 + tail)
        case "half_year":
            return "count", "6", "个月"
    if parts.get("whole"):
        return (kind, f"{plain(chinese_number(parts['n']))}/{plain(chinese_number(parts['whole']))}")
    return (kind, plain(chinese_number(parts["n"])))
