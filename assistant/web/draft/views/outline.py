"""The outline: every section with what has become of it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from assistant.review.findings import Finding
from assistant.web.draft.views.state import State, state_of
from assistant.workspace.board import Part as Running
from assistant.workspace.report import Report


def outline(report: Report, running: Mapping[str, Running]) -> str:
    """The sections as links, each with its state in a word."""
    errors: dict[str, list[Finding]] = {}
    for one in report.findings:
        if one.section and one.severity != "info":
            errors.setdefault(one.section, []).append(one)
    entries = "".join(
        f'<li class="level-{part.level}"><a href="#part-{escape(part.id)}" data-part="{escape(part.id)}">'
        f"{escape(part.heading)}</a>{_mark(state_of(part, running), len(errors.get(part.id, ())))}</li>"
        for part in report.parts
    )
    return f"<ol>{entries}</ol>"


def _mark(state: State, findings: int) -> str:
    if state is State.DONE and findings:
        return f'<span class="state warning" title="有{findings}条检查意见">{findings}条</span>'
    return f'<span class="state {state.name.lower()}">{state.value}</span>'
