"""One field of the form as HTML: its label, input, note and help. Every text is escaped here."""

from __future__ import annotations

from html import escape

from assistant.facts.form import Entry
from assistant.facts.paths import title_of
from assistant.workspace.filling import FilledForm
from assistant.workspace.filling_cells import Cell

_MODES = {"number": "decimal", "count": "numeric", "year": "numeric"}


def field(entry: Entry, form: FilledForm) -> str:
    """A field with everything around it."""
    path = entry.path
    required = ' class="required"' if entry.required else ""
    unit = f'<span class="unit">（{escape(entry.unit)}）</span>' if entry.unit else ""
    wide = " wide-field" if entry.many or entry.long else ""
    lines = "，每条一行" if entry.many and "每条" not in entry.help and "一行" not in entry.help else ""
    help_ = (
        f'<span class="help" id="h-{path}">{escape(entry.help + lines)}</span>' if entry.help or lines else ""
    )
    return (
        f'<div class="field{wide}"><div class="label"><label for="f-{path}"{required}>{escape(entry.title)}{unit}</label>'
        f"{help_}</div>{control(entry, path, form)}{note_place(path, form)}</div>"
    )


def control(entry: Entry, path: str, form: FilledForm, label: str = "", *, inside: str = "") -> str:
    """The input of a field; in a table (`label` is its spoken name, with the row) it has no help, and `inside` instead of
    the example."""
    cell = form.cell(path)
    wrong = path in form.wrong or cell.rival is not None
    described = f"n-{path}" if label else f"n-{path} h-{path}"
    common = (
        f'id="f-{path}" data-path="{path}" data-before="{escape(cell.text)}" aria-describedby="{described}"'
        f"{f' aria-label={chr(34)}{escape(label)}{chr(34)}' if label else ''}"
        f"{' aria-invalid=true' if wrong else ''}{' disabled' if form.locked else ''}"
    )
    if entry.input.choices:
        return _select(entry, cell, common)
    example = f"例：{entry.example}" if entry.example and not label else inside
    shown = f' placeholder="{escape(example)}"' if example else ""
    if entry.many or entry.long or (label and entry.input.kind == "text"):
        rows = max(1 if label else 2, cell.text.count("\n") + (2 if entry.many and not label else 1))
        single = "" if entry.many else " data-single"
        return f"<textarea {common}{shown}{single} rows={rows}>{escape(cell.text)}</textarea>"
    mode = _MODES.get(entry.input.kind)
    typed = f" inputmode={mode}" if mode else ""
    return f'<input type="text" autocomplete="off" {common}{shown}{typed} value="{escape(cell.text)}">'


def _select(entry: Entry, cell: Cell, common: str) -> str:
    choices = dict(entry.input.choices)
    # A code that is none (from a file made elsewhere) is shown too: nothing typed is lost.
    extra = {} if not cell.text or cell.text in choices else {cell.text: cell.text}
    options = "".join(
        f'<option value="{escape(code)}"{" selected" if code == cell.text else ""}>{escape(title)}</option>'
        for code, title in {"": "", **choices, **extra}.items()
    )
    return f"<select {common}>{options}</select>"


def note_place(path: str, form: FilledForm) -> str:
    """Where the page tells what is wrong with a field."""
    return f'<div class="note-place" id="n-{path}" data-region="note:{path}" aria-live="polite">{note(path, form)}</div>'


def note(path: str, form: FilledForm) -> str:
    """What is wrong with a field, or who changed it too; empty where all is well."""
    said = ""
    if path in form.wrong:
        kept = "" if form.cell(path).text else "，清空无效"
        kept = "；改好前报告中按未填处理" if form.cell(path).text and path not in REQUIRED else kept
        said = f'<p class="wrong">{escape(form.wrong[path])}{kept}</p>'
    rival = form.cell(path).rival
    if rival is None:
        return said
    title = escape(title_of(path))
    author = escape(form.cell(path).author or "您")
    return (
        f'{said}<div class="rival"><p class="wrong">有两个人改了这一项，现在用的是先保存的。{author}填的是：</p>'
        f"<p>{escape(rival) or '（清空）'}</p>"
        f'<button type="button" class="plain small" data-op="fill" data-at="{path}" data-text="{escape(rival)}" '
        f'aria-label="{title}改用这个值">改用这个</button> '
        f'<button type="button" class="plain small" data-op="settle" data-at="{path}" '
        f'aria-label="{title}保留现在的值">保留现在的</button></div>'
    )


REQUIRED = ("report.year", "report.unit", "project.name")
