"""What an imported file offers, beside what is typed: to be taken one by one, by groups, or all that is sure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.facts.form import bare
from assistant.facts.paths import title_of
from assistant.store.material import Upload
from assistant.workspace.filling_cells import form
from assistant.workspace.filling_checks import sheet_of
from assistant.workspace.importing import Offer, Proposed

_STATES = {"new": ("填入", "sure"), "more": ("补充", "sure"), "other": ("与已填不同", "warning")}
_LONG = 200


def offered(offer: Offer, items: Sequence[Proposed], done: int) -> str:
    """The offer: doubts, what to take, what was not read."""
    open_items = [one for one in items if one.state != "same"]
    same, sure = len(items) - len(open_items), [one for one in open_items if one.sure]
    doubts = "".join(f"<p>{escape(one)}</p>" for one in offer.doubts)
    warned = f'<div class="note warning">{doubts}</div>' if doubts else ""
    tally = [f"{len(open_items)}项待定"]
    tally += [f"{done}项已处理"] if done else []
    tally += [f"{same}项与已填的相同"] if same else []
    every = (
        f'<button type="button" class="plain primary" data-do="take" data-numbers="{_numbers(sure)}">采用有把握的{len(sure)}项</button>'
        if sure
        else ""
    )
    head = (
        f'<div class="offer-head"><div><h3>{escape(offer.upload.name)}</h3><p class="tally">{offer.kind}：{"，".join(tally)}</p></div>'
        f'{every}<button type="button" class="plain" data-do="close">完成</button></div>'
    )
    groups = "".join(_group(name, list(some)) for name, some in groupby(open_items, _group_name))
    table = (
        '<table class="table offer-table"><thead><tr><th scope="col" class="what">字段</th><th scope="col">现在</th>'
        '<th scope="col">文件中</th><th scope="col" class="from">出处</th>'
        f'<th scope="col" class="acts"><span class="sr">操作</span></th></tr></thead>{groups}</table>'
        if open_items
        else '<p class="hint">没有待定的内容了。</p>'
    )
    return f"{head}{warned}{table}{_unread(offer)}"


def _group_name(one: Proposed) -> str:
    table, mark, rest = one.path.partition("[")
    sheet = sheet_of()[table.split(".")[0]]
    if not mark:
        return sheet
    return f"{title_of(table)}　第{int(rest.partition(']')[0]) + 1}行"


def _group(name: str, some: Sequence[Proposed]) -> str:
    """A group with its act, which does not decide where something else is filled in already."""
    free = [one for one in some if one.state != "other"]
    take = (
        f'<button type="button" class="link" data-do="take" data-numbers="{_numbers(free)}">采用本组{len(free)}项</button>'
        if free
        else ""
    )
    head = f'<tr class="group"><th scope="rowgroup" colspan="4">{escape(name)}</th><td class="acts">{take}</td></tr>'
    return f"<tbody>{head}{''.join(map(_item, some))}</tbody>"


def _item(one: Proposed) -> str:
    word, kind = _STATES[one.state]
    if not one.sure and one.state != "other":
        word, kind = "请核对", "warning"
    remark = f'<p class="hint">{escape(one.remark)}</p>' if one.remark else ""
    quote = (
        f'<span title="{escape(one.quote)}">{escape(one.where or "原文")}</span>'
        if one.where or one.quote
        else ""
    )
    words = f"<q>{escape(one.quote[:40])}</q>" if one.quote and _bare(one.quote) != _bare(one.text) else ""
    title = escape(one.title)
    return (
        f'<tr><td class="what">{title}<br><span class="tag {kind}">{word}</span>{remark}</td><td>{_shown(one.present, one)}</td>'
        f'<td>{_shown(one.text, one)}</td><td class="from">{quote}{words}</td><td class="acts">'
        f'<button type="button" class="plain small" data-do="take" data-numbers="{one.number}" aria-label="采用{title}">采用</button> '
        f'<button type="button" class="link" data-do="refuse" data-numbers="{one.number}" aria-label="不采用{title}">不用</button></td></tr>'
    )


def _shown(text: str, one: Proposed) -> str:
    """A value as people read it: codes by their titles."""
    entry = form().entry(bare(one.path))
    said = entry.input.shown(text) if text else ""
    return escape(said if len(said) <= _LONG else f"{said[:_LONG]}…") or '<span class="hint">（空）</span>'


def _numbers(some: Sequence[Proposed]) -> str:
    return " ".join(str(one.number) for one in some)


def _bare(text: str) -> str:
    return "".join(text.split())


def _unread(offer: Offer) -> str:
    if not offer.unread:
        return ""
    rows = "".join(f"<li>{escape(one)}</li>" for one in offer.unread)
    return f"<details><summary>没有对应字段的内容{len(offer.unread)}处</summary><ul>{rows}</ul></details>"


def going(name: str, seconds: int) -> str:
    """While a file is read."""
    return (
        f'<div class="status" role="status">正在读取“{escape(name)}”……<span class="timer">{seconds}秒</span></div>'
        '<p class="hint">扫描件和旧格式可能要一两分钟。</p>'
    )


def uploads(some: Sequence[Upload]) -> str:
    """The files that were uploaded before."""
    if not some:
        return ""
    rows = "".join(
        f'<li><button type="button" class="link" data-do="again" data-upload="{one.id}">{escape(one.name)}</button>'
        f"<span>{one.made_at.astimezone():%m月%d日 %H:%M}　{max(1, one.size // 1000)}KB</span></li>"
        for one in some[:20]
    )
    return f'<section class="uploads"><h3>以前上传的文件</h3><ul>{rows}</ul><p class="hint">点文件名，再看一遍它的内容。</p></section>'
