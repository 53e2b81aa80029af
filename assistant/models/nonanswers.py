"""Signs that what a model writes is no answer at all: an apology, another language, characters that are no text.

Only what is certain: what is merely bad is judged by whoever asked, who knows what the answer must say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models.chat import Message

OPENING = 120
"""Characters of a beginning that show a refusal."""

_APOLOGY = r"(?:非常|很|十分|实在)?(?:抱歉|对不起|不好意思|遗憾)[^。！!\n]{0,30}(?:无法|不能|没法|不便|难以|没有办法|不支持)"
_DECLINING = r"(?:无法|不能|不便)(?:为您|为你|帮您|帮你|给您)?(?:提供|协助|回答|生成|满足|处理|讨论|撰写|继续)[^。\n]{0,12}(?:请求|要求|内容|帮助|问题|话题|协助)"
_SELF = r"作为(?:一个|一名|一款|一位)?(?:AI|ai|人工智能|大?语言模型|智能(?:助手|助理|体)|聊天机器人)"
_ENGLISH = (
    r"(?:I['’]m|I am|We['’]re) (?:\w+ )?(?:sorry|unable)|Sorry, (?:but )?I|As an AI|As a (?:large )?language"
    r"|I (?:can['’]t|cannot|can ?not|won['’]t) (?:assist|help|provide|comply|fulfill|write|do|create|generate)"
)
_REFUSAL = re.compile(rf"(?:好的[，,。]?\s*)?(?:{_APOLOGY}|(?:我|本人|我们)?{_DECLINING}|{_SELF}|{_ENGLISH})")
_SYMBOLS = re.compile(r"[A-Za-z0-9+/]{240,}")
_PAGE = re.compile(r"(?:<!doctype html|<html[\s>]|<\?xml )", re.I)
# Not tab, line breaks or form feed; byte order marks and joiners are harmless.
_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 80
_FEW = 15


def declines(text: str) -> bool:
    """Whether the answer begins by refusing. A sentence that merely holds 无法 or 抱歉 later on does not."""
    return _REFUSAL.match(text[:OPENING].lstrip("*#> “\"'\n")) is not None


def is_garbled(text: str) -> bool:
    """Whether a text, or the end of a long one, shows broken characters, encoded data or the source of a web page."""
    broken = len(_BROKEN.findall(text))
    return (
        (broken >= 3 and broken * 20 > len(text))
        or _SYMBOLS.search(text) is not None
        or _PAGE.match(text.lstrip()) is not None
    )


def asked_in_chinese(messages: Sequence[Message]) -> bool:
    """Whether the last turn is mostly Chinese."""
    return _share(messages[-1].content if messages else "") > 0.3


def is_foreign(text: str, *, finished: bool) -> bool:
    """Whether a text is certainly not Chinese: from 80 letters on by their share, a finished one if it has none."""
    letters = len(_LETTER.findall(text))
    if finished and letters >= _FEW and not _HAN.search(text):
        return True
    return letters >= _ENOUGH and (_share(text) < 0.2 or len(_KANA.findall(text)) * 5 > letters)


def _share(text: str) -> float:
    """The share of Chinese characters among all letters."""
    return len(_HAN.findall(text)) / max(len(_LETTER.findall(text)), 1)
