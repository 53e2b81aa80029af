"""Places in Chinese text, found by their endings (县, 镇, 村, 水库, 坑, 小区 …) and by where ordinary words stop.

There is no dictionary of places: what would be missed would reach a prompt unmasked, so a doubtful name counts as
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.library.identities.ordinary import ends_word, name_start, ordinary
from assistant.library.identities.place_endings import BY_WORD, FORMS, LONGEST, NAMING_WORDS, NO_STEM_END
from assistant.library.identities.scanning import Scan

_HAN = "一-鿿"

# Words that cannot be inside a name: it begins after the last of them. Some characters also begin or
# end ordinary words (和平, 数据, 经济), hence the conditions.
BOUNDARY = re.compile(
    "委托|付给|支付给?|拨付|中标|供应商|标段|其中|确定|选定|邀请|聘请|会同|通过|根据|依照|按照|依据|印发|交由|成交|报送|提请|用于|位于|"
    "还有|以及|包括|涉及|分别|改造|更换|新建|整治|安装|覆盖|支持|单位为|项目列入|下拨|收到|"
    "[由向与给对把被将是及或按从在至以的了请到于等为付除但]|(?<!数)(?<!证)据|经(?![济信开贸营])|和(?![平顺谐县田睦林])"
)
_ENDING = Scan.of("|".join(f"(?P<_{n}>(?:{words}){after})" for n, (_, words, after) in enumerate(FORMS)))
_SORTS = tuple(sort for sort, _, _ in FORMS)
_MEASURES = frozenset("个座处条级层类批次项级道孔家")
_NUMERALS = frozenset("一二两三四五六七八九十百千多几每数半")
_STRETCH = re.compile(rf"([{_HAN}]{{2,4}})至([{_HAN}]{{2,4}})(?=路?段)")
_LISTED = re.compile(
    rf"((?:[{_HAN}]{{2,4}}、){{1,12}}[{_HAN}]{{2,4}}?)(?=等?[\d两三四五六七八九十]+(?:个|处|所|座|条)?(?:派出所|乡镇|镇|乡|村|社区|街道|水库|水源地|学校|小区))"
)


@dataclass(frozen=True)
class Place:
    """A place at `start`–`end` of a text; `stem` is the name without its ending. `sure` where an ordinary word or a
    mark stands before it; else where it begins is a guess.
    """

    name: str
    stem: str
    sort: str
    start: int
    end: int
    sure: bool


def places(text: str) -> list[Place]:
    """Counties, towns, villages, waters, estates and roads named in a text, in order."""
    found = [place for ending in _ENDING.finditer(text) if (place := _place(text, ending))]
    sure = {place.name for place in found if place.sure}
    kept = [place for place in found if place.sure or _stands(place, sure)]
    return [*kept, *_of_lists(text), *_between(text)]


def _stands(guess: Place, sure: set[str]) -> bool:
    """Whether a place whose beginning is a guess may count: a county or town, unless a sure name is its end."""
    ends = (guess.name[at:] for at in range(1, len(guess.name) - 1))
    return guess.name in sure or (guess.sort in ("level", "banner") and not any(end in sure for end in ends))


def _place(text: str, ending: re.Match[str]) -> Place | None:
    sort = _SORTS[(ending.lastindex or 1) - 1]
    at, end = ending.span()
    if sort == "number":
        clean = not (at and text[at - 1].isascii() and text[at - 1].isalnum())
        return Place(ending.group(), "", sort, at, end, True) if clean else None
    start, sure = name_start(text, at, LONGEST[sort])
    if not sure:
        start = at - 2
    if text[at - 1 : end] in ordinary() and (sort != "strong" or ends_word(text, at - 1)):
        return None
    if (
        sort == "banner"
        and start
        and text[start - 1] == "和"
        and text[start - 2] not in "木查旗盟县"
        and not ends_word(text, start - 1)
    ):
        start = name_start(text, start - 1, 3)[0]
    if start > 1 and text[start - 2 : start] == "、和":
        start -= 1
    stem = text[start:at]
    if sort == "village" and len(stem) == 1 and stem in "头尾口背洞" and ends_word(text, start - 2):
        start -= 2
        stem = text[start:at]
    if not _is_stem(stem, sort):
        start = _named_by_word(text, at, sort)
        stem = text[start:at]
    if not stem:
        return None
    return Place(text[start:end], stem, sort, start, end, sure)


def _is_stem(stem: str, sort: str) -> bool:
    shortest = 1 if sort in ("strong", "numbered", "river") else 2
    if len(stem) < shortest or stem[-1] in NO_STEM_END[sort] or stem in ordinary():
        return False
    if len(stem) == 1:
        return stem not in _NUMERALS and stem not in _MEASURES and not ends_word(stem, 1)
    return not (stem[0] in _NUMERALS and (sort == "level" or stem[1] in _MEASURES))


def _named_by_word(text: str, at: int, sort: str) -> int:
    """The start of 人民 in 人民路; `at` where no such word stands there."""
    if sort not in BY_WORD:
        return at
    start = at - 2
    if start < 0 or text[start:at] not in NAMING_WORDS:
        return at
    return start


def _of_lists(text: str) -> Iterator[Place]:
    """塘尾、石桥、北岸3个派出所: names without endings, known by what is counted after them."""
    for listed in _LISTED.finditer(text):
        at = listed.start()
        names = [word for word in listed.group(1).split("、") if word not in ordinary()]
        for word in listed.group(1).split("、"):
            end = at + len(word)
            start, _ = name_start(text, end, len(word))
            if end - start >= 2 and word[-1] not in _NUMERALS:
                yield Place(text[start:end], text[start:end], "list", start, end, True)
            elif at > listed.start() and len(names) > 1 and word[-1] in "岸口头边门":
                yield Place(word, word, "list", at, end, True)
            at = end + 1


def _between(text: str) -> Iterator[Place]:
    """茅坡至双铺段: the ends of a stretch."""
    for found in _STRETCH.finditer(text):
        for group in (1, 2):
            start, _ = name_start(text, found.end(group), 4)
            start = max(start, found.start(group))
            stem = text[start : found.end(group)]
            if len(stem) >= 2 and stem not in ordinary():
                yield Place(stem, stem, "list", start, found.end(group), True)


def stems(found: list[Place]) -> Iterator[tuple[str, str]]:
    """清岭 of 清岭县, with the place: the bare name also stands before mountains, brands and schools."""
    for place in found:
        if (
            place.sort in ("level", "banner", "village", "works")
            and len(place.stem) >= 2
            and place.stem not in NAMING_WORDS
        ):
            yield place.stem, place.name
