"""The to-do list: every mark of the text with a field to type its fact into, and what would let sections say more."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.facts.form import Entry
from assistant.web.draft.views.links import goto, to_field
from assistant.web.views.blank import blank
from assistant.web.views.words import plain
from assistant.workspace.todo import Todo, TodoList, Wanted

ACTS = ("fill", "settle", "goto")
_NONE: Mapping[str, str] = MappingProxyType({})


def todo_panel(
    todo_list: TodoList, project_id: str, faults: Mapping[str, str] = _NONE, typed: Mapping[str, str] = _NONE
) -> str:
    """The list; `faults` are told beside their fields, which keep what was `typed` (both by the id of the item)."""
    if not todo_list.open and not todo_list.wanted:
        return blank("没有待补充的内容", "正文里没有【待补充】和【待核实】。")
    items = "".join(
        _item(one, project_id, faults.get(one.id, ""), typed.get(one.id, "")) for one in todo_list.open
    )
    marks = f'<ul class="entries">{items}</ul>' if items else '<p class="hint">正文里的标记都处理完了。</p>'
    return f'<div class="todo">{_progress(todo_list)}{marks}{_wanted(todo_list, project_id)}</div>'


def _progress(todo_list: TodoList) -> str:
    if not todo_list.total:
        return ""
    said = f"已处理{todo_list.done}处，共{todo_list.total}处"
    return (
        f'<p class="tally">{said}</p>'
        f'<progress max="{todo_list.total}" value="{todo_list.done}" aria-label="待办进度">{said}</progress>'
    )


def _item(one: Todo, project_id: str, fault: str, typed: str) -> str:
    kind = "待补充" if one.kind == "supply" else "待核实"
    around = f'<p class="around">…{plain(one.before)}<span class="gap">【{kind}：{plain(one.words)}】</span>{plain(one.after)}…</p>'
    place = goto(one.section, one.start, one.end, one.heading)
    return (
        f'<li class="entry" id="todo-{one.id}"><p class="path"><span class="tag {"info" if one.kind == "supply" else "warning"}">'
        f"{kind}</span> {place}</p>{around}{_answer(one, project_id, fault, typed)}</li>"
    )


def _answer(one: Todo, project_id: str, fault: str, typed: str) -> str:
    if one.kind == "verify":
        return _settle(one, fault, typed)
    if one.value and one.entry is not None:
        return (
            f'<p class="hint">填报表已填：{plain(one.value)}</p><div class="tools">'
            f'<button type="button" class="plain small" data-do="fill" data-todo="{one.id}" data-value="{plain(one.value)}">'
            f"写入正文</button>{to_field(project_id, one.path, '到填报表查看')}</div>"
        )
    if one.entry is not None:
        return _fill(one, one.entry, project_id, fault, typed)
    if one.path:
        return f'<div class="tools">{to_field(project_id, _form_path(one.path), f"到填报表填写“{one.title}”")}</div>'
    return _settle(one, fault, typed)


def _form_path(path: str) -> str:
    """A derived value has no field: the form as a whole is where its data are."""
    from assistant.facts.paths import leads_somewhere

    return path if leads_somewhere(path) else ""


def _fill(one: Todo, entry: Entry, project_id: str, fault: str, typed: str) -> str:
    unit = f"（{plain(one.unit)}）" if one.unit else ""
    return (
        f'<form class="field" data-do="fill" data-todo="{one.id}"><label for="value-{one.id}">{plain(one.title)}{unit}</label>'
        f'<div class="answer">{_control(one, entry, fault, typed)}<button type="submit" class="plain small">填入</button></div>'
        f'{_said(one, entry.help, fault)}<p class="tools">{to_field(project_id, one.path, "到填报表填写")}</p></form>'
    )


def _control(one: Todo, entry: Entry, fault: str, typed: str) -> str:
    """The input that suits the field: a choice, lines of text, a date, a number or words."""
    about = f"help-{one.id}" + (f" fault-{one.id}" if fault else "")
    common = f'id="value-{one.id}" name="value" required aria-describedby="{about}"' + (
        ' aria-invalid="true"' if fault else ""
    )
    if entry.input.choices:
        options = "".join(
            f'<option value="{plain(code)}"{" selected" if code == typed else ""}>{plain(title)}</option>'
            for code, title in entry.input.choices
        )
        return f'<select {common}><option value="">请选择</option>{options}</select>'
    example = f' placeholder="例如：{plain(entry.example)}"' if entry.example else ""
    if entry.long or entry.many:
        return f'<textarea {common} rows="3" maxlength="4000"{example}>{plain(typed)}</textarea>'
    # No date picker: it speaks the browser's language, and takes no pasted 2024年3月1日.
    mode = ' inputmode="decimal"' if entry.input.kind in ("number", "count", "year") else ""
    return f'<input type="text" {common} maxlength="4000" autocomplete="off" value="{plain(typed)}"{mode}{example}>'


def _settle(one: Todo, fault: str, typed: str) -> str:
    label = "核实后的内容" if one.kind == "verify" else one.title
    sure = (
        f'<button type="button" class="link" data-do="settle" data-todo="{one.id}" data-value="{plain(one.words)}">核实无误，去掉标记</button>'
        if one.kind == "verify"
        else ""
    )
    wrong = ' aria-invalid="true"' if fault else ""
    return (
        f'<form class="field" data-do="settle" data-todo="{one.id}"><label for="value-{one.id}">{plain(label)}</label>'
        f'<div class="answer"><input type="text" id="value-{one.id}" name="value" required maxlength="1000" autocomplete="off" '
        f'aria-describedby="help-{one.id}"{wrong} value="{plain(typed)}">'
        f'<button type="submit" class="plain small">写入正文</button></div>{_said(one, "", fault)}<p class="tools">{sure}</p></form>'
    )


def _said(one: Todo, help: str, fault: str) -> str:
    wrong = f'<p class="wrong" id="fault-{one.id}" role="alert">{plain(fault)}</p>' if fault else ""
    return f'<p class="hint" id="help-{one.id}">{plain(help)}</p>{wrong}'


def _wanted(todo_list: TodoList, project_id: str) -> str:
    if not todo_list.wanted:
        return ""
    items = "".join(_one_wanted(one, project_id) for one in todo_list.wanted)
    return (
        f"<section><h3>补上后能多写的 <small>{len(todo_list.wanted)}项</small></h3>"
        f'<ul class="wanted">{items}</ul></section>'
    )


def _one_wanted(one: Wanted, project_id: str) -> str:
    where = "、".join(plain(heading) for heading in one.headings)
    return f'<li>{to_field(project_id, one.path, one.title)} <span class="path">{where}</span></li>'
