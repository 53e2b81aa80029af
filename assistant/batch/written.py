"""What a batch writes of all its projects: the summary as a workbook, and a report for each unit and year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant import __version__
from assistant.batch.journal import Journal
from assistant.batch.names import SUMMARY, UNIT_REPORT, safe_name
from assistant.batch.placing import place
from assistant.batch.task import Result
from assistant.batch.unit.checks import among_units
from assistant.batch.unit.member import Member, units_of
from assistant.batch.unit.paper import paper_of
from assistant.batch.unit.report import UnitReport, make_report
from assistant.batch.unit.totals import BUDGET, PAID, PREFIX
from assistant.export.docx import write_docx
from assistant.export.saving import write_whole
from assistant.export.summary_xlsx import (
    FailureRow,
    FindingRow,
    ProjectRow,
    Summary,
    TotalRow,
    summary_bytes,
)
from assistant.outline.pack import Pack
from assistant.review.findings import Finding

SEVERITY_NAMES = {"error": "错误", "warning": "提醒", "info": "待补"}


@dataclass(frozen=True)
class WrittenReport:
    """A unit's report and where it lies."""

    path: Path
    report: UnitReport


@dataclass(frozen=True)
class Written:
    """The files over all projects; `mixed` are findings on the batch as a whole."""

    summary: Path
    reports: tuple[WrittenReport, ...]
    mixed: tuple[Finding, ...]


def write_results(out: Path, results: Sequence[Result], pack: Pack) -> Written:
    """Write the summary and the units' reports into the folder. Raises `InputError` where a file cannot be written."""
    drafted = [(one.file, one.drafted) for one in results if one.drafted]
    units = units_of(drafted, pack)
    made = [make_report(unit) for unit in units]
    reports = tuple(
        WrittenReport(out / f"{name}.docx", report) for name, report in zip(_names(made), made, strict=True)
    )
    journal = Journal.open(out)
    for one in reports:
        _write(journal, one)
    written = Written(out / f"{SUMMARY}.xlsx", reports, tuple(among_units(units)))
    content = summary_bytes(summary_of(results, written))
    place(out, written.summary.name, lambda path: write_whole(path, content))
    return written


def _write(journal: Journal, one: WrittenReport) -> None:
    """The unit's report and its data, unless they are there already: then the Word file may have been edited since."""
    data = f"{json.dumps(one.report.as_json(), ensure_ascii=False, indent=2)}\n".encode()
    address = hashlib.sha256(__version__.encode() + data).hexdigest()
    name = one.path.stem
    if journal.finished(address, name):
        return
    place(journal.out, one.path.name, lambda path: write_docx(paper_of(one.report), path))
    place(journal.out, f"{name}.json", lambda path: write_whole(path, data))
    journal.done(address, name)


def _names(made: Sequence[UnitReport]) -> Iterator[str]:
    """单位自评报告, or with the unit and year where there are several."""
    taken: set[str] = set()
    for report in made:
        name = UNIT_REPORT
        if len(made) > 1:
            name = f"{UNIT_REPORT}—{safe_name(report.unit.name)}{report.unit.year}"
        number, given = 1, name
        while given.casefold() in taken:
            number += 1
            given = f"{name}（{number}）"
        taken.add(given.casefold())
        yield given


def summary_of(results: Sequence[Result], written: Written) -> Summary:
    """The summary's rows: projects in the order of the units, so that each sum stands over what it adds."""
    of_file = {one.file: one for one in results}
    rows: list[ProjectRow] = []
    totals: list[TotalRow] = []
    notes: list[str] = []
    for one in written.reports:
        unit = one.report.unit
        mine = [_project_row(member, of_file[member.file]) for member in unit.members]
        rows.extend(mine)
        totals.append(_total(f"{unit.name}（{unit.year}年度）合计", mine, one.report))
        notes.extend(_notes(one.report))
    if len(totals) > 1:
        totals.append(_whole(totals))
    failures = [FailureRow(one.file, one.project, one.reason) for one in results if one.status == "failed"]
    if failures:
        notes.append(f"{len(failures)}个没有写成的项目不在表中，见“未完成”。")
    return Summary(rows, totals, notes, list(_finding_rows(results, written)), failures)


def _project_row(member: Member, result: Result) -> ProjectRow:
    counts = result.drafted.counts if result.drafted else {}
    score, grade = member.score, member.grade
    return ProjectRow(
        project=member.name,
        unit=member.facts.report.unit,
        year=member.facts.report.year,
        budget=member.amount(BUDGET),
        paid=member.amount(PAID),
        rate=member.amount("funds.execution_rate"),
        score=score.value if score and isinstance(score.value, Decimal) else None,
        grade=str(grade.value) if grade else None,
        errors=counts.get("error", 0),
        warnings=counts.get("warning", 0),
        infos=counts.get("info", 0),
        file=result.output.name if result.output else "",
    )


def _total(label: str, rows: Sequence[ProjectRow], report: UnitReport) -> TotalRow:
    """The unit's totals as its report has them, and the findings of its projects added."""

    def figure(name: str) -> Decimal | None:
        found = report.totals.get(f"{PREFIX}{name}")
        return Decimal(found.value) if found else None

    counts = [sum(values) for values in zip(*((r.errors, r.warnings, r.infos) for r in rows), strict=True)]
    zero = Decimal(0)
    return TotalRow(
        label, figure("budget_total") or zero, figure("paid_total") or zero, figure("execution_rate"), *counts
    )


def _whole(totals: Sequence[TotalRow]) -> TotalRow:
    """All units together; no rate, for years and units are not to be mixed into one."""
    added = [sum(values) for values in zip(*((t.errors, t.warnings, t.infos) for t in totals), strict=True)]
    budget = sum((one.budget for one in totals), Decimal(0))
    paid = sum((one.paid for one in totals), Decimal(0))
    return TotalRow("全部合计", budget, paid, None, *added)


def _notes(report: UnitReport) -> Iterator[str]:
    unit = report.unit
    for name, title in ((BUDGET, "预算"), (PAID, "支出")):
        without = [one.name for one in unit.members if one.amount(name) is None]
        if without:
            yield f"{unit.name}（{unit.year}年度）的{title}合计和执行率不含没有填报{title}的项目：{'、'.join(without)}。"
    for file in unit.twice:
        yield f"{file} 与另一份事实文件内容相同，只列一次。"


def _finding_rows(results: Sequence[Result], written: Written) -> Iterator[FindingRow]:
    for one in written.mixed:
        yield _row("（整批）", one, {})
    for made in written.reports:
        headings = {one.id: one.heading for one in made.report.sections}
        for one in made.report.findings:
            yield _row(made.path.stem, one, headings)
    for result in results:
        for one in result.drafted.findings if result.drafted else ():
            yield _row(result.project, one, result.drafted.headings if result.drafted else {})


def _row(project: str, finding: Finding, headings: dict[str, str] | object) -> FindingRow:
    known = headings if isinstance(headings, dict) else {}
    return FindingRow(
        project,
        SEVERITY_NAMES[finding.severity],
        known.get(finding.section, finding.section),
        finding.message,
        finding.fix or "",
    )
