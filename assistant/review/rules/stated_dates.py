"""Dates as a text states them: days that exist, data beyond the evaluated year, words that name no year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_DATE = re.compile(r"(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,3})\s?日)?")
_AS_OF = re.compile(
    r"(?:截[至止]|至)\s?(?P<y>(?:19|20)\d{2})\s?年\s?(?P<m>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?日)?(?:底|止)?"
)
_MONEY = re.compile("支[出付]|到位|收到|执行|拨付|下达|使用")
# 要求于2025年3月31日前报送自评材料; the wishes of measures ask for other things by other days.
_DEADLINE = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2})\s?年)?(?P<m>\d{1,2})\s?月(?P<d>\d{1,2})\s?日(?:之?前|以前)[^。；\n]{0,16}?(?:报送|上报|提交|报)(?=[^。；\n]{0,20}(?:自评|评价|材料|报告|我局|财政))"
)
_UNTIL = re.compile(r"截止(?=\s?\d{4}\s?年|\s?\d{1,2}\s?月|目前|年底|日前)")
_RELATIVE = re.compile(r"今年以来|今年|去年|(?<![\u4e00-\u9fff])目前，")
_ZERO_PADDED = re.compile(r"\d{4}年(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)")
_DOTTED = re.compile(
    r"(?<![\d.\-/])((?:19|20)\d{2})([./\-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d.\-/])"
)


def impossible_date(section: Section, limits: Limits) -> Iterator[Fault]:
    """23: a date is a day of the calendar."""
    for found in _DATE.finditer(section.text):
        year, month, day = int(found.group("y")), int(found.group("m")), found.group("d")
        sound = (
            1900 <= year <= 2100
            and 1 <= month <= 12
            and (day is None or 1 <= int(day) <= calendar.monthrange(year, month)[1])
        )
        if not sound:
            yield at(section, found.span(), f"没有“{found.group()}”这一天，请核对日期")


def data_date(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """21: money told as of a day after the evaluated year must be explained."""
    if paper.year is None:
        return
    for section in paper.of_kind(Kind.FUNDS_ARRANGED, Kind.FUNDS_USED, Kind.SCORE, Kind.OVERVIEW):
        for found in _AS_OF.finditer(section.text):
            after = section.text[found.end() : found.end() + 40]
            if int(found.group("y")) > paper.year and _MONEY.search(after):
                yield at(
                    section,
                    found.span(),
                    f"评价年度为{paper.year}年，数据却截至{found.group('y')}年{found.group('m')}月，"
                    f"请改为{paper.year}年12月31日的数据或说明年后收支",
                )


def filled_before_data(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """22: the date on the cover is not before the data."""
    if paper.filled is None:
        return
    for section in paper.sections:
        for found in _AS_OF.finditer(section.text):
            day = (int(found.group("y")), int(found.group("m")), int(found.group("d") or 1))
            after = section.text[found.end() : found.end() + 40]
            if day > paper.filled and _MONEY.search(after):
                filled = "{}年{}月{}日".format(*paper.filled)
                yield at(section, found.span(), f"数据日期晚于填报日期{filled}，请核对两个日期")


def after_deadline(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """22: the report was filled by the day that the text says it was asked for."""
    filled = paper.filled
    if paper.case and (day := paper.case.facts.report.filled_on):
        filled = (day.year, day.month, day.day)
    if filled is None:
        return
    for section in paper.sections:
        for found in _DEADLINE.finditer(section.text):
            year = int(found.group("y") or (paper.year or filled[0] - 1) + 1)
            if (year, int(found.group("m")), int(found.group("d"))) < filled:
                shown = "{}年{}月{}日".format(*filled)
                yield at(
                    section, found.span(), f"填报日期{shown}晚于这里写的报送期限，请核对日期或说明迟报原因"
                )


def until(section: Section, limits: Limits) -> Iterator[Fault]:
    """21: 截至 is a point in time; 截止 ends something."""
    for found in _UNTIL.finditer(section.text):
        yield at(section, found.span(), "表示时间点应写“截至”", "截至")


def relative_year(section: Section, limits: Limits) -> Iterator[Fault]:
    """21: a report on a past year names its years."""
    for found in _RELATIVE.finditer(section.text):
        yield at(section, found.span(), f"“{found.group().strip('，')}”所指年份不明，请写出具体年份或日期")


def date_form(section: Section, limits: Limits) -> Iterator[Fault]:
    """21: dates are written 2024年1月31日, without leading zeros."""
    for found in _ZERO_PADDED.finditer(section.text):
        plain = re.sub(r"(?<=[年月])0", "", found.group())
        yield at(section, found.span(), f"日期不补零，应写“{plain}”", plain)
    for found in _DOTTED.finditer(section.text):
        year, _, month, day = found.groups()
        plain = f"{year}年{int(month)}月{int(day)}日"
        yield at(section, found.span(), f"日期应写“{plain}”", plain)


RULES = (
    Rule("data_date", (21,), "文中数据属于评价年度", "report", data_date),
    Rule("until", (21,), "截至与截止", "section", until),
    Rule("relative_year", (21,), "写明年份", "section", relative_year),
    Rule("date_form", (21,), "日期写法", "section", date_form),
    Rule("filled_before_data", (22,), "文中数据不晚于填报日期", "report", filled_before_data),
    Rule("after_deadline", (22,), "填报日期在报送期限内", "report", after_deadline),
    Rule("impossible_date", (23,), "日期真实", "section", impossible_date),
)
