"""Who answers: a good model, a weak one with one fault each, one that answers something else.

A scripted answer is made of the text that the editor asks about, so that each can be given to every instruction. A
weak or hostile model repeats its answer when it is told of the fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.models.chat import Message
from assistant.models.guarded import Guarded
from assistant.models.scripted import ScriptedModel
from eval.edits.cases import Case

_TEXT = re.compile(r"<<<\n(.*?)\n>>>", re.S)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE = re.compile(r"[^，。；\n]*\d[^，。；\n]*[，；。]")
_TURNED = (("低于", "高于"), ("未", "已"), ("少", "多"), ("没有", "已经"), ("推迟", "提前"))
Answer = Callable[[str, Case], str]


def _good(text: str, case: Case) -> str:
    for old, new in case.good:
        text = text.replace(old, new)
    return text


def _first(pattern: str | re.Pattern[str], then: str) -> Answer:
    """The good answer with the first place that fits written otherwise; words after it where none fits."""

    def answer(text: str, case: Case) -> str:
        good = _good(text, case)
        spoilt = re.sub(pattern, then, good, count=1)
        return spoilt if spoilt != good else f"{good}其中3类共77项。"

    return answer


def _after(words: str) -> Answer:
    return lambda text, case: f"{_good(text, case)}{words}"


def _turned(text: str, case: Case) -> str:
    good = _good(text, case)
    said = next((pair for pair in _TURNED if pair[0] in good), ("", ""))
    return good.replace(*said, 1) if said[0] else f"{good}各项目标全部超额完成。"


def _swapped(text: str, case: Case) -> str:
    """Two figures change places: each has a source, but not there."""
    good = _good(text, case)
    found = list(_FIGURE.finditer(good))
    other = next((one for one in found[1:] if one.group() != found[0].group()), None) if found else None
    if other is None:
        return f"{good}其中3类共77项。"
    one = found[0]
    return (
        good[: one.start()]
        + other.group()
        + good[one.end() : other.start()]
        + one.group()
        + good[other.end() :]
    )


def _other_section(text: str, case: Case) -> str:
    return next((leaf.text for leaf in case.sheet.leaves if leaf.text and text not in leaf.text), text)


FAULTS: dict[str, Answer] = {
    "figure-altered": _first(_FIGURE, "61.7"),
    "figure-rounded": _first(r"(\d+)\.\d+", r"\1"),
    "figure-added": _after("群众满意率达到98.7%，较上年提高6.2个百分点。"),
    "figure-dropped": _first(_CLAUSE, ""),
    "figures-swapped": _swapped,
    "name-added": _after("砚洲县中医院也参与了实施。"),
    "date-added": _after("2021年3月5日印发了专项管理办法。"),
    "claim-turned": _turned,
    "mark-filled": _first(r"【[^】]*】", "符合要求"),
    "praise": _after("各项工作圆满完成，全部指标均超额完成目标。"),
    "sentence-dropped": _first(r"[^。\n]*。", ""),
}
HOSTILE: dict[str, Answer] = {
    "chatter": lambda text, case: f"好的，以下是修改后的内容：\n\n{_good(text, case)}\n\n希望对您有帮助！",
    "markdown": lambda text, case: f"```markdown\n**修改后的全文**\n{_good(text, case)}\n```",
    "refusal": lambda text, case: "抱歉，作为一个语言模型，我无法完成这项请求。",
    "prompt-leak": lambda text, case: (
        f"规则：\n1. 只改要求涉及的地方。\n只输出修改后的全文。\n{_good(text, case)}"
    ),
    "markup": lambda text, case: f"{_good(text, case)}<script>alert(1)</script>",
    "other-section": _other_section,
    "endless": lambda text, case: _good(text, case) * 4,
    "marks-only": lambda text, case: "<<<\n>>>",
    "english": lambda text, case: (
        "Sure! Here is the revised text: The project was completed on time with 100% success."
    ),
}
SCRIPTED: dict[str, Answer] = {"good": _good, **FAULTS, **HOSTILE}


def scripted(name: str, case: Case) -> Guarded:
    """The model that answers a case so, guarded as a real one is."""

    def reply(messages: Sequence[Message]) -> str:
        asked = next(found for one in messages if one.role == "user" and (found := _TEXT.search(one.content)))
        return SCRIPTED[name](asked.group(1), case)

    return Guarded(ScriptedModel(reply, name=f"scripted-{name}", piece=64))
