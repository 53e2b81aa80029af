"""Which figures and names are distinctive enough to tell where they are from.

100%, a year, a small count or a name of two characters stand anywhere; 285.6万元, a document number, a company's
name do not.
"""

from __future__ import annotations

import re

from assistant.library.identities.labels import Label
from assistant.review.mention import Mention

_NO_DIGIT = re.compile("[^0-9]+")
_LEVEL = re.compile("[省市县区州旗盟镇乡]|街道|社区")
_ADMINISTRATIVE = re.compile("[省市县区州旗盟镇乡]$|街道$|社区$")
_MEASURED = frozenset({"amount", "rate", "points", "score", "count"})
# So many digits besides zeros at either end: of money, and of what is mostly smaller and rounder.
MONEY_DIGITS = 3
OTHER_DIGITS = 4
# 《合同管理办法》 is everybody's.
_TITLE = 10
_PROJECT = 6
# Of telephone, account and contract numbers shorter ones may be anything.
_CODE = 6
_SHORT = 2
# Names that are looked for as they stand.
NAMES = frozenset(
    {Label.UNIT, Label.PLACE, Label.PERSON, Label.COMPANY, Label.PROJECT, Label.TITLE, Label.PHONE, Label.EMAIL,
     Label.WEB, Label.CODE, Label.CREDIT_CODE, Label.ACCOUNT, Label.PLATE, Label.CONTRACT}
)  # fmt: skip
FIGURES = frozenset({Label.AMOUNT, Label.RATE, Label.COUNT, Label.SCORE, Label.NUMBER, Label.DATE})


def digits(text: str) -> str:
    """The digits of a figure without zeros at either end: the same for 285.6万元 and 2856000元."""
    return _NO_DIGIT.sub("", text).strip("0")


def is_distinctive(figure: Mention, money: int = MONEY_DIGITS, other: int = OTHER_DIGITS) -> bool:
    """Whether a figure says where it is from; `money` and `other` are the digits that it must have."""
    if figure.type == "document_number":
        return True
    if figure.type not in _MEASURED or _is_year(figure):
        return False
    return len(digits(figure.key[1])) >= (money if figure.type == "amount" else other)


def may_be_stale(figure: Mention) -> bool:
    """Whether a figure that last year's report has too may have been left from there: a small count may not."""
    return figure.type == "date" or is_distinctive(figure, 2, 2)


def _is_year(figure: Mention) -> bool:
    return figure.type == "count" and re.fullmatch("(?:19|20)[0-9]{2}", figure.key[1]) is not None


def same_figure(one: Mention, other: Mention) -> bool:
    """Whether two figures mean the same. Of counts the number decides, as a library cuts off their units; document
    numbers may have words before them.
    """
    if one.key == other.key or one.type != other.type:
        return one.key == other.key
    if one.type == "document_number":
        return one.key[1].endswith(other.key[1]) or other.key[1].endswith(one.key[1])
    return one.type == "count" and one.key[1] == other.key[1]


def is_telling(label: Label, name: str) -> bool:
    """Whether a name of a past report can be looked for in any text at all."""
    size = len(name.strip("《》"))
    match label:
        case Label.TITLE:
            return size >= _TITLE
        case Label.PROJECT:
            return size >= _PROJECT
        case _ if label.is_name:
            return size >= _SHORT
        case _:
            return size >= _CODE and label in NAMES


def names_its_county(label: Label, name: str) -> bool:
    """Whether a name says by itself that it is of one place alone: 霁云县水务局, but not 第三中学, 文昌路 or a project's
    or paper's name. Persons, companies and numbers are always somebody's.
    """
    match label:
        case Label.UNIT:
            return _LEVEL.search(name, 1) is not None
        case Label.PLACE:
            return _ADMINISTRATIVE.search(name) is not None
        case Label.PROJECT | Label.TITLE:
            return False
        case _:
            return True


def needs_room(label: Label, name: str) -> bool:
    """Whether a name counts only where a word begins with it: 北岸, 分两路 may be parts of anything."""
    if len(name) <= _SHORT:
        return True
    return label is Label.PLACE and len(name) <= _SHORT + 1 and _ADMINISTRATIVE.search(name) is None
