"""Two reports as one with tracked changes: the sections of the new one in its order, those that are gone among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.export.characters import one_line
from assistant.export.marks import Mark
from assistant.export.paper import PaperSection
from assistant.export.tracked_section import UNCHANGED, TrackedSection
from assistant.workspace.authorship import Step, marks


@dataclass(frozen=True)
class Chapter:
    """A section of a report: its place in the outline and its text."""

    id: str
    heading: str
    level: int
    text: str


def redlined(
    old: Sequence[Chapter], new: Sequence[Chapter], steps: Callable[[str], Sequence[Step]], outline: Step
) -> tuple[PaperSection, ...]:
    """The sections with their changes. `steps` has what was made of a section's old text by its id, the last of them its
    new text; whoever made `outline` changed the headings.
    """
    was, now = ({one.id: one for one in chapters} for chapters in (old, new))
    return tuple(
        _redlined(was.get(id), now.get(id), steps(id), outline) for id in _order(list(was), list(now))
    )


def _order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new order; what is gone follows what it followed."""
    out = list(new)
    place = 0
    for id in old:
        if id in out:
            place = out.index(id) + 1
        else:
            out.insert(place, id)
            place += 1
    return out


def _redlined(was: Chapter | None, now: Chapter | None, steps: Sequence[Step], outline: Step) -> PaperSection:
    here = now or was
    assert here is not None  # one of the two named it
    old, new = (one_line(one.heading) if one else "" for one in (was, now))
    heads = _headings(old, new, outline)
    before, after = was.text if was else "", now.text if now else ""
    if not heads and before == after:
        return PaperSection(new, here.level, after, here.id)
    changes = marks(before, steps) or UNCHANGED
    return TrackedSection(new or old, here.level, after, here.id, changes, heading_marks=heads)


def _headings(old: str, new: str, outline: Step) -> tuple[Mark, ...]:
    return () if old == new else marks(old, [Step(new, outline.author, outline.at)])


def steps_to(new: Mapping[str, str], author: Step) -> Callable[[str], Sequence[Step]]:
    """For texts of which only one author is known: one step to each."""
    return lambda id: [Step(new.get(id, ""), author.author, author.at)]
