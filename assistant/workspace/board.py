"""How far a draft is: one state a section, moved on by the pipeline's events. What a screen shows, it reads here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.drafting.draft import Draft, SectionDraft
from assistant.drafting.events import (
    Event,
    Finished,
    SectionDone,
    SectionRepair,
    SectionStarted,
    SectionText,
    Started,
)
from assistant.outline.numbering import read


class State(StrEnum):
    """What happens to a section; the value is what the reader sees."""

    WAITING = "等待"
    WRITING = "正在写"
    REPAIRING = "修改中"
    DONE = "完成"
    LEFT = "未写完"


@dataclass
class Part:
    """A section on its way. `text` is not reviewed before the state is DONE; `stale` text awaits its replacement."""

    id: str
    heading: str
    level: int
    state: State = State.WAITING
    text: str = ""
    stale: bool = False
    faults: tuple[str, ...] = ()
    resumed: bool = False
    draft: SectionDraft | None = None


@dataclass
class Board:
    """All sections in order; `draft` once everything is written and reviewed."""

    title: str = ""
    parts: dict[str, Part] = field(default_factory=dict)
    draft: Draft | None = None

    @property
    def done(self) -> int:
        """Sections that are finished."""
        return sum(part.state is State.DONE for part in self.parts.values())

    def take(self, event: Event) -> None:
        """Move on by one event."""
        match event:
            case Started(sections):
                self.parts = {id: Part(id, heading, level_of(heading)) for id, heading in sections}
            case SectionStarted(id):
                self.parts[id].state = State.WRITING
            case SectionText(id, piece):
                _append(self.parts[id], piece)
            case SectionRepair(id, _, faults):
                part = self.parts[id]
                part.state, part.stale, part.faults = State.REPAIRING, True, faults
            case SectionDone(section, _, resumed):
                _finish(self.parts[section.id], section, resumed)
            case Finished(draft):
                self.draft, self.title = draft, draft.title
                for section in draft.sections:
                    _finish(self.parts[section.id], section, self.parts[section.id].resumed)

    def end(self) -> None:
        """Nothing more will come: what was begun stays unfinished."""
        for part in self.parts.values():
            if part.state in (State.WRITING, State.REPAIRING):
                part.state = State.LEFT


def level_of(heading: str) -> int:
    """The level of a numbered heading."""
    numbered = read(heading)
    return numbered.level if numbered else 1


def _append(part: Part, piece: str) -> None:
    part.text = piece if part.stale else part.text + piece
    part.stale = False


def _finish(part: Part, section: SectionDraft, resumed: bool) -> None:
    part.state, part.text, part.stale, part.faults = State.DONE, section.text, False, ()
    part.level, part.resumed, part.draft = section.level, resumed, section
