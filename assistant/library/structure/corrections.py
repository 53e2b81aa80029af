"""What a person corrected of a past report, kept apart from the report so that it outlives a new reading of it.

A corrected section is known by its words and those of the headings above, without numbers and punctuation, and by
which one of that name it is: a slightly changed file still finds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import InputError
from assistant.library.identities.profile import PROJECT_TYPES, REGION, Profile, type_of
from assistant.library.structure.kinding import with_kinds
from assistant.library.structure.refusals import broken, unknown
from assistant.library.structure.section import Section
from assistant.library.structure.tree import SectionTree
from assistant.outline.headings import Kinds, name_of
from assistant.outline.kinds import Kind

# What can be corrected of the whole report, with its Chinese name.
FIELDS = {
    "title": "标题",
    "unit": "单位",
    "year": "年度",
    "region": "地区",
    "project": "项目名称",
    "project_type": "项目类型",
}
_Words = Annotated[str, Field(min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Place(_Part):
    """A section as it is known again: the words of the headings above and its own, and which one of these it is."""

    path: tuple[str, ...] = Field(default=(), strict=False)
    heading: str
    nth: int = Field(default=1, ge=1)


class CorrectedKinds(_Part):
    """The kinds that a person gave a section."""

    at: Place
    kinds: tuple[Annotated[Kind, Field(strict=False)], ...] = Field(min_length=1, strict=False)


class Correction(_Part):
    """All that a person corrected of one report; None where the program's reading stands.

    `project_type` is one of the facts schema's words.
    """

    title: _Words | None = None
    unit: _Words | None = None
    year: Annotated[int, Field(ge=1990, le=2100)] | None = None
    region: _Words | None = None
    project: _Words | None = None
    project_type: str | None = None
    sections: tuple[CorrectedKinds, ...] = Field(default=(), strict=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is corrected."""
        return self == Correction()

    def with_field(self, name: str, value: str | int | None) -> Correction:
        """One field corrected; None or an empty text takes the correction back. Raises `InputError`."""
        if name not in FIELDS:
            raise unknown("可改的项目", name, FIELDS)
        text = str(value).strip() if value is not None else ""
        return _checked({**self._data(), name: _field(name, text) if text else None})

    def with_kinds(self, tree: SectionTree, section_id: str, kinds: Sequence[Kind | str]) -> Correction:
        """The kinds of a section of `tree` corrected; no kinds take the correction back. Raises `InputError`."""
        ids = {section.id: section.heading for section in tree.sections}
        if section_id not in ids:
            raise unknown("章节编号", section_id, ids)
        at = _places(tree.sections)[section_id]
        chosen = tuple(dict.fromkeys(_kind(kind) for kind in kinds))
        others = tuple(one for one in self.sections if one.at != at)
        added = (CorrectedKinds(at=at, kinds=chosen),) if chosen else ()
        return self.model_copy(update={"sections": others + added})

    def to_json(self) -> str:
        """As text that `from_json` reads back."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def from_json(cls, text: str) -> Correction:
        """Reads `to_json`'s text. Raises `InputError`, which names what is wrong."""
        try:
            return _with_known_type(cls.model_validate_json(text))
        except ValidationError as error:
            raise broken(error, FIELDS) from None

    def _data(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in type(self).model_fields}


def corrected(tree: SectionTree, correction: Correction) -> SectionTree:
    """The tree with a person's corrections: corrected kinds at confidence 1, what inherits them following, the
    rest as read. A correction of a section that the report no longer has is left out.
    """
    if correction.is_empty:
        return tree
    sections = with_kinds(tree.sections, _said(tree.sections, correction))
    return SectionTree(tree.text, _profile(tree.profile, correction), sections)


def _said(sections: Sequence[Section], correction: Correction) -> dict[str, Kinds]:
    """Section id → kinds. Where the headings above have changed, a heading that stands only once is enough."""
    places = _places(sections)
    exact = {place: key for key, place in places.items()}
    named = Counter(place.heading for place in places.values())
    alone = {place.heading: key for key, place in places.items() if named[place.heading] == 1}
    moved = {alone[one.at.heading]: one.kinds for one in correction.sections if one.at.heading in alone}
    return moved | {exact[one.at]: one.kinds for one in correction.sections if one.at in exact}


def _places(sections: Sequence[Section]) -> dict[str, Place]:
    seen: Counter[tuple[tuple[str, ...], str]] = Counter()
    found: dict[str, Place] = {}
    for section in sections:
        path, heading = tuple(map(_plain, section.path)), _plain(section.heading)
        seen[path, heading] += 1
        found[section.id] = Place(path=path, heading=heading, nth=seen[path, heading])
    return found


def _plain(heading: str) -> str:
    return re.sub(r"\W", "", name_of(heading))


def _profile(read: Profile, correction: Correction) -> Profile:
    project, unit = correction.project, correction.unit or read.unit
    region = correction.region
    if region is None and correction.unit:
        found = REGION.match(correction.unit)
        region = found.group(1) if found else None
    return replace(
        read,
        title=correction.title or read.title,
        unit=unit,
        year=correction.year or read.year,
        region=region or read.region,
        projects=tuple(dict.fromkeys((project, *read.projects))) if project else read.projects,
        project_type=correction.project_type or (type_of(project) if project else read.project_type),
    )


def _field(name: str, text: str) -> str | int:
    if name == "year":
        if not re.fullmatch(r"\d{4}", text):
            raise InputError(f"年度应为四位数字，现为“{text}”", hint="例如 2023。")
        return int(text)
    if name == "project_type":
        known = {label: key for key, label in PROJECT_TYPES.items()} | {key: key for key in PROJECT_TYPES}
        if text not in known:
            raise unknown("项目类型", text, PROJECT_TYPES)
        return known[text]
    return text


def _kind(name: Kind | str) -> Kind:
    known = {kind.label: kind for kind in Kind} | {kind.value: kind for kind in Kind}
    if name not in known:
        raise unknown("章节类型", str(name), {kind.value: kind.label for kind in Kind})
    return known[name]


def _checked(data: dict[str, Any]) -> Correction:
    try:
        return _with_known_type(Correction.model_validate(data))
    except ValidationError as error:
        raise broken(error, FIELDS) from None


def _with_known_type(correction: Correction) -> Correction:
    if correction.project_type is not None and correction.project_type not in PROJECT_TYPES:
        raise unknown("项目类型", correction.project_type, PROJECT_TYPES)
    return correction
