"""Ordinary words of official prose, and where a name begins: after the last ordinary word before its ending.

There is no dictionary of names and none is possible: names are what is left when the ordinary words are taken away.
`ordinary.txt` holds the words; a name that is masked for want of one is cured by adding it there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Characters that a name does not hold, apart from those that a few names begin with (和顺, 向阳, 为民).
BREAKS = frozenset(
    "的了是把被及或给与请除但其该各本我们这那此每并且而也就都已未不无可应须能会将对从由于在按以到至等付为向和及据后共仅只较最更再"
    "又还均需使令所报批复议访号布修完剩余隐患专责施实加意凭证户吨次符姓件述交回个座条处项名你他她它因受经自用有称即若如"
    "凡虽则且被存呈补改拆赴含涉原现内外叫做办接送发收购买租看供投始止找谁何怎去逢派县镇乡省市"
)
# Only after a number: 12月, but 月亮岛.
_COUNTED = frozenset("年月日元亩米时")
_NUMERALS = frozenset("0123456789０一二三四五六七八九十万亿 ")
_BEGINNERS = frozenset("和向为平安永长后前共")


@cache
def ordinary() -> frozenset[str]:
    """The ordinary words, of two or three characters."""
    return frozenset(Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8").split())


def is_han(letter: str) -> bool:
    """A Chinese character."""
    return "一" <= letter <= "鿿"


def ends_word(text: str, at: int) -> bool:
    """Whether an ordinary word or a character that no name holds ends at `at`; so does the text before its start."""
    if at <= 0 or not is_han(text[at - 1]) or text[at - 1] in BREAKS:
        return True
    if text[at - 1] in _COUNTED and text[at - 2 : at - 1] in _NUMERALS:
        return True
    words = ordinary()
    return text[at - 2 : at] in words or (at > 2 and text[at - 3 : at] in words)


def starts_word(text: str, at: int) -> bool:
    """Whether an ordinary word or a character that no name holds starts at `at`; so does the text after its end."""
    if at >= len(text) or not is_han(text[at]) or text[at] in BREAKS:
        return True
    words = ordinary()
    return text[at : at + 2] in words or text[at : at + 3] in words


def name_start(text: str, end: int, longest: int) -> tuple[int, bool]:
    """Where the name that ends at `end` begins, at most `longest` characters before; False where that limit, and
    no ordinary word, stopped the search. `end` itself where there is none.
    """
    at, stop = end, max(0, end - longest)
    while at > stop and not ends_word(text, at):
        at -= 1
    if end - at >= 2 or at == 0 or not is_han(text[at - 1]):
        return at, at > stop or ends_word(text, at)
    return _before_one(text, at, end), True


def _before_one(text: str, at: int, end: int) -> int:
    """One character is no name: the word before it may have been cut in the wrong place (通|过渡口 → 过|渡口), or be
    the name's beginning (，向|阳).
    """
    first = text[at - 1]
    clean = at < 2 or not is_han(text[at - 2])
    if first in _BEGINNERS and (clean or (first == "向" and ends_word(text, at - 1))):
        return at - 1
    if end - at == 1 and first not in BREAKS and ends_word(text, at - 1):
        return at - 1
    return at
