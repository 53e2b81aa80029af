"""Comparisons: on which side of its target a sentence puts an indicator — 比目标多32樘, 超过1236.75万元, 控制在400元以内.

Only the side is read here, whatever the indicator's direction: a cost above its limit and a rate above its goal are both
above. A comparison with anything but the indicator's own target, or by anything but its own gap, says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.review.mention import Key, Mention
from assistant.review.subjects import same

_GOAL = (
    r"(?:年度|年初|预期|控制|绩效|既定|预定|设定的?)*(?:目标|指标|计划|任务|预期|标准|上限|要求)(?:值|数|量)?"
)
_HIGH = r"(?:超过|超出|超额|高于|高出|多出|多于|大于|突破|偏高|偏多|增加|超|高|多)"
_LOW = r"(?:低于|低了|少于|小于|不足|不到|不及|偏低|偏少|减少|节省|节约|短少|还差|尚差|缺|低|少|(?<!相)差)"
# 未超过, 没有突破 put it below or at the target; 不低于 and 不超过 are how targets are told, and claim nothing.
_DENIED = re.compile("(?:未|没有|并未|没)$")
_TOLD = re.compile("(?:不|不能|不得|应|须|拟|将|力争|确保|争取|要求|为)$")
_AFTER_GOAL = re.compile(
    rf"(?:比|较|与|同|跟|超过?|高于|低于)[^，。；\d]{{0,6}}?{_GOAL}(?:相比)?(?:，)?(?:还|仍|略|约|实际)?(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))"
)
_BESIDE_GAP = re.compile(
    r"(?:(?P<high>超过|超出|超额|高出|多出|超|多|高)|(?P<low>还差|尚差|短少|缺|少|(?<!相)差|低))了?(?:完成)?\s{0,2}$"
)
_BEFORE_TARGET = re.compile(
    rf"(?:(?P<high>超过|超出|高于|多于|大于|突破|高出)|(?P<low>低于|少于|小于|不足|不到|不及))(?:了|原定|既定|的)?(?:{_GOAL})?[（“\s]{{0,2}}$"
)
_THAN_TARGET = re.compile(r"(?:比|较|与|同|跟)(?:原定|既定)?[^，。；\d]{0,6}$")
_SIDE_BEHIND = re.compile(
    rf"^[\u4e00-\u9fff/]{{0,6}}?的?(?:{_GOAL})?(?:相比)?(?:，)?(?:还|仍|略|约|实际)?(?:(?P<high>{_HIGH})|(?P<low>{_LOW}))"
)
_KEPT = re.compile(r"(?:控制|保持|压缩|限制)(?:在|到|至)了?[（“\s]{0,2}$")
_WITHIN = re.compile(r"^[\u4e00-\u9fff/]{0,6}?(?:以内|之内|以下|范围内)")
_KINDS = ("amount", "rate", "points", "count", "score")


@dataclass(frozen=True)
class Measured:
    """An indicator's figures: target and gap as a text may say them, and `side`: 1 above its target, -1 below, 0 at it."""

    target: Key | None
    gap: Key | None
    side: int


def false_side(words: str, figures: Sequence[Mention], one: Measured, *, near: bool) -> bool:
    """Whether a clause, with its figures, puts an indicator on the wrong side of its target.

    `near`: the clause speaks of the indicator, or follows close on one that does; further on only its own gap shows that
    it is still meant.
    """
    mentions = [mention for mention in figures if mention.type in _KINDS]
    said = [_of_gap(words, mention, one) for mention in mentions]
    if near:
        said += [*_of_goal(words, mentions, one), *(_of_target(words, mention, one) for mention in mentions)]
    return any(_wrong(side, one.side) for side in said if side is not None)


def _wrong(said: int, side: int) -> bool:
    """0 says that it is not above (未超过), which is also true of what is below."""
    return side > 0 if said == 0 else said != side


def _of_goal(words: str, mentions: Sequence[Mention], one: Measured) -> Iterator[int | None]:
    """The sides that a clause gives by naming a target without its figure (比目标多32樘)."""
    for found in _AFTER_GOAL.finditer(words):
        if _own_distance(mentions, found.end(), one):
            yield _side(words, found)


def _own_distance(mentions: Sequence[Mention], end: int, one: Measured) -> bool:
    """Whether the figure behind a comparison, if there is one, is the indicator's own gap."""
    behind = next((mention for mention in mentions if end <= mention.start <= end + 3), None)
    return behind is None or one.gap is None or same(behind.key, one.gap)


def _of_gap(words: str, mention: Mention, one: Measured) -> int | None:
    """The side that the word before the indicator's own gap gives (少32樘)."""
    if one.gap is None or not same(mention.key, one.gap):
        return None
    found = _BESIDE_GAP.search(words[: mention.start])
    return _side(words, found) if found else None


def _of_target(words: str, mention: Mention, one: Measured) -> int | None:
    """The side that the words around the target's figure give."""
    if one.target is None or not same(mention.key, one.target):
        return None
    before, after = words[: mention.start], words[mention.end :]
    if found := _BEFORE_TARGET.search(before):
        return _side(words, found)
    if _KEPT.search(before) and _WITHIN.match(after):
        return 0
    if _THAN_TARGET.search(before) and (found := _SIDE_BEHIND.match(after)):
        return 1 if found.group("high") else -1
    return None


def _side(words: str, found: re.Match[str]) -> int | None:
    group = "high" if found.group("high") else "low"
    before = words[max(0, found.start(group) - 4) : found.start(group)]
    if _TOLD.search(before):
        return None
    if _DENIED.search(before):
        return 0 if group == "high" else None
    return 1 if group == "high" else -1
