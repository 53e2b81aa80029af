"""A report, plan or approval → proposals, by the rules of this package and, where one is given, a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.files.grid import Grids
from assistant.library.structure.tree import SectionTree
from assistant.proposals.gathering import Read, gather, resolved
from assistant.proposals.ledger import LedgerReading
from assistant.proposals.proposal import Proposals
from assistant.proposals.source import Source
from assistant.proposals.tables import read_tables, together
from assistant.proposals.text_tables import text_grids

Further = Callable[[Source, Sequence[Read]], tuple[Sequence[Read], Sequence[str]]]
"""What else reads a document that the rules have read: more values, and remarks for the user."""


@dataclass(frozen=True)
class Document:
    """A file to read: its section tree, and its tables where it is of an office format."""

    name: str
    tree: SectionTree
    tables: Grids | None = None


def propose(
    documents: Sequence[Document],
    ledgers: Sequence[LedgerReading] = (),
    further: Further | None = None,
) -> Proposals:
    """What some documents and payment ledgers suggest. Values that two of them tell differently are conflicts."""
    groups: list[Sequence[Read]] = [one.read for one in ledgers]
    notes = [note for one in ledgers for note in one.notes]
    for one in documents:
        source = Source(one.name, one.tree)
        table, remarks = read_tables(one.name, one.tables or text_grids(one.tree))
        read = together(read_document(source), table)
        notes += remarks
        if further:
            more, remarks = further(source, read)
            read += more
            notes += remarks
        groups.append(read)
    return gather(groups, notes)


def read_document(source: Source) -> list[Read]:
    """Everything the rules read in one document."""
    from assistant.proposals.rules import RULES

    return resolved(source, (found for rule in RULES for found in rule(source)))
