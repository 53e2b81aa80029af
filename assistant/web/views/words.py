"""Text from files as HTML that stays text: markup escaped, marks that turn the reading direction made visible."""

from __future__ import annotations

import re
from html import escape

_SLOT = re.compile(r"〔[^〔〕]*〕")
# Direction marks let a name read as another (exe.docx for xcod.exe); other control characters only confuse.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def plain(text: str) -> str:
    """Safe between tags and within a quoted attribute; lone surrogates and unseen marks appear as �."""
    return escape(_UNSEEN.sub("�", text).encode("utf-8", "replace").decode("utf-8"))


def with_slots(masked: str) -> str:
    """A masked text with its 〔slots〕 marked."""
    return _SLOT.sub(lambda slot: f'<span class="slot">{slot.group()}</span>', plain(masked))
