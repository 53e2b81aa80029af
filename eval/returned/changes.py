"""What came back as a list of plain changes, to be compared one by one with those that were made."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.returned.comparing import Returned

Change = tuple[str, ...]


def changes(found: Returned) -> list[Change]:
    """Every change that was found: what it is, where, what it is now."""
    return list(_changes(found))


def _changes(found: Returned) -> Iterator[Change]:
    for id, text in found.texts.items():
        yield "text", id, text
        yield from (("author", id, name) for name in found.authors.get(id, ()))
        if found.authors.get(id) and id in found.untracked:
            yield "untracked", id
    yield from (("heading", one.section, one.after) for one in found.headings)
    yield from (("gone", one) for one in found.gone)
    yield from (("moved", one) for one in found.moved)
    yield from (("unknown", one.section, one.kind, one.text) for one in found.unknown)
    yield from ((one.edge, one.where, one.before, one.after) for one in found.edges)
    for one in found.comments:
        yield "comment", one.section, one.quote, one.author, one.text
        yield from (("reply", one.author, reply.author, reply.text) for reply in one.replies)
    yield from (("apart", kind, text) for kind, text in found.apart)
    yield from (("note", one) for one in found.notes)
