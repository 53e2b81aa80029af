"""Additions: what a model's text has that its plan does not, however short: figures, persons, marks, symbols, bare claims.

A figure may be true and still not belong here: whoever wrote an order into a field put its figures among the facts with
it. What is left out, and sentences long enough to be weighed, are judged in drafting/acceptance.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.drafting.delimiting import inert
from assistant.review.mentions import Key, Mention, find_mentions

_MARK = re.compile(r"〔[^〔〕\n]{0,20}〕|【[^【】\n]{0,80}】")
_DOCUMENT_YEAR = re.compile(r"〔(?:19|20)\d{2}〕")
# Of addresses, markup, tables, templates, formulas; Chinese prose has none of them.
_SYMBOLS = re.compile(r"[<>{}\[\]|\\@#$^`~_*=&]+|//+|!(?=\[)")
_FOREIGN = re.compile(r"[^\W\d_\u3400-\u9fff\u3007\U00020000-\U0003ffff]+")
# 一百分, 百分之百, which no figure of the plan is written as.
_SPOKEN = re.compile(
    r"[零〇一二两三四五六七八九十百千]{2,8}分(?![之别类期项为布散批析摊])|百分之[零〇一二两三四五六七八九十百点]{1,8}"
)
_NAMES = ("title", "organisation", "place", "project")
# A small number may be counted from what the plan lists (两家公司, 三项制度); the trace has judged it.
_COUNTED = 20

_SENTENCE = re.compile(r"[^。！？\n]+")
_CLAUSE = re.compile(r"[^，；：、。！？“”（）《》\n]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# Judged here are sentences with fewer pairs of characters than this, and clauses with fewer than that.
_SHORT_SENTENCE, _SHORT_CLAUSE = 6, 4
_SENTENCE_SUPPORT, _CLAUSE_SUPPORT = 0.62, 0.34
_GLUE = (
    "总体来看、具体来说、具体情况如下、综上所述、与此同时、在此基础上、此外、另外、首先、其次、再次、最后、一是、二是、三是、四是、五是、其中、同时、因此、"
    "主要原因是、主要包括、主要用于、主要是、分别为、共计、合计、累计、截至目前、目前、年度内、年内、期间、本项目、该项目、本单位、我单位、我局、项目实施过程中、"
    "实际完成、已完成、未完成、达到、未达到、低于、高于、进行、开展、情况、方面、由于、有关、以及、并且、并、且、完成情况、完成、按照、根据、通过"
)


@dataclass(frozen=True)
class Addition:
    """Something that the plan does not have; `start`/`end` are offsets in the text, `message` is for the model."""

    rule: str
    message: str
    start: int
    end: int


def additions(text: str, composed: str) -> Iterator[Addition]:
    """Everything in a model's text that the composer's text of the same points does not have."""
    yield from _marks(text, composed)
    yield from _letters(text, composed)
    yield from _figures(text, composed)
    yield from _claims(text, composed)


def _added(rule: str, text: str, span: tuple[int, int]) -> Addition:
    return Addition(rule, f"“{inert(text[slice(*span)]).strip()}”不是要点中的内容，请删去", *span)


def _marks(text: str, composed: str) -> Iterator[Addition]:
    for found in _MARK.finditer(text):
        mark = found.group()
        if text.count(mark) > composed.count(mark) and not _DOCUMENT_YEAR.fullmatch(mark):
            yield _added("added_mark", text, found.span())


def _letters(text: str, composed: str) -> Iterator[Addition]:
    """Symbols, other scripts, Latin of any width, and characters that no reader sees."""
    known = _folded(composed)
    for form in (_SYMBOLS, _FOREIGN):
        for found in form.finditer(_folded(text)):
            if found.group() not in known:
                yield _added("added_symbol", text, found.span())
    for at, char in enumerate(text):
        if char != "\n" and not inert(char) and char not in composed:
            yield Addition("added_symbol", "正文里有看不见的字符，请删去", at, at + 1)


def _folded(text: str) -> str:
    """Half width, character by character, so that offsets stay."""
    return "".join(one if len(one) == 1 else char for char, one in ((c, _half(c)) for c in text))


def _half(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _figures(text: str, composed: str) -> Iterator[Addition]:
    planned = find_mentions(composed)
    keys = {one.key for one in planned}
    days = [_day(one.key) for one in planned]
    numbers = {part for one in planned for part in one.key[1:]}
    for one in find_mentions(text):
        if one.type in _NAMES or one.key in keys or one.text in composed:
            continue
        if not (_same_day(one, days) or _counted(one, numbers)):
            yield _added("added_figure", text, (one.start, one.end))
    for found in _SPOKEN.finditer(text):
        if found.group() not in composed:
            yield _added("added_figure", text, found.span())


def _day(key: Key) -> tuple[str, str, str]:
    """(year, month, day) of a date or a part of one; "" for what is not said."""
    match key:
        case ("date", year, month, day):
            return year, month, day
        case ("month", year, month):
            return year, month, ""
        case ("month_day", month, day):
            return "", month, day
        case ("month_only", month):
            return "", month, ""
        case ("year", year):
            return year, "", ""
    return "", "", ""


def _same_day(mention: Mention, days: list[tuple[str, str, str]]) -> bool:
    """Whether a date says no more than the plan's dates do: 12月25日 of 2024年12月25日, or the same with its year."""
    year, month, day = _day(mention.key)
    if not (year or month):
        return False
    parts = [known for known in days if (not month or known[1] == month) and (not day or known[2] == day)]
    return bool(parts) and (not year or any(known[0] == year for known in days))


def _counted(mention: Mention, numbers: set[str]) -> bool:
    if mention.type != "count":
        return False
    number = mention.key[1]
    return number in numbers or (number.isdigit() and int(number) <= _COUNTED)


def _claims(text: str, composed: str) -> Iterator[Addition]:
    """Sentences and clauses too short to be weighed by their share of the plan's words: 本项目免检, 全部优秀."""
    source = _pairs(composed) | _pairs(_GLUE)
    for sentence in _SENTENCE.finditer(text):
        pairs = _said(sentence.group())
        if not pairs:
            continue
        if len(pairs) < _SHORT_SENTENCE and _share(pairs, source) < _SENTENCE_SUPPORT:
            yield _added("unsupported", text, sentence.span())
            continue
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            said = _said(clause.group())
            if 0 < len(said) < _SHORT_CLAUSE and _share(said, source) < _CLAUSE_SUPPORT:
                yield _added("unsupported", text, clause.span())


def _said(words: str) -> list[str]:
    pairs = (words[i : i + 2] for i in range(len(words) - 1))
    return [pair for pair in pairs if _HAN.match(pair[0]) and _HAN.match(pair[1])]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _share(pairs: list[str], source: set[str]) -> float:
    return sum(pair in source for pair in pairs) / len(pairs)
