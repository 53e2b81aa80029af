"""The 自评表 of a project as a file: .xlsx or .docx by its ending."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import InputError
from assistant.export.saving import write_whole
from assistant.facts.model import ProjectFacts
from assistant.facts.table.form import make_form
from assistant.facts.table.layout import TableLayout

ENDINGS = (".xlsx", ".docx")


def table_bytes(
    facts: ProjectFacts, layout: TableLayout, ending: str, *, created: datetime | None = None
) -> bytes:
    """The file's content; `ending` is .xlsx or .docx, `created` goes into a Word file's properties (default now)."""
    form = make_form(facts, layout)
    # openpyxl and python-docx are loaded only when a file is asked for.
    if ending == ".xlsx":
        from assistant.export.table_xlsx import xlsx_bytes

        return xlsx_bytes(form)
    if ending == ".docx":
        from assistant.export.table_docx import docx_bytes

        return docx_bytes(
            form, author=facts.report.unit, created=created or datetime.now(UTC), unit=layout.unit
        )
    raise InputError(f"自评表不能写成“{ending or '无扩展名'}”文件", hint=f"请用 {' 或 '.join(ENDINGS)}。")


def write_table(
    facts: ProjectFacts, layout: TableLayout, path: Path, *, created: datetime | None = None
) -> None:
    """Write the filled 自评表, whole or not at all. Raises InputError: another ending, or the place cannot be written.

    `assistant.facts.table.reader.read_table(path)` gives back what `assistant.facts.table.form.tabled(facts, layout)` says.
    """
    write_whole(path, table_bytes(facts, layout, path.suffix.lower(), created=created))
