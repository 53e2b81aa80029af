"""A report as a Word file in the form of GB/T 9704-2012."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from assistant.export.final import refuse_unfinished
from assistant.export.paper import Paper
from assistant.export.saving import write_whole


def docx_bytes(paper: Paper, *, created: datetime | None = None, final: bool = False) -> bytes:
    """The .docx file; the same paper and `created` (for its properties and comments; default now) give the same bytes.

    A `final` copy has neither comments nor tracked changes. Raises InputError while 【待补充】 or 【待核实】 is left in it.
    """
    if final:
        refuse_unfinished(paper)
    # python-docx is loaded only when a file is asked for.
    from assistant.export.composition import compose
    from assistant.export.package import file_bytes

    return file_bytes(compose(paper, created or datetime.now().astimezone(), final=final))


def write_docx(
    paper: Paper, path: Path | str, *, created: datetime | None = None, final: bool = False
) -> None:
    """Write the .docx file whole or not at all, making missing folders; InputError if it cannot be, or is not `final`."""
    write_whole(Path(path), docx_bytes(paper, created=created, final=final))
