"""The names that identify a report, learned from its whole text at once: units, companies, places, persons,
project.

The unit and the project come from the profile; the rest is found by the modules for each sort of name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.library.identities.companies import companies, short_names
from assistant.library.identities.labels import Identity, Label
from assistant.library.identities.organisations import units
from assistant.library.identities.persons import persons
from assistant.library.identities.places import Place, places, stems
from assistant.library.identities.profile import Profile
from assistant.library.identities.projects import projects

_CALLED = re.compile(
    r"([一-鿿（）()]{4,40})(?:[（(]以?下?简?称[为：:]?|（下称)[“\"「]?([一-鿿]{2,14}?)[”\"」]?[）)]"
)
_OWN = re.compile("^(我|本|该)|^(市|县|区|州|省)?(局|院|校|委|馆|站|中心|公司|单位|项目)$")
_PLACED = re.compile("[一-鿿]{2,4}?(?<![省市县区州])([市县区州镇乡](?:人民)?(?![省市县区州])[一-鿿]{2,14})$")
_SET_NAME = re.compile("(?:省|市|县|区|州|镇|乡)[一-鿿]{2,}")
_RANK = {Label.UNIT: 0, Label.COMPANY: 1, Label.PROJECT: 2, Label.PLACE: 3, Label.PERSON: 4}
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Identities:
    """A report's names, longest first, so that a name is masked before a shorter one inside it. `same` leads from a
    short name to the full one, whose number it shares.
    """

    names: tuple[Identity, ...]
    same: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[Identity], same: Mapping[str, str] | None = None) -> Identities:
        """From names in any order; one text has one type."""
        first: dict[str, Identity] = {}
        for name in sorted(names, key=lambda name: (_RANK.get(name.type, 9), name.text)):
            first.setdefault(name.text, name)
        return cls(
            tuple(sorted(first.values(), key=lambda name: (-len(name.text), name.text))), dict(same or {})
        )


def learn(text: str, profile: Profile) -> Identities:
    """Every name found in a report's text, and those of its profile."""
    found = places(text)
    short = dict(stems(found))
    names = {Identity(Label.PLACE, place.name) for place in found}
    names |= {Identity(Label.PLACE, stem) for stem in short}
    if profile.region:
        names.add(Identity(Label.PLACE, profile.region))
    starts = _starts(text, found, {name.text for name in names})
    found_units, found_companies = list(units(text, starts)), list(companies(text, starts))
    names |= {Identity(Label.UNIT, text[start:end]) for start, end in found_units}
    named_companies = {text[start:end] for start, end in found_companies}
    names |= {Identity(Label.COMPANY, name) for name in named_companies}
    owned = {start for start, _ in (*found_units, *found_companies)}
    free = [span for span in starts if span[0] not in owned]
    names |= {Identity(Label.PERSON, name) for name in persons(text)}
    names |= {
        Identity(Label.PROJECT, name)
        for name in projects(text, free, {text[start:end] for start, end in found_units})
    }
    names |= {Identity(*pair) for pair in _of_profile(profile)}
    cores = _cores(
        text, named_companies, {place.name for place in found if place.sort in ("level", "banner")}
    )
    names |= {Identity(Label.COMPANY, core) for core in cores}
    same = short | cores
    set_names = _alone(text, dict(_set_names({text[start:end] for start, end in found_units})))
    names |= {Identity(Label.UNIT, name) for name in set_names}
    same |= set_names
    for called, full, label in _called(text, {name.text: name.type for name in names}):
        names.add(Identity(label, called))
        same.setdefault(called, full)
    return Identities.of({name for name in names if len(name.text) >= 2}, same)


def is_set_name(name: str) -> bool:
    """县水利局, 市政府: the name of a unit in every county."""
    return bool(_SET_NAME.match(name))


def _set_names(units: Iterable[str]) -> Iterator[tuple[str, str]]:
    """县水利局 of 青溪县水利局, where only one unit of the report can be meant."""
    full: dict[str, set[str]] = {}
    for unit in units:
        if found := _PLACED.match(unit):
            full.setdefault(found.group(1), set()).add(unit)
    yield from ((name, meant.pop()) for name, meant in full.items() if len(meant) == 1)


def _cores(text: str, named: set[str], places: set[str]) -> dict[str, str]:
    """Short names of companies that stand in the text without the full name's ending, with the full name."""
    cores: dict[str, str] = {}
    for name in sorted(named):
        place = next((name[:size] for size in range(6, 1, -1) if name[:size] in places), "")
        for core in short_names(name, place):
            cores.setdefault(core, name)
    return _alone(text, cores)


def _alone(text: str, short: dict[str, str]) -> dict[str, str]:
    """The short names that stand in the text outside the full ones."""
    standing = {text[start:end] for start, end in occurrences(text, {*short, *short.values()})}
    return {name: full for name, full in short.items() if name in standing}


def _starts(text: str, found: list[Place], names: set[str]) -> Spans:
    """Where places and their bare names stand: units, companies and projects begin there."""
    spans = {(place.start, place.end) for place in found}
    spans |= set(occurrences(text, names))
    return sorted(spans)


def occurrences(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where names stand in a text, from the left, the longest first; one look at each character."""
    by_head: dict[str, dict[int, set[str]]] = {}
    for name in names:
        by_head.setdefault(name[:2], {}).setdefault(len(name), set()).add(name)
    if not by_head:
        return
    lengths = {head: sorted(sizes, reverse=True) for head, sizes in by_head.items()}
    reached = 0
    for first in re.finditer(f"[{re.escape(''.join({head[0] for head in by_head}))}]", text):
        start = first.start()
        head = text[start : start + 2]
        if start < reached or head not in lengths:
            continue
        for size in lengths[head]:
            if text[start : start + size] in by_head[head][size]:
                reached = start + size
                yield start, reached
                break


def _of_profile(profile: Profile) -> Iterator[tuple[Label, str]]:
    if profile.unit:
        yield Label.UNIT, profile.unit
    for project in profile.projects:
        yield Label.PROJECT, project
        core = project.removesuffix("项目")
        if len(core) >= 6:
            yield Label.PROJECT, core


def _called(text: str, known: dict[str, Label]) -> Iterator[tuple[str, str, Label]]:
    """Short names that the report gives itself: ……（以下简称“……”）, with the full one. 我局 and the like are nobody's."""
    for found in _CALLED.finditer(text):
        words, short = found.groups()
        if _OWN.search(short):
            continue
        full = next((words[at:] for at in range(len(words) - 3) if words[at:] in known), None)
        yield short, full or words, known[full] if full else _label(words)


def _label(words: str) -> Label:
    """The type of a full name that nothing else found."""
    if re.search("公司|集团|厂$|社$|店$", words):
        return Label.COMPANY
    return Label.UNIT if re.search("[局院校委馆站会处队府]$|中心$", words) else Label.PROJECT
