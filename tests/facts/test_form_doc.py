"""docs/form.md says what the form says."""

from __future__ import annotations

from pathlib import Path

from assistant.cli_facts import form_page_text
from assistant.facts.form import make_form
from assistant.facts.form_doc import form_markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "form.md"


def test_the_page_in_docs_is_the_one_that_is_generated() -> None:
    assert PAGE.read_text(encoding="utf-8") == form_page_text(), "run: assistant facts form"


def test_the_page_has_a_row_for_every_fact() -> None:
    text = form_markdown(make_form({"资金使用": ["funds.as_of"]}))
    for entry in make_form().entries():
        assert f"`{entry.path}`" in text
    (row,) = [line for line in text.splitlines() if "`funds.as_of`" in line]
    assert (
        row
        == "| 支出数据截止日期 | `funds.as_of` | 日期 |  | 支付情况统计到哪一天 | 2024-12-31 | 更新 | 资金使用 |"
    )
    columns = {line.count(" | ") for line in text.splitlines() if line.startswith("| ")}
    assert columns == {7}
