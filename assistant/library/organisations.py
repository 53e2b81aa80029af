"""Companies and public units in Chinese text: a name ends in a known ending and begins after a word no name
holds.

A unit counts only with the place it belongs to (青溪县水利局); 县财政局 and 我局 are nobody's in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.library.places import BOUNDARY, PLACE_HEAD, place_in
from assistant.library.profile import UNIT_ENDINGS

_RUN = re.compile("[一-鿿·]+")
_COMPANY = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|事务所|合作社|合作联社|公司)(?:[一-鿿]{2,10}?分公司)?"
)
_UNIT = re.compile(
    rf"(?:{UNIT_ENDINGS}|交易中心|服务中心|检测站|试验站|供水站|文化站|研究所|检测所|银行|信用社|基金会|协会)(?!托|员|派)"
)


def companies(text: str, region: str) -> Iterator[str]:
    """Companies; `region` is the report's own place, which often begins a name."""
    for name in _names_ending(text, _COMPANY, 32):
        place = PLACE_HEAD.search(_COMPANY.split(name)[0])
        named = place_in(place, region) if place else None
        if place and named:
            name = named + name[place.end() :]
        stem = _COMPANY.sub("", name)
        certain = re.search("有限|事务所|合作社|合作联社", name)
        if len(stem) > 4 if named else certain and len(stem) >= 2:
            yield name


def units(text: str, region: str) -> Iterator[str]:
    """Bureaus, schools, hospitals, centres … with their place."""
    for name in _names_ending(text, _UNIT, 26):
        for place in PLACE_HEAD.finditer(name):
            if (named := place_in(place, region)) and place.end() < len(name):
                yield named + name[place.end() :]
                break


def _names_ending(text: str, ending: re.Pattern[str], longest: int) -> Iterator[str]:
    """Names that end in `ending`, begun after the last word that cannot be inside a name."""
    for run in _RUN.finditer(text):
        words, begin = run.group(), 0
        for end in ending.finditer(words):
            if end.start() < begin:
                continue
            head = words[max(begin, end.end() - longest) : end.start()]
            cut = max((mark.end() for mark in BOUNDARY.finditer(head)), default=0)
            yield head[cut:] + end.group()
            begin = end.end()
