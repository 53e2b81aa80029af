"""Figures, dates and references in Chinese text, each with its label: what must trace to a fact, wherever it
stands.

Heading numbers are none, nor are numbers inside a technical name (5G, H.265, 1080P).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.library.identities.labels import Label
from assistant.library.identities.references import FORMS as REFERENCE_FORMS
from assistant.library.identities.references import number_start

_HAN = "一-鿿"
# Begins with its digit, so that a search skips to the next one.
_NUMBER = r"(?:\d(?<![A-Za-z\d.]\d)(?:\d{0,2}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d{0,2}(?: \d{3})+(?:\.\d+)?(?= ?[万亿元])|\d*(?:\.\d+)?))"
_DIGIT = "零〇一二两三四五六七八九十百千"
_CHINESE_NUMBER = f"[{_DIGIT}]"
_CAPITAL = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿两]"
_CHINESE_YEAR = "[〇零一二三四五六七八九○]{4}"
_SEVERAL = "[两二三四五六七八九十][十百千]?[一二三四五六七八九]?"
_MEASURES = "个|家|所|台|套|名|人|座|条|件|份|间|户|辆|处|批|期|天|周|次|本|笔|幢|栋|亩|公里|米|吨|层|盏|株|棵|篇|场|起|册|口|眼|部|路|对|头|公顷|平方|立方|学时|课时|人次|分钟|小时"
_TO = r"[ ]?(?:[—–－~～-]{1,2}|至|到)[ ]?"
_APPROXIMATELY = "[余多来]"

_YEAR = rf"(?:(?:19|20)\d\d(?<!\d\d\d\d\d)|{_CHINESE_YEAR})[ ]?年度?"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})[ ]?月份?"
_DAY = r"[ ]?(?:\d{1,2}[ ]?日|[一二三四五六七八九十]{1,3}日|底|初|末|[上中下]旬)"
_YUAN = rf"[ ]*{_APPROXIMATELY}?[ ]*(?:亿|百万|千万|万|千|百)?{_APPROXIMATELY}?[ ]?(?:美|港|欧)?元"

# What stands after a number in digits tells what it is; a number with nothing of these is a count.
_AFTER_NUMBER = re.compile(
    rf"(?P<amount>{_YUAN}|(?=(?:{_YUAN})?{_TO}\d[\d.,]{{0,15}}{_YUAN})|[ ]*{_APPROXIMATELY}?亿(?![{_HAN}]))"
    rf"|(?P<rate>[ ]*/[ ]*\d+[ ]?[万千]|[ ]*[%％‰]|(?={_TO}\d[\d.]{{0,9}}[ ]?[%％‰])|[ ]*个百分点)"
    r"|(?P<score>[ ]*分(?![钟之公局所标期批类册店支院校米贝辨]))"
    rf"|(?P<count>[百千]?{_APPROXIMATELY}?[万亿]?)"
)
_KINDS = {"amount": Label.AMOUNT, "rate": Label.RATE, "score": Label.SCORE, "count": Label.COUNT}
_CURRENCY = re.compile("(?:￥|¥|RMB|人民币)[ ]?$")
_NUMERIC = re.compile(_NUMBER)

# Each label's other forms, by rank: a title or document number holds years and figures that are not figures of the
# report. Repetitions are bounded, so that no text, however odd, takes more than linear time.
_DATES: tuple[tuple[Label, tuple[str, ...]], ...] = (
    (
        Label.DATE,
        (
            rf"{_YEAR}[ ]?(?:{_MONTH}{_DAY}?|第?[一二三四]季度)",
            r"(?:19|20)\d\d(?<!\d\d\d\d\d)(?P<by>[-./])(?:1[0-2]|0?[1-9])(?P=by)(?:3[01]|[12]\d|0?[1-9])(?!\d)",
            rf"\d(?<![\d.]\d)\d?[ ]?月份?{_DAY}?",
            rf"(?<![{_DIGIT}])[一二三四五六七八九十]{{1,2}}月(?:{_DAY}|份)",
            r"\d(?<![\d.]\d)\d?[ ]?日(?!均)",
        ),
    ),
    (
        Label.YEAR,
        (
            rf"{_YEAR}",
            r"(?:19|20)\d\d(?<![\d.]\d{4})(?=\s*(?:[—–－~～-]+|至|到)\s*(?:19|20)\d\d)",
        ),
    ),
)
_IN_WORDS: tuple[tuple[Label, tuple[str, ...]], ...] = (
    (
        Label.AMOUNT,
        (
            rf"{_CHINESE_NUMBER}{{1,9}}{_APPROXIMATELY}?[万亿]{_CHINESE_NUMBER}{{0,9}}{_APPROXIMATELY}?元",
            rf"(?<![{_DIGIT}])(?:[二两三四五六七八九十]{_CHINESE_NUMBER}{{0,9}}|一[百千]{_CHINESE_NUMBER}{{0,7}}|[百千](?=[余多])){_APPROXIMATELY}?元",
            rf"(?<![{_DIGIT}]){_CHINESE_NUMBER}{{1,9}}(?={_TO}{_CHINESE_NUMBER}{{1,9}}元)",
            rf"[壹贰叁肆伍陆柒捌玖拾佰仟]{_CAPITAL}{{0,19}}[圆元](?:零?{_CAPITAL}角)?(?:零?{_CAPITAL}分)?整?",
        ),
    ),
    (
        Label.RATE,
        (
            r"[一二两三四五六七八九]个百分点",
            rf"[百千万]分之(?:{_CHINESE_NUMBER}{{1,9}}(?:点{_CHINESE_NUMBER}{{1,9}})?|{_NUMBER})",
            r"(?<![完达组变合收生集构促])[近约超]?[一二三四五六七八九两](?:至[二三四五六七八九])?成(?:[一二三四五六七八九半](?!分|为))?(?=[以多左的，。、；）\n]|$)",
        ),
    ),
    (
        Label.SCORE,
        (
            rf"(?:{_CHINESE_NUMBER}{{1,3}}点{_CHINESE_NUMBER}{{1,2}}|[二三四五六七八九]?十[一二三四五六七八九]?|(?<=[得扣为加满])[一二三四五六七八九])分(?=[，。、；）（\n]|$)",
        ),
    ),
    (
        Label.COUNT,
        (
            rf"(?<![第{_DIGIT}分])(?:{_CHINESE_NUMBER}{{1,6}}[余多]?[万亿]{_CHINESE_NUMBER}{{0,6}}[余多]?|{_CHINESE_NUMBER}{{1,8}}余)(?=[{_HAN}，。；、）])(?!元|[分无一])",
            rf"(?<![第{_DIGIT}]){_CHINESE_NUMBER}*[百千]{_CHINESE_NUMBER}+(?=[{_HAN}，。；])",
            rf"(?<![第{_DIGIT}]){_SEVERAL}(?=(?:{_MEASURES})(?!方面|百分|阶段|层次|以上|月|面|类|手))",
            r"一个半(?=个?月|小时|学期)|[两三四五六七八九](?=年(?![级制度代龄限]))",
            r"(?<=第)[一二三四五六七八九十百]{1,5}(?=条|款|村民小组|届)",
        ),
    ),
)


def _compiled(forms: tuple[tuple[Label, tuple[str, ...]], ...]) -> tuple[tuple[Label, re.Pattern[str]], ...]:
    return tuple((label, re.compile(form)) for label, several in forms for form in several)


_FIRST = _compiled((*REFERENCE_FORMS, *_DATES))
_LAST = _compiled(_IN_WORDS)

# A heading's or a list's own number: at the start of a line or a sentence.
_ORDINAL = re.compile(
    r"(?<=附件)[ ]?\d{1,2}|(?<=附表)[ ]?\d{1,2}|(?:^|(?<=[。；：\n]))\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)])|[（(]\d{1,2}[）)](?=[㐀-鿿])",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Figure:
    """A span of text, `start` to `end`, and its label."""

    label: Label
    start: int
    end: int


def figures(text: str) -> Iterator[Figure]:
    """Figures and references by rank: of two that overlap the first one given is right."""
    ordinals = {offset for found in _ORDINAL.finditer(text) for offset in range(*found.span())}
    for label, pattern in _FIRST:
        for found in pattern.finditer(text):
            start, end = found.span(0 if label is Label.DATE else found.lastindex or 0)
            if start not in ordinals:
                yield Figure(
                    label,
                    number_start(text, start) if label is Label.NUMBER and text[start] != "第" else start,
                    end,
                )
    yield from _in_digits(text, ordinals)
    for label, pattern in _LAST:
        yield from (Figure(label, *found.span()) for found in pattern.finditer(text))


def _in_digits(text: str, ordinals: set[int]) -> Iterator[Figure]:
    for number in _NUMERIC.finditer(text):
        start, end = number.span()
        after = _AFTER_NUMBER.match(text, end)
        if start in ordinals or after is None:
            continue
        kind = after.lastgroup or "count"
        if money := _CURRENCY.search(text, max(0, start - 4), start):
            kind, start = "amount", money.start()
        if kind != "count" or not _technical(text, after.end()):
            yield Figure(_KINDS[kind], start, after.end())


def _technical(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return bool(after) and after.isascii() and after.isalpha()
