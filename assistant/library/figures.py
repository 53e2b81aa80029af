"""Figures, dates and references in Chinese text, each with its label: what must trace to a fact, wherever it
stands.

Heading numbers are none, nor are numbers inside a technical name (5G, H.265, 1080P).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.library.labels import Label

_HAN = "一-鿿"
_NUMBER = r"(?<![A-Za-z\d.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![A-Za-z\d.])\d+(?:\.\d+)?"
_CHINESE_NUMBER = "[零〇一二两三四五六七八九十百千]"
_CHINESE_YEAR = "[〇零一二三四五六七八九○]{4}"
_SEVERAL = "[两二三四五六七八九十][十百千]?[一二三四五六七八九]?"
_MEASURES = "个|家|所|台|套|名|人|座|条|件|份|间|户|辆|处|批|期|天|周|次|本|笔|幢|栋|亩|公里|米|吨|层"

_YEAR = rf"(?:(?:19|20)\d\d|{_CHINESE_YEAR})年度?"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
_DAY = r"(?:\d{1,2}日|[一二三四五六七八九十]{1,3}日|底|初|末|[上中下]旬)"
_BRACKETED_YEAR = r"[〔\[（(【［]\s*(?:19|20)\d\d\s*[〕\]）)】］]"

# Each label's forms, by rank: a title or document number holds years and figures that are not figures of the report.
# Repetitions are bounded, so that no text, however odd, takes more than linear time.
_FORMS: tuple[tuple[Label, tuple[str, ...]], ...] = (
    (Label.TITLE, (r"《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》",)),
    (
        Label.NUMBER,
        (
            rf"(?:[{_HAN}]{{1,10}})?{_BRACKETED_YEAR}\s*(?:第\s*)?\d+\s*号",
            r"第\s*\d+\s*号(?:令|文)?",
            r"第\s*\d+\s*期(?=[）)])",
        ),
    ),
    (
        Label.CODE,
        (r"(?<![\dA-Za-z])(?:\d{17}[\dXx]|[0-9A-Z]{2}\d{6}[0-9A-Z]{10}|\d{16,19})(?![\dA-Za-z])",),
    ),
    (
        Label.PHONE,
        (
            r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-—－ ]?\d{7,8}|0000[-—]\d{4,8}|400-?\d{3}-?\d{4})(?!\d)",
            r"(?<![\w.+-])[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}",
        ),
    ),
    (
        Label.DATE,
        (
            rf"{_YEAR}{_MONTH}{_DAY}?",
            r"(?<!\d)(?:19|20)\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?!\d)",
            rf"(?<![\d.])\d{{1,2}}月{_DAY}?",
            r"(?<![\d.])\d{1,2}日(?!均)",
        ),
    ),
    (Label.YEAR, (rf"(?<!\d){_YEAR}", r"(?<!\d)(?:19|20)\d\d(?=\s*[—–~～-]+\s*(?:19|20)\d\d)")),
    (
        Label.AMOUNT,
        (
            rf"(?:{_NUMBER})[ ]*[余多]?[ ]*(?:亿|万|千|百万)?元",
            rf"(?:{_NUMBER})[ ]*[余多]?亿(?![{_HAN}])",
            rf"{_CHINESE_NUMBER}{{1,9}}[万亿]{_CHINESE_NUMBER}{{0,9}}元",
            rf"[二两三四五六七八九]{_CHINESE_NUMBER}{{0,9}}元",
        ),
    ),
    (
        Label.RATE,
        (
            rf"(?:{_NUMBER})[ ]*[%％‰]",
            rf"(?:{_NUMBER}|[两三四五六七八九])[ ]*个百分点",
            rf"百分之{_CHINESE_NUMBER}{{1,9}}(?:点{_CHINESE_NUMBER}{{1,9}})?",
            r"(?<![完达组变合收])[一二三四五六七八九两](?:至[二三四五六七八九])?成(?=[以多左的，。、；])",
        ),
    ),
    (Label.SCORE, (rf"(?:{_NUMBER})[ ]*分(?![钟之公局所标期批类册店支院校米贝辨])",)),
    (
        Label.COUNT,
        (
            rf"(?:{_NUMBER})[余多]?[万亿]?",
            rf"(?<!第){_SEVERAL}(?=(?:{_MEASURES})(?!方面|百分|阶段|层次|以上|月))",
        ),
    ),
)
_PATTERNS = tuple((label, re.compile("|".join(forms))) for label, forms in _FORMS)

# A heading's or a list's own number: at the start of a line or a sentence.
_ORDINAL = re.compile(
    r"(?<=附件)\d{1,2}|(?<=附表)\d{1,2}|(?:^|(?<=[。；：\n]))\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)])|[（(]\d{1,2}[）)](?=[㐀-鿿])",
    re.MULTILINE,
)
_NUMBER_HEAD = re.compile("根据|依据|依照|按照|印发|下达|文件|通知|[以据按由与及的为了年月日]")


@dataclass(frozen=True)
class Figure:
    """A span of text, `start` to `end`, and its label."""

    label: Label
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """Figures and references by rank: of two that overlap the first one given is right."""
    ordinals = {offset for found in _ORDINAL.finditer(text) for offset in range(*found.span())}
    for label, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.start(), found.end()
            if start in ordinals:
                continue
            if label is Label.NUMBER:
                start = _number_start(text, start, end)
            if label is Label.COUNT and _technical(text, end):
                continue
            yield Figure(label, start, end)


def _number_start(text: str, start: int, end: int) -> int:
    """A document number begins after the last word that only leads up to it (以青财预〔2023〕1号文批复)."""
    head = re.match(f"[{_HAN}]*", text[start:end])
    words = head.group() if head else ""
    # 和农发〔2021〕3号 may begin with a character that is a conjunction elsewhere: a short run is kept whole.
    if (
        len(words) <= 5
        and not re.search(r"文件|通知|根据|印发|下达|按照", words)
        and not words.startswith(("以", "据", "按", "日", "月"))
    ):
        return start
    return start + max((mark.end() for mark in _NUMBER_HEAD.finditer(words)), default=0)


def _technical(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return bool(after) and after.isascii() and after.isalpha()
