"""What a plain script would take back, for contrast: python-docx's paragraphs, cut at the headings' own words."""

from __future__ import annotations

import io

from docx import Document

from eval.returned.base import base
from eval.returned.changes import Change


def naive_changes(content: bytes) -> list[Change]:
    """Sections whose lines differ, and those that are not there."""
    paper = base().paper
    headings = {one.heading: one.id for one in paper.sections}
    lines: dict[str, list[str]] = {}
    section = ""
    for paragraph in Document(io.BytesIO(content)).paragraphs:
        text = paragraph.text.strip()
        if text in headings:
            section = headings[text]
            lines[section] = []
        elif text and section and (paragraph.style is None or paragraph.style.name == "Body Text"):
            lines[section].append(text)
    out: list[Change] = [("gone", one.id) for one in paper.sections if one.id not in lines]
    for one in paper.sections:
        found = "\n".join(lines.get(one.id, []))
        if found != "\n".join(one.paragraphs):
            out.append(("text", one.id, found))
    return out
