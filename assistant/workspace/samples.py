"""The sample projects that ship with the program: the facts beside the sample reports."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from assistant.errors import InputError
from assistant.facts.load import load_facts
from assistant.resources import shipped

_log = logging.getLogger(__name__)


@cache
def samples(folder: Path | None = None) -> dict[str, Path]:
    """Project name and year → facts file, newest first. A sample that cannot be read is left out."""
    found: dict[str, Path] = {}
    for path in sorted((folder or shipped("corpus")).glob("*.yaml"), reverse=True):
        try:
            facts = load_facts(path)
        except InputError:
            _log.warning("样例 %s 读不出来，已略过。", path.name)
            continue
        found[f"{facts.project.name}（{facts.report.year}）"] = path
    return found
