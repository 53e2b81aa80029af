"""Proposals from last year's report for this year's facts: names and structure stay, what is of its year is asked anew.

Which facts are of their year is the form's knowledge (`Entry.yearly`), as for `assistant facts new --from`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.proposals.grounding import fact_form
from assistant.proposals.proposal import Proposal

_NEVER_DOUBTED = ("id", "phone")


@dataclass(frozen=True)
class Renewal:
    """`stays` may be accepted, `renew` may not; `remarks` mark the fields to fill in again, by path."""

    stays: tuple[Proposal, ...]
    renew: tuple[Proposal, ...]
    remarks: dict[str, str]


def renewal(chosen: Sequence[Proposal]) -> Renewal:
    """Part what stays from what must be renewed; a list whose rows are all of last year is remarked as a whole."""
    stays = tuple(one for one in chosen if not one.renew)
    renew = tuple(one for one in chosen if one.renew)
    remarks = {one.path: f"需更新，上年为：{one.value}" for one in renew if "[" not in one.path}
    kept = {one.path.partition("[")[0] for one in stays if "[" in one.path}
    rows = {one.path.partition("]")[0] + "]" for one in renew if "[" in one.path}
    for path, count in Counter(row.partition("[")[0] for row in rows).items():
        if path not in kept:
            remarks[path] = f"需更新，上年为：{count}项"
    return Renewal(stays, renew, remarks)


def doubts(taken: Sequence[Proposal]) -> dict[str, str]:
    """Remarks on what stayed although its words hold a figure; paths as accepted."""
    found: dict[str, str] = {}
    for one in taken:
        entry = fact_form().entry(one.path)
        if (
            entry.input.kind == "text"
            and entry.name not in _NEVER_DOUBTED
            and any(map(str.isdigit, one.value))
        ):
            found[one.path.removesuffix("]").rpartition("[")[0] if one.path.endswith("]") else one.path] = (
                "沿用上年，文字里有数字，请核对"
            )
    return found
