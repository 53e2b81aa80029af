"""The past passages that a section was written after: masked as they were shown, with where they are from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.drafting.draft import ExemplarRef
from assistant.errors import InputError, LibraryError

if TYPE_CHECKING:
    from assistant.library.library import Library
    from assistant.library.passages import Passage


@dataclass(frozen=True)
class Source:
    """A masked passage: `masked` has 〔slots〕 for names and figures; `document` is the name in the library. `gone`: why it
    cannot be shown.
    """

    document: str
    heading: str
    score: float
    year: int | None = None
    kind: str = ""
    page: int | None = None
    masked: str = ""
    gone: str = ""


def sources_of(library: Library, exemplars: Sequence[ExemplarRef]) -> tuple[Source, ...]:
    """The passages behind these references, as the library has them now. A document that is gone is a result, no error."""
    held: dict[str, list[Passage] | str] = {}
    return tuple(
        _source(one, held.setdefault(one.document, _passages(library, one.document))) for one in exemplars
    )


def _passages(library: Library, document: str) -> list[Passage] | str:
    try:
        record = next((one for one in library.documents() if one.name == document), None)
        if record is None:
            return "这份往年报告已从资料库中删去。"
        return [one for one in library.passages(record.id) if not one.is_table]
    except (LibraryError, InputError) as error:
        return error.message


def _source(ref: ExemplarRef, held: list[Passage] | str) -> Source:
    if isinstance(held, str):
        return Source(ref.document, ref.heading, ref.score, gone=held)
    found = list(_under(held, ref.heading))
    if not found:
        return Source(ref.document, ref.heading, ref.score, gone="这份往年报告重新整理过，没有这个标题了。")
    first = found[0]
    masked = "\n".join(dict.fromkeys(str(one.masked) for one in found))
    return Source(
        ref.document,
        ref.heading,
        ref.score,
        year=first.year,
        kind=first.kind.label,
        page=first.page,
        masked=masked,
    )


def _under(passages: Sequence[Passage], heading: str) -> Iterator[Passage]:
    """The passages under a heading; one of several kinds stands once a kind, and is taken once."""
    seen: set[str] = set()
    for one in passages:
        if one.heading == heading and one.part not in seen:
            seen.add(one.part)
            yield one
