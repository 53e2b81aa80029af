"""The filled 自评表 as a grid of cells, before it becomes Excel or Word.

Read back, it gives the facts that a table can hold (`tabled`). Nothing is computed that is not a fact or a formula over
facts; a score is never filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal

from assistant.facts.derived import derive
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.paths import value_at
from assistant.facts.quantities import date_text, number_text, rate_text
from assistant.facts.table.captions import caption, field_in, is_dash, reserved
from assistant.facts.table.figures import WAN
from assistant.facts.table.indicators import NAMELESS, read_name
from assistant.facts.table.layout import Column, Pair, TableLayout
from assistant.facts.table.reasons import write_reasons
from assistant.facts.table.targets import write_pair
from assistant.facts.table.titled import indicator_titles, titled, with_title

Kind = Literal["title", "note", "label", "text", "figure"]
_VALUES = 6  # columns of figures in the block of the funds
_PARTS = ("其中：当年财政拨款", "上年结转资金", "其他资金")
_NAMES = ("level1", "level2", "name")
_PAIR = ("op", "target", "unit", "actual", "target_text", "actual_text", "rate")


@dataclass(frozen=True)
class FormCell:
    """A cell from (top, left) to (bottom, right), counted from 1; `value` is text, or a figure to be stored as one."""

    top: int
    left: int
    bottom: int
    right: int
    value: str | Decimal
    kind: Kind = "text"


@dataclass(frozen=True)
class Form:
    """`widths` are those of the columns in Excel's characters; the rows from `header` on are the indicators, the first
    of which is the header to be repeated on every page.
    """

    title: str
    widths: tuple[float, ...]
    cells: tuple[FormCell, ...]
    header: int

    @property
    def height(self) -> int:
        """The number of rows."""
        return max(cell.bottom for cell in self.cells)


def make_form(facts: ProjectFacts, layout: TableLayout) -> Form:
    """The table of these facts in this layout."""
    return _Setter(facts, layout).form()


class _Setter:
    def __init__(self, facts: ProjectFacts, layout: TableLayout) -> None:
        self._facts = facts
        self._layout = layout
        self._derived = derive(facts)
        self._width = len(layout.columns) + 1
        self._cells: list[FormCell] = []
        self._row = 1

    def form(self) -> Form:
        """Set the table from top to bottom."""
        self._line([(self._width, self._layout.title, "title")])
        self._line([(self._width, f"（{self._facts.report.year}年度）", "note")])
        for row in self._layout.head:
            self._pairs(row)
        self._funds()
        self._goals()
        header = self._row
        self._indicators()
        self._total()
        self._block(header, "绩效指标")
        for row in self._layout.foot:
            self._pairs(row)
        widths = (9.0, *(column.width for column in self._layout.columns))
        return Form(self._layout.title, widths, tuple(self._cells), header)

    def _line(self, parts: Sequence[tuple[int, str | Decimal, Kind]], left: int = 1) -> None:
        """A row of cells, each with the number of its columns."""
        for span, value, kind in parts:
            self._cells.append(FormCell(self._row, left, self._row, left + span - 1, value, kind))
            left += span
        self._row += 1

    def _block(self, top: int, label: str) -> None:
        """The caption at the left of the rows from `top` on."""
        self._cells.append(FormCell(top, 1, self._row - 1, 1, label, "label"))

    def _pairs(self, pairs: Sequence[Pair]) -> None:
        parts: list[tuple[int, str | Decimal, Kind]] = []
        for number, pair in enumerate(pairs, 1):
            end = self._width * number // len(pairs)
            start = self._width * (number - 1) // len(pairs)
            parts.append((1, pair.label, "label"))
            parts.append((end - start - 1, self._fact(pair.fact), "text"))
        self._line(parts)

    def _fact(self, path: str) -> str:
        value = value_at(self._facts, path)
        return "" if value is None else printed(path, value)

    def _funds(self) -> None:
        top = self._row
        wide = self._width - 1 - _VALUES
        heads = ("年初预算数", "全年预算数（A）", "全年执行数（B）", "分值", "执行率（B/A）", "得分")
        self._line([(wide, "", "label"), *((1, head, "label") for head in heads)], left=2)
        scored = self._facts.execution_score
        rate = self._derived.get("funds.execution_rate")
        shown = rate_text(rate.value) if rate and isinstance(rate.value, Decimal) else ""
        totals = [
            _figure(self._money(path)) for path in ("funds.initial_budget", _YEAR_BUDGET, "funds.paid_total")
        ]
        totals += [_figure(scored.weight), (1, shown, "figure"), _figure(scored.score)]
        self._line([(wide, "年度资金总额", "label"), *totals], left=2)
        for part in _PARTS:
            dashes: list[tuple[int, str | Decimal, Kind]] = [
                (1, one, "figure") for one in ("", "", "", "—", "", "—")
            ]
            self._line([(wide, part, "label"), *dashes], left=2)
        self._block(top, f"项目资金（{self._layout.unit}）")

    def _money(self, path: str) -> Decimal | None:
        found = self._derived.get(path)
        value = found.value if found else value_at(self._facts, path)
        if not isinstance(value, Decimal):
            return None
        return value * WAN if self._layout.unit == "元" else value

    def _goals(self) -> None:
        top = self._row
        half = (self._width - 1) // 2
        rest = self._width - 1 - half
        self._line([(half, "预期目标", "label"), (rest, "实际完成情况", "label")], left=2)
        self._line([(half, self._fact("goals.overall"), "text"), (rest, "", "text")], left=2)
        self._block(top, "年度总体目标")

    def _indicators(self) -> None:
        self._line([(1, column.label, "label") for column in self._layout.columns], left=2)
        told = [row for one in self._facts.indicators if (row := indicator_cells(one, self._layout))]
        top = self._row
        merged = [column.field for column in self._layout.columns if column.field in ("level1", "level2")]
        for row in told:
            own = [column for column in self._layout.columns if column.field not in merged]
            for column in own:
                self._set(column, row[column.field], self._row, self._row)
            self._row += 1
        for depth, field in enumerate(merged, 1):
            column = next(one for one in self._layout.columns if one.field == field)
            start = top
            for _, same in groupby(told, key=lambda row, d=depth: tuple(row[name] for name in merged[:d])):
                rows = list(same)
                # Rows that say nothing are not one group.
                steps = [1] * len(rows) if rows[0][field] == "—" else [len(rows)]
                for step in steps:
                    self._set(column, rows[0][field], start, start + step - 1)
                    start += step

    def _set(self, column: Column, value: str | Decimal, top: int, bottom: int) -> None:
        at = 2 + self._layout.columns.index(column)
        kind: Kind = "figure" if column.field in ("weight", "score") or isinstance(value, Decimal) else "text"
        self._cells.append(FormCell(top, at, bottom, at, value, kind))

    def _total(self) -> None:
        fields = [column.field for column in self._layout.columns]
        before = min(fields.index("weight"), fields.index("score"))
        self._cells.append(FormCell(self._row, 2, self._row, 1 + before, "总分", "label"))
        weights = [one.weight for one in self._facts.indicators] + [
            self._facts.execution_score.weight or Decimal(0)
        ]
        known = [one for one in weights if one is not None]
        values: dict[str, Decimal | None] = {
            "weight": sum(known, Decimal(0)) if len(known) == len(weights) > 1 else None,
            "score": self._facts.evaluation.declared_score,
        }
        for at, field in enumerate(fields[before:], 2 + before):
            _, value, kind = _figure(values.get(field))
            self._cells.append(FormCell(self._row, at, self._row, at, value, kind))
        self._row += 1


_YEAR_BUDGET = "funds.year_budget"


def _figure(value: Decimal | None) -> tuple[int, str | Decimal, Kind]:
    return (1, "" if value is None else value, "figure")


def printed(path: str, value: Any) -> str:
    """A fact as the cell beside its caption holds it; with its title where it would be taken for something else."""
    if isinstance(value, tuple):
        text = "\n".join(value)
    elif isinstance(value, Decimal | int):
        text = number_text(value)
    else:
        text = value if isinstance(value, str) else date_text(value)
    odd = caption(text) in reserved() or field_in(text) is not None or is_dash(text)
    odd = odd or any(is_dash(line) for line in text.split("\n"))
    return with_title(path, text) if odd and isinstance(value, str | tuple) else text


def indicator_cells(indicator: Indicator, layout: TableLayout) -> dict[str, str | Decimal]:
    """The cells of an indicator's row by field; empty where the table has nothing to say of it."""
    told = tabled_indicator(indicator)
    if not told:
        return {}
    pair = {name: told[name] for name in _PAIR if name in told}
    op, target, unit, actual = write_pair(pair, split=layout.split)
    reasons = {name: told[name] for name in ("deviation", "measure") if name in told}
    apart = any(column.field == "measure" for column in layout.columns)
    row: dict[str, str | Decimal] = {name: _name(name, told.get(name)) for name in _NAMES}
    row |= {"op": op, "target": target or "—", "unit": unit, "actual": actual or "—"}
    row |= {name: told.get(name, "") for name in ("weight", "score")}
    row["deviation"] = write_reasons({k: v for k, v in reasons.items() if k == "deviation" or not apart})
    row["measure"] = write_reasons({k: v for k, v in reasons.items() if k == "measure"}) if apart else ""
    return row


