"""The form as commented YAML: what each field means stands behind it, what is known stands in it.

Reading it back (facts/load.py) gives the facts that were written; blank fields are facts that are not given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.facts.form import Block, Entry, Form, Part, Table
from assistant.facts.quantities import number_text

MAX_REMARK = 60
_HEAD = (
    "# 项目事实表：冒号后面填写，# 后面是说明，不用删。没有的可以空着，起草时会标出【待补充】。",
    "# 金额一律为万元，日期写作2024-03-01；有多条的每条一行，以“- ”开头。",
)


def form_yaml(
    form: Form, tree: Mapping[str, Any] | None = None, remarks: Mapping[str, str] | None = None
) -> str:
    """The form with the content of `tree` (as `tree_of` gives it); `remarks` are told behind the field of their path."""
    return "\n".join([*_HEAD, *_lines(form, tree or {}, remarks or {})]) + "\n"


def _lines(form: Form, tree: Mapping[str, Any], remarks: Mapping[str, str]) -> Iterator[str]:
    for sheet in form.sheets:
        yield from ("", f"# ── {sheet.title} ──")
        for block in sheet.blocks:
            yield from _block(block, block.name, tree.get(block.name), "", remarks, told=True)


def _block(
    block: Block, path: str, value: Any, indent: str, remarks: Mapping[str, str], *, told: bool
) -> Iterator[str]:
    """The lines of a field; `told`: with its description."""
    start = f"{indent}{block.name}:"
    remark = f"【{_short(remarks[path])}】" if path in remarks else ""
    comment = f"  # {_description(block) if told else ''}{remark}" if told or remark else ""
    match block:
        case Entry(many=False):
            yield f"{start}{' ' + _scalar(value) if value is not None else ''}{comment}"
        case Entry():
            yield start + comment
            yield from (f"{indent}  - {_scalar(line)}" for line in value or ())
        case Part():
            yield start + comment
            for one in block.blocks:
                inner = (value or {}).get(one.name)
                yield from _block(one, f"{path}.{one.name}", inner, f"{indent}  ", remarks, told=told)
        case Table():
            yield start + comment
            yield from _rows(block, path, value or (), f"{indent}  ", remarks)


def _rows(
    table: Table, path: str, rows: Sequence[Mapping[str, Any]], indent: str, remarks: Mapping[str, str]
) -> Iterator[str]:
    if not rows:  # a blank row would be a row: what one looks like is shown as a comment
        sample = [line for one in table.columns for line in _block(one, "", None, "", {}, told=True)]
        yield f"{indent}# 每项照下面的样子写，去掉行首的“# ”："
        yield from (f"{indent}# {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(sample))
    for index, row in enumerate(rows):
        lines: list[str] = []
        for one in table.columns:
            at = f"{path}[{index}].{one.name}"
            lines += _block(one, at, row.get(one.name), "", remarks, told=index == 0)
        yield from (f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines))


def _description(block: Block) -> str:
    """年初预算数（万元）：年初批复的预算。例：160."""
    if not isinstance(block, Entry):
        return f"{block.title}{'：' + block.help if block.help else ''}"
    must = "（必填）" if block.required else "（每项必填）" if block.essential else ""
    choices = "、".join(title for _, title in block.input.choices)
    help_ = "：" + "，".join(one for one in (block.help, choices) if one)
    example = f"。例：{block.example}" if block.example else ""
    return f"{block.label}{must}{help_}{example}"


def _scalar(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | int):
        return number_text(value)
    return json.dumps(str(value), ensure_ascii=False)  # a JSON string is a YAML one


def _short(text: str) -> str:
    return text if len(text) <= MAX_REMARK else f"{text[:MAX_REMARK]}…"
