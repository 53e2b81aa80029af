"""The one opener of facts: .yaml, .yml, .json, or the filled-in spreadsheet (.xlsx, .xlsm, .xls, .et).

Raises `FactsError` (every fault at once) or `InputError` (the file itself cannot be read).
"""

from __future__ import annotations

from pathlib import Path

from assistant.facts.load import load_facts
from assistant.facts.model import ProjectFacts

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".et")


def open_facts(path: Path) -> ProjectFacts:
    """The facts in a file of any of these kinds."""
    if path.suffix.lower() in SPREADSHEETS:
        from assistant.facts.offline_form.read import load_offline_form

        return load_offline_form(path)
    return load_facts(path)
