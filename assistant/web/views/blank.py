"""A calm word where there is nothing to show yet."""

from __future__ import annotations

from html import escape


def blank(title: str, text: str) -> str:
    """A title and what to do."""
    return f'<div class="blank"><p class="blank-title">{escape(title)}</p><p>{escape(text)}</p></div>'
