"""The names that identify a report, learned from its whole text at once: units, companies, places, persons,
project.

The unit and the project come from the profile; the rest is found by the modules for each sort of name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.library.labels import Identity, Label
from assistant.library.organisations import companies, units
from assistant.library.persons import persons
from assistant.library.places import places, stems
from assistant.library.profile import Profile

_CALLED = re.compile(r"([一-鿿（）()]{4,40})[（(]以下简?称[为：:]?[“\"「]([一-鿿]{2,14})[”\"」]")
_OWN = re.compile("^(我|本|该)|^(市|县|区|州|省)?(局|院|校|委|馆|站|中心|公司|单位|项目)$")


@dataclass(frozen=True)
class Identities:
    """A report's names, longest first, so that a name is masked before a shorter one inside it."""

    names: tuple[Identity, ...]

    @classmethod
    def of(cls, names: set[Identity]) -> Identities:
        """From names in any order; one text has one type."""
        first: dict[str, Identity] = {}
        for name in sorted(names):
            first.setdefault(name.text, name)
        return cls(tuple(sorted(first.values(), key=lambda name: (-len(name.text), name.text))))


def learn(text: str, profile: Profile) -> Identities:
    """Every name found in a report's text, and those of its profile."""
    region = profile.region or ""
    found = set(places(text)) | ({region} if region else set())
    names = {Identity(Label.COMPANY, name) for name in companies(text, region)}
    names |= {Identity(Label.UNIT, name) for name in units(text, region)}
    names |= {Identity(Label.PERSON, name) for name in persons(text)}
    names |= {Identity(Label.PLACE, name) for name in found | set(stems(found))}
    names |= {Identity(*pair) for pair in _of_profile(profile)}
    names |= set(_called(text, {name.text: name.type for name in names}))
    return Identities.of({name for name in names if len(name.text) >= 2})


def _of_profile(profile: Profile) -> Iterator[tuple[Label, str]]:
    if profile.unit:
        yield Label.UNIT, profile.unit
    for project in profile.projects:
        yield Label.PROJECT, project
        core = project.removesuffix("项目")
        if len(core) >= 6:
            yield Label.PROJECT, core


def _called(text: str, known: dict[str, Label]) -> Iterator[Identity]:
    """Short names that the report gives itself: ……（以下简称“……”）. 我局 and the like are nobody's."""
    for found in _CALLED.finditer(text):
        short = found.group(2)
        if _OWN.search(short):
            continue
        label = next((label for name, label in known.items() if found.group(1).endswith(name)), Label.PROJECT)
        yield Identity(label, short)
