"""The comments of a Word file, with their answers and whether they are dealt with (`commentsExtended`, Word 2013 and later)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from assistant.export.returned.blocks import Comment
from assistant.export.returned.inline import Inline, Piece, author_of
from assistant.files.package import Package
from assistant.files.wordstyles import Styles, W

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_COMMENTS = 2_000
_LONGEST = 2_000  # characters of one
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def comments(package: Package) -> tuple[Comment, ...]:
    """All comments that say something, in the file's order."""
    root = _part(package, "comments")
    if root is None:
        return ()
    found = root.findall(f"{W}comment")[:MAX_COMMENTS]
    last = {mark: one.get(f"{W}id") or "" for one in found if (mark := _mark(one))}
    above, done = _extended(_part(package, "commentsExtended"))
    made = []
    for one in found:
        mark = _mark(one)
        parent = last.get(_first(mark, above), "") if mark in above else ""
        text = _text(one)
        if text:
            made.append(
                Comment(
                    one.get(f"{W}id") or "",
                    author_of(one),
                    _time(one.get(f"{W}date")),
                    text,
                    parent,
                    mark in done,
                )
            )
    return tuple(made)


def _extended(root: _Element | None) -> tuple[dict[str, str], set[str]]:
    """Which paragraph's comment answers which, and those that are done; by the ids of their last paragraphs."""
    above: dict[str, str] = {}
    done: set[str] = set()
    for one in root.iter(f"{_W15}commentEx") if root is not None else ():
        mark, parent = one.get(f"{_W15}paraId") or "", one.get(f"{_W15}paraIdParent")
        if parent:
            above[mark] = parent
        if one.get(f"{_W15}done") in ("1", "true"):
            done.add(mark)
    return above, done


def _first(mark: str, above: dict[str, str]) -> str:
    """The comment at the head of a row of answers; a row that bites its tail has none."""
    seen = {mark}
    while mark in above:
        mark = above[mark]
        if mark in seen:
            return ""
        seen.add(mark)
    return mark


def _mark(comment: _Element) -> str:
    marks = [one.get(f"{_W14}paraId") or "" for one in comment.findall(f"{W}p")]
    return marks[-1] if marks else ""


def _text(comment: _Element) -> str:
    inline = Inline(Styles(None))
    lines = (
        "".join(
            piece.text for piece in inline.pieces(one) if isinstance(piece, Piece) and not piece.state.deleted
        )
        for one in comment.iter(f"{W}p")
    )
    return "\n".join(line.strip() for line in lines if line.strip())[:_LONGEST]


def _time(said: str | None) -> datetime | None:
    try:
        # Word writes the clock on the wall, whatever the Z says.
        return datetime.fromisoformat((said or "").rstrip("Z"))
    except ValueError:
        return None


def _part(package: Package, kind: str) -> _Element | None:
    where = package.related(package.main, kind).get("")
    return package.xml(where) if where else None
