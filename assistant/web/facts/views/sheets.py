"""The form's sheets: the list at the left, and the open one in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.facts.form import Block, Entry, Form, Part, Table
from assistant.web.facts.views.fields import field
from assistant.web.facts.views.grids import grid
from assistant.workspace.filling import FilledForm
from assistant.workspace.filling_checks import Standing

IMPORT = "import"


def sheet_list(form: Form, now: Standing, wrong: Mapping[str, int], opened: str, *, locked: bool) -> str:
    """The sheets with what is filled in, missing and wrong in each; `opened` is the number of one, or the import."""
    rows = "".join(
        _item(str(number), sheet.title, _count(sheet.title, now, wrong), str(number) == opened)
        for number, sheet in enumerate(form.sheets)
    )
    offered = "" if locked else _item(IMPORT, "从文件导入", "", opened == IMPORT)
    return f'<nav aria-label="事实分组"><ol class="sheets">{rows}</ol><ol class="sheets import">{offered}</ol></nav>'


def _item(number: str, title: str, count: str, current: bool) -> str:
    here = ' aria-current="page"' if current else ""
    return f'<li><button type="button" data-do="open" data-sheet="{number}"{here}><b>{escape(title)}</b>{count}</button></li>'


def _count(title: str, now: Standing, wrong: Mapping[str, int]) -> str:
    bad, missing, filled = wrong.get(title, 0), now.missing[title], now.filled[title]
    if bad:
        return f'<span class="wrong">{bad}处有误</span>'
    if missing:
        return f'<span class="lacking">缺{missing}项</span>'
    return f'<span class="done">已填{filled}项</span>' if filled else "<span>未填</span>"


def sheet(form: Form, filled: FilledForm, number: int, serial: str = "", focus: str = "") -> str:
    """The open sheet; `serial` is that of the last change that it shows, `focus` the field to go to."""
    page = form.sheets[number]
    parts = "".join(_blocks(page.blocks, filled, page.title))
    locked = f'<div class="note warning"><p>{escape(filled.locked)}</p></div>' if filled.locked else ""
    return (
        f'<div id="sheet" data-view="sheet" data-project="{filled.project.id}" data-revision="{filled.revision}" '
        f'data-number="{number}" data-serial="{escape(serial)}" data-focus="{escape(focus)}">'
        f'<h2 class="sheet-title">{escape(page.title)}</h2>{locked}{parts}</div>'
    )


def importing(filled: FilledForm) -> str:
    """In the place of a sheet, while files are imported."""
    return (
        f'<div id="sheet" data-view="import" data-project="{filled.project.id}" data-revision="{filled.revision}">'
        '<h2 class="sheet-title">从文件导入</h2></div>'
    )


def _blocks(blocks: Sequence[Block], filled: FilledForm, above: str) -> list[str]:
    """Fields that follow each other share one part of the page; tables and groups have their own."""
    parts: list[str] = []
    loose: list[str] = []

    def close() -> None:
        if loose:
            parts.append(f'<div class="fields">{"".join(loose)}</div>')
            loose.clear()

    for block in blocks:
        match block:
            case Entry():
                loose.append(field(block, filled))
            case Table():
                close()
                parts.append(grid(block, filled))
            case Part():
                close()
                inner = "".join(_blocks(block.blocks, filled, block.title))
                if block.title == above or len(blocks) == 1:
                    parts.append(inner)
                else:
                    help_ = f'<span class="help">{escape(block.help)}</span>' if block.help else ""
                    parts.append(
                        f'<section class="part"><h3>{escape(block.title)}{help_}</h3>{inner}</section>'
                    )
    close()
    return parts
