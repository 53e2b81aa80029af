"""An edited file laid beside the export that it is nearest to: in the form of GB/T 9704, or in the unit's own template."""

from __future__ import annotations

from collections.abc import Collection

from assistant.errors import AssistantError
from assistant.export.paper import Paper
from assistant.export.returned.blocks import Edited
from assistant.export.returned.comparing import Returned, returned
from assistant.export.word_file import word_file
from assistant.outline.packs import template_of


def closest(name: str, paper: Paper, pack: str, edited: Edited, hints: Collection[str] = ()) -> Returned:
    """As `returned`: by the export of which most still stands. A template that cannot be used any more is none."""
    plain = returned(name, paper, edited, hints)
    if template_of(pack) is None:
        return plain
    try:
        own = returned(name, paper, edited, hints, word_file(paper, pack).content)
    except AssistantError:
        return plain
    return max(own, plain, key=lambda one: one.alike)
