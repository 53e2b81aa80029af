"""A deviation as a card: what the data show, what is suggested or stands in the report, what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.facts.groups.results import Problem
from assistant.web.problems.views.editor import editor
from assistant.web.problems.views.evidence import evidence
from assistant.web.problems.views.words import words
from assistant.web.regions import region
from assistant.web.views.words import plain
from assistant.workspace.advising import STATES, Card

_LOOK = {"open": "warning", "chosen": "sure", "edited": "sure", "declared": "info", "rejected": "quiet"}


@dataclass(frozen=True)
class Frame:
    """What is the same for all cards of a page. `locked`: nobody may change anything; `model`: there is one to ask."""

    project: str
    locked: bool = False
    model: bool = False
    past: bool = False
    places: tuple[str, ...] = ()


def card(one: Card, frame: Frame, *, editing: bool = False) -> str:
    """The card; `editing` with the form in place of the text."""
    title = (one.problem or one.suggested).title or "（没有标题的问题）"
    lost = one.suggestion.points_lost if one.suggestion else 0
    marks = f'<span class="tag {_LOOK[one.state]}">{STATES[one.state]}</span>'
    marks += f'<span class="lost">扣{lost.normalize():f}分</span>' if lost else ""
    body = _editing(one) if editing else _reading(one, frame)
    return f"<header><h3>{plain(title)}</h3>{marks}</header>{evidence(one.rows, frame.project)}{body}"


def act(name: str, key: str) -> str:
    """The attributes of an element that asks for an act on a card."""
    return f'data-do="{name}" data-key="{plain(key)}"'


def button(name: str, key: str, label: str, style: str = "") -> str:
    """A button that asks for it."""
    return f'<button type="button" class="plain small{style}" {act(name, key)}>{label}</button>'


def edited(one: Card) -> Problem:
    """What the form begins with: what stands in the report, else what somebody wrote before, else the suggestion."""
    if one.state == "declared" and one.problem:
        own = {name: value for name, value in one.problem if value}
        return one.suggested.model_copy(
            update=own | {"measures": one.suggested.measures or one.problem.measures}
        )
    return one.problem or one.draft or one.suggested


def _editing(one: Card) -> str:
    if one.state == "declared":
        hint = "这是本单位填报的问题，整改措施后面几条是建议补充的，可以删改。"
    else:
        hint = "改好后写入事实，以后数据变了也不会被自动改掉。"
    form = editor(edited(one), one.key, act("save", one.key), act("cancel", one.key), "保存并采用")
    return f'<p class="hint">{hint}</p>{form}'


def _reading(one: Card, frame: Frame) -> str:
    parts = [
        _doubts(one, frame),
        words(one.problem or one.draft or one.suggested, titled=False),
        _effect(one, frame),
    ]
    if not frame.locked:
        parts.append(f'<div class="tools">{_buttons(one, frame)}</div>')
    parts += [region(f"wrong-{one.key}"), region(f"model-{one.key}"), region(f"past-{one.key}")]
    return "".join(parts)


def _doubts(one: Card, frame: Frame) -> str:
    """What somebody must look at once the data have changed."""
    if one.vanished:
        said = "数据已变，不再显示这处偏差，请核对这个问题还要不要写。"
        acts = button("keep", one.key, "保留") + button("undo", one.key, "移去")
    elif one.doubts:
        gone = "、".join(plain(figure) for figure in one.doubts)
        said = f"数据已变，请核对：文中的{gone}与现在的数据对不上。"
        fresh = f"现在的说法：{plain(one.suggested.consequence or '')}" if one.suggestion else ""
        said += f"<br>{fresh}" if fresh else ""
        renewing = button("renew", one.key, "换成现在的说法") if one.suggestion else ""
        acts = renewing + button("keep", one.key, "已核对，不改")
    else:
        return ""
    tools = "" if frame.locked else f'<div class="tools">{acts}</div>'
    return f'<div class="note warning" role="status"><p>{said}</p>{tools}</div>'


def _effect(one: Card, frame: Frame) -> str:
    where = "、".join(f"“{plain(place)}”" for place in frame.places)
    if one.state == "rejected":
        said = "没有采用。" + (
            "报告仍会按数据写明这处偏差，原因处标待核实。" if one.reported else "报告不写这处。"
        )
    elif one.state == "declared":
        said = f"本单位已在事实中填报（第{(one.index or 0) + 1}个问题），写在{where}。"
    elif one.state == "open":
        said = f"采用后写在{where}。" + (
            "不处理时，报告也会按数据写明偏差，原因处标待核实。" if one.reported else "不处理则报告不写。"
        )
    else:
        said = f"写在{where}。"
    return f'<p class="hint">{said}</p>'


def _buttons(one: Card, frame: Frame) -> str:
    """What fits the state; taking comes first."""
    found: list[str] = []
    if one.state in ("open", "rejected"):
        found.append(button("choose", one.key, "采用", " primary"))
        found.append(button("edit", one.key, "修改后采用"))
    if one.state == "open":
        found.append(button("reject", one.key, "不采用"))
    if one.state in ("declared", "chosen", "edited"):
        found.append(button("edit", one.key, "修改"))
    if one.state == "declared" and one.problem and not (one.problem.cause and one.problem.measures):
        found.insert(0, button("choose", one.key, "补上所缺", " primary"))
    if one.state in ("chosen", "edited", "rejected"):
        found.append(button("undo", one.key, "撤销"))
    if one.suggestion and frame.model and one.state != "rejected":
        found.append(button("polish", one.key, "用模型润色措辞", " push"))
    if one.suggestion and frame.past:
        found.append(button("past", one.key, "看往年写法", "" if "polish" in "".join(found) else " push"))
    return "".join(found)
