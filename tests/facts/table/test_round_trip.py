"""The law of the 自评表: what is written is read back as the same facts, with every cell accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.export.table_file import write_table
from assistant.facts.load import facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.table.form import make_form, tabled
from assistant.facts.table.layout import Column, Pair, TableLayout
from assistant.facts.table.reader import read_grids, read_table
from assistant.facts.table.reading import TableReading
from assistant.facts.table.tree import nested
from tests.facts.table.forms import opened
from tests.samples import full_tree
from tests.strategies import project_facts

SPLIT = TableLayout(
    unit="元",
    columns=(
        Column(field="level1", label="一级指标"),
        Column(field="level2", label="二级指标"),
        Column(field="name", label="三级指标"),
        Column(field="op", label="指标性质"),
        Column(field="target", label="指标值"),
        Column(field="unit", label="度量单位"),
        Column(field="actual", label="实际完成值"),
        Column(field="weight", label="分值"),
        Column(field="score", label="得分"),
        Column(field="deviation", label="偏差原因分析"),
        Column(field="measure", label="改进措施"),
    ),
    foot=(
        (Pair(label="其他需要说明的事项", fact="other"),),
        (Pair(label="自评等级", fact="evaluation.grade"), Pair(label="填报日期", fact="report.filled_on")),
    ),
)
LAYOUTS = [TableLayout(), SPLIT]


def account(reading: TableReading) -> list[str]:
    """The addresses of all cells, each once in one of the three books."""
    mapped = {cell.address for cell in reading.cells}
    books = [mapped, {one.address for one in reading.labels}, {one.address for one in reading.unmapped}]
    everything = [address for book in books for address in book]
    assert len(everything) == len(set(everything))
    return sorted(everything)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(project_facts(), st.sampled_from(LAYOUTS))
def test_the_table_gives_back_the_facts_that_it_holds(facts: ProjectFacts, layout: TableLayout) -> None:
    grids = opened(make_form(facts, layout))
    reading = read_grids(grids)
    assert reading.facts == nested(tabled(facts, layout))
    assert account(reading) == sorted(cell.address for cell in grids.grids[0].cells)
    assert list(reading.unmapped) == []


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(facts=project_facts(), layout=st.sampled_from(LAYOUTS), ending=st.sampled_from(["xlsx", "docx"]))
def test_so_does_the_file(tmp_path: Path, facts: ProjectFacts, layout: TableLayout, ending: str) -> None:
    path = tmp_path / f"自评表.{ending}"
    write_table(facts, layout, path)
    assert read_table(path).facts == nested(tabled(facts, layout))


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_a_full_table_has_no_conflicts_and_nothing_unmapped(tmp_path: Path, ending: str) -> None:
    facts = facts_from_tree(full_tree())
    path = tmp_path / f"自评表.{ending}"
    write_table(facts, TableLayout(), path)
    reading = read_table(path)
    assert reading.facts == nested(tabled(facts, TableLayout()))
    assert (reading.conflicts, reading.unmapped, reading.notes) == ((), (), ())
    assert reading.projects == (facts.project.name,)
