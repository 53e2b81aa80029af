"""A section's text again from the lines of a file: lines that did not change keep what a file does not print (blank lines, indents)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.export.characters import legal
from assistant.export.returned.words import plain


def rebuilt(text: str, lines: Sequence[str]) -> str:
    """The text with these lines for its paragraphs; itself where they are the same."""
    raw = text.split("\n")
    ours = [at for at, line in enumerate(raw) if legal(line).strip()]
    wanted = [plain(legal(raw[at])) for at in ours]
    if wanted == [plain(line) for line in lines]:
        return text
    out: list[str] = []
    last = -1
    for tag, i1, i2, j1, j2 in SequenceMatcher(
        None, wanted, [plain(line) for line in lines], autojunk=False
    ).get_opcodes():
        if tag == "equal":
            for at in ours[i1:i2]:
                # Blank lines between two paragraphs that both stayed are kept.
                out += raw[last + 1 : at] if last >= 0 and ours.index(at) == ours.index(last) + 1 else []
                out.append(raw[at])
                last = at
        else:
            out += lines[j1:j2]
            last = -1
    return "\n".join(out)
