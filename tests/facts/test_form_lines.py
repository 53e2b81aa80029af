"""What is filled in, as people read it."""

from __future__ import annotations

from assistant.facts.form import make_form
from assistant.facts.form_lines import Line, filled
from assistant.facts.paths import leaves
from tests.samples import full_facts


def test_every_fact_is_told_once_on_its_page() -> None:
    pages = filled(full_facts(), make_form())
    told = [line.path for lines in pages.values() for line in lines]
    assert told == [path for path, _ in leaves(full_facts())]
    assert list(pages)[:3] == ["填报信息", "项目信息", "资金"]


def test_amounts_dates_codes_and_places_are_written_out() -> None:
    pages = filled(full_facts(), make_form())
    lines = {line.path: line for page in pages.values() for line in page}
    assert lines["funds.initial_budget"].text == "640万元"
    assert lines["project.type"].text == "工程建设"
    assert lines["management.acceptance.date"].text == "2024-11-20"
    assert lines["indicators[1].op"] == Line("indicators[1].op", "第2项指标方向", "≥")
