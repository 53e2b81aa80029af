"""What the rules of Microsoft's Open XML SDK find in a file: what they object to, Word repairs or refuses."""

from __future__ import annotations

import tempfile
from pathlib import Path

from openxml_audit import OpenXmlValidator

# The SDK itself asks for no theme; without one Word takes its own, and a theme could only override the faces we name.
_NOT_ASKED = "/relationships/theme' is missing"


def faults(content: bytes, ending: str = ".docx") -> list[str]:
    """The faults as lines: part, place, what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{ending}"
        path.write_bytes(content)
        found = OpenXmlValidator().validate(path).errors
    return [
        f"{one.part_uri} {one.path}: {one.description}" for one in found if _NOT_ASKED not in one.description
    ]
