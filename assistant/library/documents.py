"""A past report as read from a file: its name, its normalised text, where each page begins, its fingerprint.

Loaders make it (assistant/library/loaders); what its text means is read elsewhere (tree, profile, masking).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class SourceDocument:
    """`text` has one paragraph a line, table rows as `| a | b |` lines; `page_starts` is (offset, page)
    ascending, empty where the format has no pages; `digest` is the SHA-256 of the file's bytes.
    """

    name: str
    text: str
    page_starts: tuple[tuple[int, int], ...]
    digest: str

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) that holds the character at `offset`, or None where there are no pages."""
        before = bisect_right(self.page_starts, (offset, 1 << 30))
        return self.page_starts[before - 1][1] if before else None


def digest(content: bytes) -> str:
    """The fingerprint by which a file is known again, whatever its name."""
    return sha256(content).hexdigest()
