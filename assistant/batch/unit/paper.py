"""The unit's report as a paper to be set in Word, the table of its projects annexed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assistant.batch.unit.member import Known, Member
from assistant.batch.unit.report import UnitReport, filled
from assistant.batch.unit.totals import BUDGET, COUNT, MET, PAID, PREFIX
from assistant.export.paper import Annex, CoverLine, Paper, PaperSection, Signature
from assistant.facts.quantities import number_text
from assistant.facts.table.form import Form, FormCell, Kind

_WIDTHS = (6.0, 36.0, 14.0, 14.0, 12.0, 14.0, 11.0, 11.0)
# Which count says that a total does not go over all projects.
_COVERED = {"budget_total": "budgeted", "paid_total": "spending", "execution_rate": "rated"}


def paper_of(report: UnitReport) -> Paper:
    """Cover, sections, signature, and the table on a landscape page."""
    outline, unit = report.outline, report.unit
    cover = (
        CoverLine(outline.cover.unit, unit.name),
        CoverLine(outline.cover.year, f"{unit.year}年"),
        CoverLine(outline.cover.date, report.date),
    )
    return Paper(
        title=report.title,
        cover=cover,
        cover_title=outline.cover_title,
        sections=tuple(PaperSection(one.heading, one.level, one.text, one.id) for one in report.sections),
        signature=Signature(unit.name, report.date) if report.date else None,
        annexes=(Annex(outline.table.title, form_of(report), landscape=True),),
    )


def form_of(report: UnitReport) -> Form:
    """The table: the unit and its totals, then a row a project under a header that is repeated on each page."""
    table, width = report.outline.table, len(_WIDTHS)
    cells = [
        FormCell(1, 1, 1, width, table.title, "title"),
        FormCell(2, 1, 2, width, filled(table.note, report.unit), "note"),
        FormCell(3, 1, 3, 2, table.unit, "label"),
        FormCell(3, 3, 3, width, report.unit.name, "text"),
    ]
    row = 4
    for name, title in table.totals.items():
        cells.append(FormCell(row, 1, row, 2, title, "label"))
        cells.append(FormCell(row, 3, row, width, _total(report, name), "text"))
        row += 1
    header = row
    captions = table.columns.model_dump().values()
    cells.extend(FormCell(header, at, header, at, text, "label") for at, text in enumerate(captions, 1))
    for member in report.unit.members:
        row += 1
        values = _row(member, table.missing)
        cells.extend(FormCell(row, at, row, at, value, kind) for at, (value, kind) in enumerate(values, 1))
    return Form(table.title, _WIDTHS, tuple(cells), header)


def _total(report: UnitReport, name: str) -> str:
    """A total as the table has it, with the number of projects that it goes over where that is not all."""
    found = report.totals.get(f"{PREFIX}{name}")
    covered = report.totals.get(f"{PREFIX}{_COVERED.get(name, '')}")
    if found is None:
        return report.outline.table.missing
    return found.text + (report.outline.table.partial.replace("{count}", covered.text) if covered else "")


def _row(member: Member, missing: str) -> Iterator[tuple[str | Decimal, Kind]]:
    yield str(member.number + 1), "figure"
    yield member.name, "text"
    for name in (BUDGET, PAID):
        value = member.amount(name)
        yield (missing if value is None else value), "figure"
    rate = member.derived.get("funds.execution_rate")
    yield (rate.text if rate else missing), "figure"
    counts = [member.amount(name) for name in (MET, COUNT)]
    known = [number_text(one) for one in counts if one is not None]
    yield ("/".join(known) if len(known) == len(counts) else missing), "figure"
    yield _told(member.score, missing), "figure"
    yield _told(member.grade, missing), "figure"


def _told(known: Known | None, missing: str) -> str | Decimal:
    return missing if known is None else known.value
