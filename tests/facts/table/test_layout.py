"""Layouts that the reader would not know again are refused when the pack is loaded."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from assistant.facts.table.layout import Column, Pair, TableLayout

NATIONAL = TableLayout().columns


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Pair(label="某某栏", fact="report.unit"), "认不出"),
        (lambda: Pair(label="项目名称", fact="report.unit"), "认不出"),
        (lambda: Column(field="score", label="分值"), "认不出"),
        (lambda: TableLayout(columns=(*NATIONAL, NATIONAL[0])), "重复"),
        (lambda: TableLayout(columns=NATIONAL[1:]), "缺少指标栏目：level1"),
        (lambda: TableLayout(columns=(*NATIONAL, Column(field="op", label="指标性质"))), "要么都有"),
        (lambda: TableLayout(head=((),)), "每行应有一至三个栏目"),
    ],
)
def test_a_layout_that_cannot_be_read_back_is_refused(make, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        make()


def test_brackets_and_spaces_in_captions_do_not_matter() -> None:
    assert Pair(label="实 施 单 位（公章）", fact="report.unit").label == "实 施 单 位（公章）"
