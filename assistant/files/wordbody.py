"""What stands around the paragraphs, rows and cells of a Word file without being one: content controls, changes put in …"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.files.wordstyles import VAL, W

if TYPE_CHECKING:
    from lxml.etree import _Element

AROUND = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
"""Several ways to say the same, of which a reader takes one."""
_CONTENTS = "Table of Contents"


def inside(container: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also where a content control stands around them."""
    for child in container:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in AROUND:
            yield from inside(child, tag)


def is_contents(control: _Element) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == _CONTENTS
