"""A scripted model with the faults of weak ones: what it is asked decides what goes wrong, so that runs repeat.

It joins the points it is given into prose, but drops some, alters a figure, turns a claim, adds praise, and copies a
sentence of the past passage it was shown, figures and names included; told of a fault, it mends about two in three.
Given no points, it copies the passage and strings facts together. Guards that are taken out therefore show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from random import Random

from assistant.models.chat import Message
from assistant.models.scripted import ScriptedModel

SCRIPTED = "weak"
"""Its name."""

_POINT = "- "
_PARAGRAPH = re.compile(r"^第\d+段[：:]$")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_QUOTED = re.compile(r"“([^”]+)”")
_NUMBERED = re.compile(r"^(\d+)）(改写|补写)：(.*)$", re.M)
_SENTENCE_OR_END = re.compile(r"[^。！？\n]+[。！？]?|\n")
_FAULT = re.compile(r"^\d+）(.*)$", re.M)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TURNED = (("未达到", "达到"), ("没有达到", "达到"), ("低于", "高于"), ("未完成", "完成"), ("减少", "增加"))
_PRAISE = "项目实施取得了显著成效，得到了广大群众的一致好评。"
_NOTHING = "情况良好。"
_REPAIR = "上面的正文"
_MENDS = 0.66


def weak_model() -> ScriptedModel:
    """A new one; its calls and tokens (characters) are counted as on a server with a prefix cache."""
    return ScriptedModel(_reply, name=SCRIPTED, piece=64)


def _reply(messages: Sequence[Message]) -> str:
    asked = messages[-1].content
    chance = Random(sha256(asked.encode()).digest())
    if asked.startswith(_REPAIR):
        return _mended(messages[-2].content, asked, chance)
    shown = next((one.content for one in messages if one.role == "assistant"), "")
    points = [line for line in asked.splitlines() if line.startswith(_POINT)]
    if len(messages) == 2 and "往年报告中的相关段落" in asked:
        passages, _, facts = asked.partition("本项目的事实：")
        return _without_points(passages.partition("：\n")[2], facts, chance)
    if not points:
        return _without_points(shown, messages[0].content, chance)
    return _damaged(_prose(asked), shown, chance)


def _prose(asked: str) -> list[list[str]]:
    """The points as the sentences of paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in asked.splitlines():
        if _PARAGRAPH.match(line) and paragraphs[-1]:
            paragraphs.append([])
        elif line.startswith(_POINT):
            paragraphs[-1].append(line.removeprefix(_POINT) + "。")
    return paragraphs


def _damaged(paragraphs: list[list[str]], shown: str, chance: Random) -> str:
    if sum(map(len, paragraphs)) > 1 and chance.random() < 0.35:
        longest = max(paragraphs, key=len)
        longest.pop(chance.randrange(len(longest)))
    text = "\n".join("".join(one) for one in paragraphs if one)
    if chance.random() < 0.3:
        text = _turned(text)
    if chance.random() < 0.25:
        text = _altered(text, chance)
    if chance.random() < 0.3:
        text += _PRAISE
    if shown and chance.random() < 0.5:
        text += _copied(shown)
    return text


def _turned(text: str) -> str:
    said = next((pair for pair in _TURNED if pair[0] in text), None)
    return text.replace(*said, 1) if said else text


def _altered(text: str, chance: Random) -> str:
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return text
    one = chance.choice(numbers)
    return text[: one.start()] + str(chance.randrange(3, 90)) + one.group() + text[one.end() :]


def _copied(shown: str) -> str:
    """The sentence of a passage that says most: the longest."""
    return max(_SENTENCE.findall(shown), key=len, default="")


def _without_points(passage: str, facts: str, chance: Random) -> str:
    copied = [one for one in _SENTENCE.findall(passage) if not one.startswith("【")]
    known = [line.removeprefix(_POINT) for line in facts.splitlines() if line.startswith(_POINT)]
    taken = [f"{one}。" for one in chance.sample(known, min(3, len(known)))]
    return "".join([*copied[: max(2, len(copied) // 2)], *taken]) or _NOTHING


def _mended(text: str, asked: str, chance: Random) -> str:
    """The sentences that are asked for by number, or else the whole text again; some of them as they were."""
    numbered = _NUMBERED.findall(asked)
    if numbered:
        return "\n".join(f"{number}）{_again(order, told, chance)}" for number, order, told in numbered)
    for fault in _FAULT.findall(asked):
        quoted = _QUOTED.search(fault)
        if quoted is None or chance.random() > _MENDS:
            continue
        if fault.startswith("漏写"):
            text += quoted.group(1).rstrip("。") + "。"
        else:
            text = "".join(one for one in _SENTENCE_OR_END.findall(text) if quoted.group(1) not in one)
    return text or _NOTHING


def _again(order: str, told: str, chance: Random) -> str:
    """A sentence left out, or written as it should be; in one case of three neither."""
    if order == "改写":
        return "删去" if chance.random() < _MENDS else told
    quoted = _QUOTED.search(told)
    return quoted.group(1) if quoted and chance.random() < _MENDS else _NOTHING
