"""Roles: what a figure is to its subject — actual, target, completion, gap, score, weight, deduction — by the words at it."""

from __future__ import annotations

import re

from assistant.review.mention import Mention

_WHOSE = r"(?:年度|控制|预期|绩效|年初|总)?"
_GOAL = r"(?:目标|指标|计划|任务|标准|上限|要求)"
_BE = r"(?:值|数|数量|为|是|设定|不低于|不少于|不高于|不超过|大于|小于|等于|≥|≤|：|:|“|\s)*"
_OF_GOAL_AFTER = re.compile(rf"^[\u4e00-\u9fff/]{{0,6}}?的{_WHOSE}{_GOAL}")
_WITHIN_AFTER = re.compile(r"^[\u4e00-\u9fff/]{0,6}?(?:以内|以上|及以上|以下)")
_BEFORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("gap", re.compile(rf"(?:超过|超出|高于|低于|高出|超|比){_WHOSE}(?:目标|计划|任务)(?:值)?$|的{_WHOSE}目标(?:值)?(?:相差|少|多|差|高出?|低)?了?$|(?:相差|还差|少|缺)了?$")),
    ("completion", re.compile(rf"(?:完成率|完成比例|完成程度|完成度)(?:为|达到?|是|：)*$|{_GOAL}[^，。；]{{0,16}}的$")),
    ("target", re.compile(rf"{_GOAL}{_BE}$|(?:不低于|不少于|不高于|不超过|≥|≤)$")),
    ("actual", re.compile(r"(?:实际|实际值|实际完成值?|实际完成|(?:降|缩短|提高|提升|上升|增加|增|减|减少)(?:至|到))(?:为|了|是|达到?)*$")),
)  # fmt: skip
# Labels that need no name beside them: the item that they stand in has it.
_LABEL = re.compile(r"(?:年度指标值|指标值|目标值|实际完成值|实际值|完成值|完成程度|相差)(?:为|是|：|≥|≤)*$")
_PLANNED = re.compile(
    "计划|应|拟|将|须|目标|任务|力争|确保|要求|批复|年初|总体|不低于|不少于|不超过|以上|以内"
)
# 年度目标为A31处、B46个: every figure of the list is a target, until something is said to be done.
_GOALS = re.compile(r"(?:年度|绩效|具体|量化|阶段性)目标(?:具体)?(?:为|是|有|：)[^。；\n]*$")
_NO_GOAL = re.compile("实际|完成|达到|[得扣]|原因|较|比")
_DONE = re.compile(r"(?:完成|达到|达|实现)了?$")
_THEN_JUDGED = re.compile(
    r"^[\u4e00-\u9fff/]{0,6}?，(?:(?:均|已|全面|超额)?(?:完成|达到|超过|低于|高于|未达|未完成|为)[^，。；]{0,8}目标|少\d|比目标|与[^，。；]{0,10}目标)"
)
_SCORES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("lost", re.compile(r"(?:扣|扣除|扣减|失)了?$")),
    ("weight", re.compile(r"(?:分值|满分|权重|总分值|标准分)(?:为|共|合计|：)*$")),
    ("score", re.compile(r"(?:得|得分|评分|自评得分|实得)(?:为|：)*$")),
)


def labelled(text: str, mention: Mention) -> bool:
    """Whether a label (年度指标值, 实际完成值) stands right before a figure."""
    return bool(_LABEL.search(text, max(0, mention.start - 12), mention.start))


def role_of(text: str, mention: Mention, since: int, sentence: tuple[int, int]) -> str | None:
    """The role of a figure by the words from `since` to it and right behind it; None where they do not say."""
    before = text[max(since, mention.start - 30) : mention.start]
    if mention.type == "score":
        return next((role for role, form in _SCORES if form.search(before)), None)
    after = text[mention.end : mention.end + 20]
    if _OF_GOAL_AFTER.search(after):
        return "target"
    if _WITHIN_AFTER.search(after) and re.search("控制在$|到$|至$|达到?$", before):
        return "target"
    goals = _GOALS.search(text, max(sentence[0], mention.start - 200), mention.start)
    if goals and not _NO_GOAL.search(goals.group()):
        return "target"
    for role, form in _BEFORE:
        if form.search(before) and (role != "completion" or mention.type == "rate"):
            return role
    if _THEN_JUDGED.search(after) and not _PLANNED.search(before):
        return "actual"
    if _DONE.search(before) and not _PLANNED.search(text, *sentence):
        return "actual"
    return None
