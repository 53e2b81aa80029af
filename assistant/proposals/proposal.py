"""`Proposal`: a fact that a document suggests, with the words that say so. `Conflict`: two documents, two values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from assistant.errors import InputError

SURE = 0.8
"""From here on a proposal is meant to be right (measured: python -m eval proposals)."""


@dataclass(frozen=True)
class Quote:
    """Words of a document: `start` and `end` are offsets in its text as it was read; in a table `cell` is the address."""

    document: str
    heading: str
    start: int
    end: int
    text: str
    cell: str = ""


@dataclass(frozen=True)
class Proposal:
    """A value for the fact at `path`, written as the form holds it (万元, %, 2024-03-01, a choice by its code).

    The first of `quotes` says the value; a further one completes it (the year of 3月1日). `confidence` is 0–1. `renew`:
    the fact is of its year, next year's form asks for it anew.
    """

    path: str
    title: str
    value: str
    quotes: tuple[Quote, ...]
    confidence: float
    rule: str
    renew: bool = False

    @property
    def sure(self) -> bool:
        """Whether it is as good as read by a person."""
        return self.confidence >= SURE


@dataclass(frozen=True)
class Conflict:
    """Several values for one fact: they are shown, none is chosen. Or, where `path` is a list of money, the rows that
    several documents give for it.
    """

    path: str
    title: str
    candidates: tuple[Proposal, ...]

    def options(self) -> list[tuple[Proposal, ...]]:
        """What a person may choose from: one value each, or all rows of one document each."""
        if all(one.path == self.path for one in self.candidates):
            return [(one,) for one in self.candidates]
        documents = dict.fromkeys(one.quotes[0].document for one in self.candidates)
        return [tuple(one for one in self.candidates if one.quotes[0].document == name) for name in documents]


@dataclass(frozen=True)
class Proposals:
    """What some documents suggest, in the order of the form; `notes` are remarks for the user on what was left out."""

    proposals: tuple[Proposal, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The document of `assistant facts propose --json`, which `facts accept` reads back."""
        return {
            "proposals": [asdict(one) for one in self.proposals],
            "conflicts": [asdict(one) for one in self.conflicts],
            "notes": list(self.notes),
        }


def proposals_from_json(text: str, source: str) -> Proposals:
    """The inverse of `Proposals.as_json`. Raises `InputError`: the file is something else, or was changed by hand."""
    try:
        tree = json.loads(text, parse_float=Decimal, parse_constant=_refused)
        return Proposals(
            tuple(map(_proposal, tree["proposals"])),
            tuple(
                Conflict(str(one["path"]), str(one["title"]), tuple(map(_proposal, one["candidates"])))
                for one in tree["conflicts"]
            ),
            tuple(map(str, tree["notes"])),
        )
    except (ValueError, ArithmeticError, KeyError, TypeError, RecursionError):
        raise InputError(
            f"{source} 不是“从文件提取事实”的结果", hint="请用 assistant facts propose -o 生成的 .json 文件。"
        ) from None


def _proposal(tree: Mapping[str, Any]) -> Proposal:
    quotes = tuple(
        Quote(
            str(one["document"]),
            str(one["heading"]),
            int(one["start"]),
            int(one["end"]),
            str(one["text"]),
            str(one.get("cell", "")),
        )
        for one in tree["quotes"]
    )
    return Proposal(
        str(tree["path"]),
        str(tree["title"]),
        str(tree["value"]),
        quotes,
        float(tree["confidence"]),
        str(tree["rule"]),
        bool(tree.get("renew", False)),
    )


def _refused(name: str) -> Any:
    raise ValueError(name)
