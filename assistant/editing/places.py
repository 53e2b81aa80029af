"""Places in a section as people name them: 第二段, 最后一句, 第三条, 开头, “这几个字”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.outline.numbering import number_from_chinese, read

QUOTED = r"[“\"「『‘'](?P<{name}>[^”\"」』’']+)[”\"」』’']"
_ORDINAL = re.compile(
    r"(?:第\s*(?P<number>[一二两三四五六七八九十\d]+)|(?P<last>最后|末|倒数第)(?P<from>[一二两三四五六七八九十\d]*))\s*(?P<sort>段落|段|句话|句|条|项|点|款)"
)
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
PLACE = rf"(?:{_ORDINAL.pattern.replace('?P<number>', '').replace('?P<last>', '?:').replace('?P<from>', '').replace('?P<sort>', '?:')}|[“\"「『‘'][^”\"」』’']+[”\"」』’'])"
_SORTS = {
    "段": "paragraph",
    "段落": "paragraph",
    "句": "sentence",
    "句话": "sentence",
    "条": "item",
    "项": "item",
    "点": "item",
    "款": "item",
}
_NAMES = {"paragraph": "段", "sentence": "句", "item": "条"}


@dataclass(frozen=True)
class Span:
    """Characters of a text."""

    start: int
    end: int


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, without their line breaks; empty lines are none."""
    return [Span(*found.span()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]


def sentences(text: str, within: Span | None = None) -> list[Span]:
    """The sentences, ended by 。！？；"""
    span = within or Span(0, len(text))
    return [
        Span(*found.span())
        for found in _SENTENCE.finditer(text, span.start, span.end)
        if found.group().strip()
    ]


def items(text: str) -> list[Span]:
    """The paragraphs that open with a number."""
    return [one for one in paragraphs(text) if read(text[one.start : one.end])]


def find(text: str, named: str, heading: str) -> Span:
    """The place that the words name: possibly 第二段第一句. Raises `InputError` where there is none."""
    if quoted := re.search(QUOTED.format(name="words"), named):
        return _quoted(text, quoted.group("words"), heading)
    span, found_any = Span(0, len(text)), False
    for found in _ORDINAL.finditer(named):
        span, found_any = _ordinal(text, span, found, heading), True
    if not found_any:
        raise InputError(
            f"没有看懂“{named}”指的是哪里", hint="请写第几段、第几句，或用引号写出原文中的几个字。"
        )
    return span


def _quoted(text: str, words: str, heading: str) -> Span:
    at = text.find(words)
    if at < 0:
        raise InputError(f"“{heading}”里没有“{words}”这几个字", hint="请照原文写，或先选中要改的文字。")
    return Span(at, at + len(words))


def _ordinal(text: str, within: Span, found: re.Match[str], heading: str) -> Span:
    sort = _SORTS[found.group("sort")]
    if sort == "paragraph":
        listed = paragraphs(text)
    elif sort == "item":
        listed = items(text) or paragraphs(text)
    else:
        listed = sentences(text, within)
    listed = [one for one in listed if within.start <= one.start and one.end <= within.end]
    number = _number(found.group("number") or found.group("from") or "1")
    index = len(listed) - number if found.group("last") else number - 1
    if not 0 <= index < len(listed):
        raise InputError(
            f"“{heading}”只有{len(listed)}{_NAMES[sort]}，没有{found.group()}",
            hint="请核对是第几段、第几句。",
        )
    return listed[index]


def _number(words: str) -> int:
    words = words.replace("两", "二")
    return int(words) if words.isdigit() else number_from_chinese(words) or 1
