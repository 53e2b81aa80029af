"""Links and buttons that lead elsewhere: to a field of the form, to a place of the text."""

from __future__ import annotations

from urllib.parse import urlencode

from assistant.web.views.words import plain


def to_field(project_id: str, path: str, label: str) -> str:
    """A link to a fact's place in the form; without a path to the form itself."""
    query = urlencode({"p": project_id, "f": path} if path else {"p": project_id})
    return f'<a href="../facts/?{plain(query)}">{plain(label)}</a>'


def goto(section: str, start: int, end: int, label: str) -> str:
    """A button that shows a place of the text."""
    return (
        f'<button type="button" class="link" data-do="goto" data-section="{plain(section)}" data-start="{start}" '
        f'data-end="{end}">{plain(label)}</button>'
    )


def to_place(project_id: str, section: str, start: int, end: int, label: str) -> str:
    """A link from another page to a place of the text (draft.js goes there)."""
    place = urlencode({"at": f"{section}.{start}.{end}"})
    return f'<a href="../draft/?p={plain(project_id)}#{plain(place)}">{plain(label)}</a>'
