"""The tables of the form as grids to type into: one row each, and an empty one at the end that becomes a row when filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.facts.fields import MAX_ITEMS
from assistant.facts.form import Entry, Table
from assistant.web.facts.views.fields import control, note_place
from assistant.workspace.filling import FilledForm
from assistant.workspace.filling_cells import rows_at


@dataclass(frozen=True)
class Column:
    """A column: its caption, its width, the fields that stand below each other in it."""

    title: str
    width: str
    names: tuple[str, ...]


# Eleven fields of an indicator side by side do not fit on a small screen: like in the printed table, what belongs
# together stands together. What explains a row stands below it.
_STACKED = {
    "indicators": (
        Column("一级／二级指标", "15%", ("level1", "level2")),
        Column("三级指标", "21%", ("name",)),
        Column("方向", "56px", ("op",)),
        Column("年度指标值", "15%", ("target", "target_text")),
        Column("单位", "56px", ("unit",)),
        Column("实际完成值", "15%", ("actual", "actual_text")),
        Column("分值", "54px", ("weight",)),
        Column("得分", "54px", ("score",)),
    ),
    "problems": (
        Column("问题和影响", "34%", ("title", "consequence")),
        Column("原因", "26%", ("cause",)),
        Column("整改措施（每条一行）", "", ("measures",)),
    ),
}
_BELOW = {
    "indicators": ("deviation", "measure", "rate", "inapplicable", "id"),
    "problems": ("owner", "deadline"),
}
_WIDTHS = {"number": "122px", "count": "80px", "year": "70px", "date": "112px", "choice": "112px"}
_INSIDE = {
    "target": "数值",
    "target_text": "或文字",
    "actual": "数值",
    "actual_text": "或文字",
    "consequence": "造成的影响",
}


def grid(table: Table, form: FilledForm) -> str:
    """The table with its caption."""
    columns = _STACKED.get(table.path) or tuple(
        Column(one.label, _WIDTHS.get(one.input.kind, "84px" if one.name == "unit" else ""), (one.name,))
        for one in table.columns
    )
    rows = len(rows_at(form.cells, table.path))
    last = rows if form.locked or rows >= MAX_ITEMS else rows + 1
    body = "".join(_row(table, columns, at, rows, form) for at in range(last))
    heads = "".join(f'<th scope="col"{_width(one)}>{escape(one.title)}</th>' for one in columns)
    help_ = f'<span class="help">{escape(table.help)}</span>' if table.help else ""
    tail = '<th scope="col" class="row-acts"><span class="sr">整行操作</span></th>' if not form.locked else ""
    order = " ".join(name for column in columns for name in column.names)
    stacked = " stacked" if table.path in _STACKED else ""
    return (
        f'<section class="grid-part" data-table="{table.path}" data-order="{order}">'
        f'<h3 id="t-{table.path}">{escape(table.title)}<small>{rows}行</small>{help_}</h3>'
        f'<table class="grid{stacked}" aria-labelledby="t-{table.path}"><thead><tr>'
        f'<th scope="col" class="row-number"><span class="sr">序号</span></th>{heads}{tail}</tr></thead>'
        f"<tbody>{body}</tbody></table></section>"
    )


def _width(column: Column) -> str:
    return f' style="width:{column.width}"' if column.width else ""


def _row(table: Table, columns: Sequence[Column], at: int, rows: int, form: FilledForm) -> str:
    entries = {one.name: one for one in table.columns}
    cells = "".join(
        f"<td>{''.join(_cell(entries[name], table, at, form) for name in one.names)}</td>" for one in columns
    )
    row, new = f"{table.path}[{at}]", at >= rows
    number = f'<th scope="row" class="row-number">{"" if new else at + 1}</th>'
    if form.locked:
        below = _below(table, entries, at, rows, len(columns) + 1, form)
        return f'<tr data-row="{row}">{number}{cells}</tr>{below}'
    if new:
        hint = '<span class="sr">在这一行填写即增加一行</span>'
        return f'<tr class="new" data-row="{row}">{number}{cells}<td class="row-acts">{hint}</td></tr>'
    below = _below(table, entries, at, rows, len(columns) + 2, form)
    opened = "false" if " hidden" in below[:60] else "true"
    acts = (
        f'<button type="button" data-more="{row}" aria-expanded="{opened}" title="更多" aria-label="第{at + 1}行更多">⋯</button>'
        f'<button type="button" data-op="remove" data-row="{row}" title="删除" aria-label="删除第{at + 1}行">×</button>'
    )
    return f'<tr data-row="{row}">{number}{cells}<td class="row-acts">{acts}</td></tr>{below}'


def _cell(entry: Entry, table: Table, at: int, form: FilledForm) -> str:
    path = f"{table.path}[{at}].{entry.name}"
    first = entry.name == table.columns[0].name and at >= len(rows_at(form.cells, table.path))
    inside = "在这里填写新的一行" if first else _INSIDE.get(entry.name, "")
    drawn = control(entry, path, form, f"第{at + 1}行{entry.label}", inside=inside)
    kind = " figure-cell" if entry.input.kind in ("number", "count") else ""
    return f'<div class="cell{kind}" data-name="{entry.name}">{drawn}{note_place(path, form)}</div>'


def _below(table: Table, entries: dict[str, Entry], at: int, rows: int, width: int, form: FilledForm) -> str:
    """What explains a row, and its further acts; open where something stands in it or is wrong with it."""
    names = _BELOW.get(table.path, ())
    paths = {name: f"{table.path}[{at}].{name}" for name in names}
    said = any(form.cell(paths[name]).text for name in names if name != "id")
    wrong = any(path in form.wrong or form.cell(path).rival is not None for path in paths.values())
    shown = "" if said or wrong else " hidden"
    fields = "".join(
        f'<div class="below-field {name}"><span>{escape(entries[name].label)}</span>{_cell(entries[name], table, at, form)}</div>'
        for name in names
    )
    acts = "" if form.locked else f'<div class="below-acts">{_acts(f"{table.path}[{at}]", at, rows)}</div>'
    drawn = f'<div class="below-fields">{fields}</div>' if fields else ""
    return f'<tr class="below" data-below="{table.path}[{at}]"{shown}><td colspan="{width}">{drawn}{acts}</td></tr>'


def _acts(row: str, at: int, rows: int) -> str:
    return "".join(
        f'<button type="button" class="link" data-op="{op}" data-row="{row}" data-by="{by}" '
        f'aria-label="第{at + 1}行{name}"{" disabled" if off else ""}>{name}</button>'
        for op, by, name, off in (
            ("move", -1, "上移", at == 0),
            ("move", 1, "下移", at == rows - 1),
        )
    )
