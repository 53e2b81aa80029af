"""Tables by local practice: named styles, repeated header, whole rows, figures to the right with as many decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eval.docx.row import Check, equal, number
from eval.docx.word_file import Element, WordFile, find, first, text

_STYLES = ("表头", "表内文字", "表内数字")
_DIRECT = "w:pPr/w:jc|w:pPr/w:ind|w:pPr/w:spacing"
_FIGURE = re.compile(r"-?\d+(?:\.(\d+))?")
_FIGURES = re.compile(r"(年初|全年|调整后)?预算数|全年执行数|分值|得分")


def tables(file: WordFile) -> Iterator[Check]:
    """The checks over all tables; none for a file without one."""
    found = find(file.document, ".//w:tbl")
    if not found:
        return
    rows = [row for table in found for row in find(table, "w:tr")]
    paragraphs = [one for table in found for one in find(table, ".//w:p")]
    yield equal("未用表格样式或直接画框线的表", 0, sum(not _styled(table) for table in found))
    yield equal("宽度不等于版心的表", 0, sum(not _as_wide(table) for table in found))
    yield equal("会跨页断开的表行", 0, sum(not find(row, "w:trPr/w:cantSplit") for row in rows))
    heads = [table for table in found if "一级指标" in text((find(table, "w:tr") or [table])[0])]
    yield equal("不在每页重复标题行的指标表", 0, sum(not _repeats(table) for table in heads))
    yield equal("没有指标表", 0, int(not heads))
    yield equal(
        "列数不齐的表行", 0, sum(not _whole(table, row) for table in found for row in find(table, "w:tr"))
    )
    yield equal("表内未用命名样式的段落", 0, sum(file.style_of(one) not in _STYLES for one in paragraphs))
    yield equal("表内直接排版的段落", 0, sum(bool(find(one, _DIRECT)) for one in paragraphs))
    figures = [one for table in found for one in _figures(file, table)]
    yield equal(
        "未右对齐的数字",
        0,
        sum(file.of_paragraph(one.paragraph, "w:pPr/w:jc/@w:val") != "right" for one in figures),
    )
    kinds: dict[str, set[int]] = {}
    for one in figures:
        kinds.setdefault(one.kind, set()).add(one.decimals)
    yield equal("小数位数不一的栏", 0, sum(len(found) > 1 for found in kinds.values()))
    yield equal("未标明单位的表", 0, int(not _states_unit(file)))


def _styled(table: Element) -> bool:
    return bool(first(table, "w:tblPr/w:tblStyle/@w:val")) and not find(
        table, "w:tblPr/w:tblBorders|.//w:tcBorders"
    )


def _as_wide(table: Element) -> bool:
    """As wide as the text of its section, which the next section properties describe."""
    sections = find(table, "following::w:sectPr")
    if not sections:
        return False
    page, left, right = (
        number(first(sections[0], path)) for path in ("w:pgSz/@w:w", "w:pgMar/@w:left", "w:pgMar/@w:right")
    )
    return abs(number(first(table, "w:tblPr/w:tblW/@w:w")) - (page - left - right)) <= 10


def _repeats(table: Element) -> bool:
    repeated = [bool(find(row, "w:trPr/w:tblHeader")) for row in find(table, "w:tr")]
    return repeated[0] and not any(repeated[1:])


def _whole(table: Element, row: Element) -> bool:
    spans = sum(int(first(cell, "w:tcPr/w:gridSpan/@w:val") or 1) for cell in find(row, "w:tc"))
    return spans == len(find(table, "w:tblGrid/w:gridCol"))


@dataclass(frozen=True)
class _Figure:
    """A number under a caption; `kind` is what shares its decimal places."""

    paragraph: Element
    kind: str
    decimals: int


def _figures(file: WordFile, table: Element) -> Iterator[_Figure]:
    captions: dict[int, str] = {}
    key = str(find(table, "count(preceding::w:tbl)"))
    for row in find(table, "w:tr"):
        column = 0
        for cell in find(row, "w:tc"):
            words = text(cell)
            caption = captions.get(column, "")
            match = _FIGURE.fullmatch(words)
            if match and _FIGURES.search(caption):
                kind = "金额" if "数" in caption else f"{key} {column} {caption}"
                yield _Figure(find(cell, "w:p")[0], kind, len(match[1] or ""))
            elif words and not match and words != "—":
                captions[column] = words
            column += int(first(cell, "w:tcPr/w:gridSpan/@w:val") or 1)


def _states_unit(file: WordFile) -> bool:
    """Right above the first table, at the right."""
    before = find(file.document, "(.//w:tbl)[1]/preceding-sibling::w:p[1]")
    return bool(
        before
        and re.fullmatch("单位：(万元|元)", text(before[0]))
        and file.of_paragraph(before[0], "w:pPr/w:jc/@w:val") == "right"
    )
