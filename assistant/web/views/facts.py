"""All facts of a project, group by group, as read-only tables with their Chinese titles."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from pydantic import BaseModel

from assistant.drafting.views import written
from assistant.facts.model import ProjectFacts
from assistant.web.views.blank import blank


def no_facts_yet() -> str:
    """What stands where no facts are chosen."""
    return blank("还没有选择事实", "在左侧选一个样例，或上传自己的事实文件（.yaml 或 .json）。")


def facts_tables(facts: ProjectFacts) -> str:
    """Every fact that is given; groups without any are left out."""
    fields = ProjectFacts.model_fields
    return f'<div class="facts">{"".join(_top(fields[name].title or name, getattr(facts, name), name) for name in fields)}</div>'


def _top(title: str, value: Any, path: str) -> str:
    inner = _given(value, path)
    return f"<h2>{escape(title)}</h2>{inner}" if inner else ""


def _given(value: BaseModel | tuple, path: str) -> str:
    """A group or a list; empty where nothing of it is given."""
    if isinstance(value, BaseModel):
        return _group(value, path)
    return _items(value, path) if value else ""


def _group(group: BaseModel, path: str) -> str:
    """Plain facts as one table, lists and inner groups below it under their own titles."""
    rows, below = "", ""
    for name, field in type(group).model_fields.items():
        value, where, title = getattr(group, name), f"{path}.{name}", escape(field.title or name)
        if isinstance(value, BaseModel | tuple):
            inner = _given(value, where)
            below += f"<h3>{title}</h3>{inner}" if inner else ""
        elif value is not None:
            rows += f"<tr><th>{title}</th><td>{escape(written(value, where))}</td></tr>"
    return (f'<table class="pairs"><tbody>{rows}</tbody></table>' if rows else "") + below


def _items(items: Sequence[Any], path: str) -> str:
    if not isinstance(items[0], BaseModel):
        return f"<ol>{''.join(f'<li>{escape(written(one, path))}</li>' for one in items)}</ol>"
    fields = type(items[0]).model_fields
    used = [name for name in fields if any(getattr(one, name) not in (None, ()) for one in items)]
    head = "".join(f"<th>{escape(fields[name].title or name)}</th>" for name in used)
    rows = "".join(
        f"<tr>{''.join(_cell(getattr(one, name), f'{path}[0].{name}') for name in used)}</tr>"
        for one in items
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _cell(value: Any, path: str) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, tuple):
        return f"<td>{'<br>'.join(escape(written(one, path)) for one in value)}</td>"
    number = not isinstance(value, str)
    return f"<td{' class=number' if number else ''}>{escape(written(value, path))}</td>"
