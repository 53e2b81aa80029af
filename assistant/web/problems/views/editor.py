"""The form in which a problem is put into somebody's own words."""

from __future__ import annotations

from assistant.facts.groups.results import Problem
from assistant.web.regions import region
from assistant.web.views.words import plain

_SHORT = {
    "title": ("问题", "一句话，例如：项目实施进度滞后"),
    "owner": ("责任部门", ""),
    "deadline": ("完成时限", "例如：2025年6月底前"),
}
_LONG = {
    "consequence": ("表现和影响", "数据表现和造成的后果", 3),
    "cause": ("原因", "具体原因，不写“意识不强”之类的空话", 2),
    "measures": ("整改措施", "每行一条：谁、做什么、到什么程度", 4),
}


def editor(problem: Problem, name: str, saving: str, cancelling: str, label: str) -> str:
    """A form whose fields are those of the facts. `name` keeps its ids apart from those of other forms; `saving` and
    `cancelling` are the attributes of its acts, already escaped; `label` is that of the saving button.
    """
    long = "".join(_area(name, field, problem) for field in _LONG)
    return (
        f'<form class="editor" {saving}>{_line(name, "title", problem, required=True)}{long}'
        f'<div class="pair">{_line(name, "owner", problem)}{_line(name, "deadline", problem)}</div>'
        f"{region(f'wrong-{name}')}"
        f'<div class="tools"><button type="submit" class="plain primary">{label}</button>'
        f'<button type="button" class="plain" {cancelling}>取消</button></div></form>'
    )


def _line(name: str, field: str, problem: Problem, *, required: bool = False) -> str:
    title, example = _SHORT[field]
    id_, value = f"{name}-{field}", getattr(problem, field) or ""
    mark = ' class="required"' if required else ""
    return (
        f'<div class="field"><label for="{plain(id_)}"{mark}>{title}</label><input id="{plain(id_)}" name="{field}" '
        f'value="{plain(value)}" placeholder="{example}" maxlength="4000"></div>'
    )


def _area(name: str, field: str, problem: Problem) -> str:
    title, example, rows = _LONG[field]
    id_ = f"{name}-{field}"
    value = "\n".join(problem.measures) if field == "measures" else getattr(problem, field) or ""
    # A browser drops the first line break of a text area.
    return (
        f'<div class="field"><label for="{plain(id_)}">{title}</label><textarea id="{plain(id_)}" name="{field}" '
        f'rows="{rows + value.count(chr(10)) // 2}" placeholder="{example}" maxlength="20000">\n{plain(value)}</textarea></div>'
    )
