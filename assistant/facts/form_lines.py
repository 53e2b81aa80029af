"""What is filled in, line by line, as people read it: 第2笔 of a table, codes by their names, amounts with their unit."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.facts.form import Form
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves, steps
from assistant.facts.tree import told


@dataclass(frozen=True)
class Line:
    """One fact: its path, its title (with its place in a list), what it says."""

    path: str
    title: str
    text: str


def filled(facts: ProjectFacts, form: Form) -> dict[str, list[Line]]:
    """Every fact that is given, by the page of the form, in the form's order."""
    pages: dict[str, list[Line]] = {}
    page_of = {block.name: sheet.title for sheet in form.sheets for block in sheet.blocks}
    for path, value in leaves(facts):
        entry = form.entry(path)
        parts = steps(path)
        place = "".join(f"第{part + 1}项" for part in parts if isinstance(part, int))
        line = Line(path, f"{place}{entry.title}", told(value, entry))
        pages.setdefault(page_of[str(parts[0])], []).append(line)
    return pages
