"""The labelled fields of a report's cover and of a 自评表: 填报单位：…, | 项目名称 | … |."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.library.documents import cells_of, is_row

_HAN = "一-鿿"
_FIELD = re.compile(
    rf"([{_HAN}（）()/ ]{{2,24}}?)\s*[:：]\s*(.*?)(?=\s+[{_HAN}（）()]{{2,12}}\s*[:：]|$)",
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
# The next column's label in a table's head, which is no value.
_HEADER = re.compile(rf"[{_HAN}]{{0,6}}(名称|单位|部门|日期|年度|金额|负责人|电话|内容|事项)")
_ROWS = 60


def fields(preamble: str, text: str) -> dict[str, str]:
    """Label → value, the first of each label, from the lines and table rows before the first heading; of a report
    that is a table, from its first 60 rows. Labels come without brackets and spaces, values without seals and
    blanks.
    """
    found: dict[str, str] = {}
    for label, value in (*_of_lines(preamble), *_of_rows(preamble if _prose(text) else text)):
        label, value = _label(label), _value(value)
        if label and value and not _HEADER.fullmatch(value):
            found.setdefault(label, value)
    return found


def _prose(text: str) -> bool:
    lines = text.splitlines()
    return 2 * sum(len(line) for line in lines if is_row(line)) < len(text)


def _of_lines(preamble: str) -> Iterator[tuple[str, str]]:
    for line in preamble.splitlines():
        if not is_row(line) and len(line) <= 200:
            yield from _FIELD.findall(line.strip())


def _of_rows(text: str) -> Iterator[tuple[str, str]]:
    """Each cell and the next one of its row that says something else."""
    rows = 0
    for line in re.finditer(r"^\|.*\|$", text, re.MULTILINE):
        if (rows := rows + 1) > _ROWS:
            return
        cells = [cell for cell in cells_of(line.group()) if cell]
        for cell in cells:
            yield from _FIELD.findall(cell[:200])
        different = [cell for before, cell in pairwise(["", *cells]) if cell != before]
        yield from pairwise(different)


def _label(label: str) -> str:
    return re.sub(r"[\s/]", "", _BRACKETED.sub("", label))


def _value(value: str) -> str:
    value = re.sub(r"^[（(](公章|盖章|单位)[）)]", "", value.strip())
    return re.sub(r"[（(](公章|盖章|签章|单位公章|签字)[）)]|[_＿]+", "", value).strip()
