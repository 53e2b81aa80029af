"""What happens while a draft is made. The pipeline is an iterator of these; every front end reads the same stream."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.drafting.draft import Draft, SectionDraft


@dataclass(frozen=True)
class Started:
    """The plan stands: (id, heading) of every section, in order."""

    sections: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SectionStarted:
    """A section's text is being written."""

    id: str


@dataclass(frozen=True)
class SectionText:
    """More text of a section, as the model gives it; not yet reviewed."""

    id: str
    piece: str


@dataclass(frozen=True)
class SectionRepair:
    """A section goes back to the model with these faults; its text so far is withdrawn."""

    id: str
    round: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class SectionDone:
    """A section is finished; `resumed` if it was taken from an earlier run. `key` addresses it by content."""

    section: SectionDraft
    key: str
    resumed: bool = False


@dataclass(frozen=True)
class Finished:
    """The draft is complete and reviewed."""

    draft: Draft


Event = Started | SectionStarted | SectionText | SectionRepair | SectionDone | Finished
