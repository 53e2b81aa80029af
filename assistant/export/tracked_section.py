"""A section whose heading came, went or changed as well."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.export.marks import Mark
from assistant.export.paper import PaperSection

UNCHANGED = (Mark("keep", ""),)
"""Marks of a text without characters, where only the heading has changed."""


@dataclass(frozen=True)
class TrackedSection(PaperSection):
    """`heading` is the new one, or the old one of a section that is gone; `heading_marks` led to it (none: nothing changed)."""

    heading_marks: tuple[Mark, ...] = ()
