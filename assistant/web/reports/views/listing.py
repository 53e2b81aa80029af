"""The list of documents as a table; a title opens its document, buttons below turn the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.web.reports.catalogue import Listing, pack_name, type_name
from assistant.web.views.blank import blank
from assistant.web.views.words import plain

if TYPE_CHECKING:
    from assistant.library.storage.index import DocumentRecord

_HEADS = (
    ("", "报告"),
    ("unit", "单位"),
    ("year", "年度"),
    ("place", "地区"),
    ("type", "项目类型"),
    ("pack", "地方模板"),
    ("count", "章节／段落"),
    ("grade", "写作质量"),
    ("doubt", "核对"),
)
GOOD, FAIR = 0.8, 0.5


def listing_table(found: Listing) -> str:
    """One page of the list with its tally."""
    if not found.total:
        return blank(
            "库中还没有报告", "到“加入报告”里选往年的自评报告；Word、PDF、扫描件、自评表、压缩包都可以。"
        )
    if not found.rows:
        return f"{_tally(found)}{blank('没有符合条件的报告', '请换个说法，或去掉“只看待核对”。')}"
    head = "".join(f'<th class="{style}">{name}</th>' for style, name in _HEADS)
    rows = "".join(map(_row, found.rows))
    table = f'<table class="table listing"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f"{_tally(found)}{table}{_turner(found)}"


def quality(record: DocumentRecord) -> str:
    """The quality as a word and a figure of 100; its faults unfold where there are any."""
    name, style = _grade(record.quality)
    shown = f"{name} {record.quality * 100:.0f}"
    faults = [line for line in record.faults.splitlines() if line.strip()]
    if not faults:
        return f'<span class="quality {style}">{shown}</span>'
    items = "".join(f"<li>{plain(line)}</li>" for line in faults)
    return (
        f'<details class="quality {style}"><summary title="{plain("；".join(faults))}">{shown}</summary>'
        f"<ul>{items}</ul></details>"
    )


def doubts(number: int) -> str:
    """The flag of a document with places for a person to look at; nothing where there are none."""
    return f'<span class="tag warning">待核对 {number} 处</span>' if number else ""


def _grade(value: float) -> tuple[str, str]:
    if value >= GOOD:
        return "好", "good"
    return ("中", "fair") if value >= FAIR else ("差", "poor")


def _tally(found: Listing) -> str:
    shown = f"共 {found.total} 份报告"
    if found.matching != found.total:
        shown += f"，符合条件的 {found.matching} 份"
    return f'<p class="tally">{shown}</p>'


def _row(record: DocumentRecord) -> str:
    mark = '<span class="tag info">已更正</span>' if record.corrected else ""
    return (
        f'<tr><td><button type="button" class="link open" data-open="{plain(record.id)}">{plain(record.title)}</button>'
        f'<small>{plain(record.name)}</small></td><td class="unit">{plain(record.unit or "")}</td>'
        f'<td class="year">{record.year or ""}</td><td class="place">{plain(record.region or "")}</td>'
        f'<td class="type">{plain(type_name(record.project_type))}</td>'
        f'<td class="pack" title="{plain(pack_name(record.pack))}">{plain(pack_name(record.pack))}</td>'
        f'<td class="count">{record.sections}／{record.passages}</td><td class="grade">{quality(record)}</td>'
        f'<td class="doubt">{doubts(record.uncertain)}{mark}</td></tr>'
    )


def _turner(found: Listing) -> str:
    if found.pages == 1:
        return ""
    page, last = found.wish.page, found.pages
    back, on = _turn("上一页", page - 1, page > 1), _turn("下一页", page + 1, page < last)
    return f'<p class="turner tools">{back}<span>第 {page}／{last} 页</span>{on}</p>'


def _turn(name: str, page: int, possible: bool) -> str:
    return f'<button type="button" class="plain small" data-page="{page}"{"" if possible else " disabled"}>{name}</button>'