def _name(field: str, value: str | None) -> str:
    if value is None:
        return NAMELESS
    odd = is_dash(value) or caption(value) in reserved() or field_in(value) is not None
    usual = not odd and read_name(value, field) == (value, None)
    return value if usual else titled({field: value}, indicator_titles())


def tabled_indicator(indicator: Indicator) -> dict[str, Any]:
    """What a table holds of an indicator: all but its id."""
    told = {name: getattr(indicator, name) for name in type(indicator).model_fields}
    held = (*_NAMES, *_PAIR, "weight", "score", "deviation", "measure")
    return {name: told[name] for name in held if told.get(name) is not None}


def tabled(facts: ProjectFacts, layout: TableLayout) -> dict[str, Any]:
    """The facts (path → value) that the table of this layout holds: payments as one sum, the budget of the year as
    全年预算数 even where it was not adjusted, indicators without ids. Reading the table gives these.
    """
    derived = derive(facts)
    held: dict[str, Any] = {"report.year": facts.report.year}
    for pair in (pair for row in (*layout.head, *layout.foot) for pair in row):
        held[pair.fact] = value_at(facts, pair.fact)
    paths = ("funds.initial_budget", "goals.overall", "execution_score.weight", "execution_score.score")
    held |= {path: value_at(facts, path) for path in (*paths, "evaluation.declared_score")}
    for path, name in (
        ("funds.adjusted_budget", _YEAR_BUDGET),
        ("funds.payments[0].amount", "funds.paid_total"),
    ):
        held[path] = derived[name].value if name in derived else None
    held |= dict(_indicator_facts(facts))
    return {path: _plain(value) for path, value in held.items() if value is not None}


def _plain(value: Any) -> Any:
    """As a tree of facts holds it: dates as text, lists as lists."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _indicator_facts(facts: ProjectFacts) -> Iterator[tuple[str, Any]]:
    told = [one for indicator in facts.indicators if (one := tabled_indicator(indicator))]
    for number, one in enumerate(told):
        for name, value in one.items():
            yield f"indicators[{number}].{name}", value
