"""A locality pack as a value: outline, needs, weights, bands, thresholds, cover, names the unit calls itself by.

Loaded from `prompts/packs/<id>/pack.yaml` by outline/packs.py; everything local is data here, nothing is law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from assistant.facts.derived import Band, Derived, derive
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere
from assistant.facts.scoring.rules import ScoringRules
from assistant.facts.table.layout import TableLayout
from assistant.outline.kinds import Kind
from assistant.outline.numbering import label

MAX_LEVEL = 4
MAX_SIBLINGS = 99  # as many as a Chinese heading number counts


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _fact_path(value: object) -> object:
    if isinstance(value, str) and not leads_somewhere(value):
        raise ValueError(f"没有这个事实字段：{value}")
    return value


def _figure(value: object) -> object:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _title(value: str) -> str:
    unknown = [name for name in re.findall(r"\{(.*?)\}", value) if name not in TITLE_NAMES]
    if unknown:
        raise ValueError(
            f"标题里没有 {{{unknown[0]}}} 这个空，可用的有：{'、'.join(f'{{{name}}}' for name in TITLE_NAMES)}"
        )
    return value


# What a title leaves open for the facts to fill.
TITLE_NAMES = ("unit", "project", "year")
Title = Annotated[str, AfterValidator(_title)]
FactPath = Annotated[str, BeforeValidator(_fact_path)]
Figure = Annotated[Decimal, BeforeValidator(_figure)]


class Section(_Part):
    """A heading of the outline with the kinds told under it.

    `patterns` names the prompts/plan files that fill it: by default those called like its kinds; an empty list leaves
    the heading without text of its own.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    heading: str = Field(min_length=1, max_length=60)
    kinds: tuple[Kind, ...] = ()
    patterns: tuple[str, ...] | None = None
    needs: tuple[FactPath, ...] = ()
    children: tuple[Section, ...] = Field(default=(), max_length=MAX_SIBLINGS)


class CoverLine(_Part):
    """A line of the cover: its label and the fact that fills it."""

    label: str
    fact: FactPath


class Cover(_Part):
    """The cover page."""

    title: Title
    lines: tuple[CoverLine, ...] = ()


class Style(_Part):
    """How the text is set here: points from line to line, the face of letters and digits, bold 二级标题."""

    line_pitch: Figure = Field(default=Decimal("28.95"), ge=20, le=40)
    latin_face: str = Field(default="Times New Roman", min_length=1, max_length=31)
    bold_second_level: bool = False


class Annex(_Part):
    """What is bound behind the report: the 自评表, where there is anything to put in. `page`: `auto` lays pages on their
    side where the columns are wider than `widest` (characters of Excel) together.
    """

    kind: Literal["table"]
    page: Literal["auto", "portrait", "landscape"] = "auto"
    widest: Figure = Decimal(90)


class GradeBand(_Part):
    """A grade and the lowest score that earns it."""

    grade: str
    floor: Figure


class Limits(_Part):
    """Where deviations begin: rates in %, `contract_days` from the money to the contract, `procurement` in 万元."""

    execution_rate: Figure = Decimal(90)
    overshoot: Figure = Decimal(130)
    qualitative: Figure = Decimal(80)
    carryover: Figure = Decimal(30)
    contract_days: Figure = Decimal(90)
    procurement: Figure = Decimal(100)
    satisfaction: Figure = Decimal(80)


def _switch(value: object) -> object:
    return "off" if value is False else value  # YAML reads a bare off as false


class Ruling(_Part):
    """How a reviewer's rule is applied here: at which level (or not at all), and its thresholds by name."""

    level: Annotated[Literal["error", "warning", "info", "off"], BeforeValidator(_switch)]
    limits: dict[str, Figure] = {}


class Placed(_Part):
    """A section with its place in the outline: numbered heading and level (1–4)."""

    section: Section
    heading: str
    level: int


class Pack(_Part):
    """One locality's way of reporting."""

    id: str
    title: str
    source: str = ""
    report_title: Title
    cover: Cover
    sections: tuple[Section, ...] = Field(min_length=1, max_length=MAX_SIBLINGS)
    needs: dict[Kind, tuple[FactPath, ...]] = {}
    weights: dict[str, Figure] = {}
    bands: tuple[GradeBand, ...] = ()
    limits: Limits = Limits()
    self_names: dict[str, str] = {}
    rules: dict[str, Ruling] = {}
    scoring: ScoringRules = ScoringRules()
    table: TableLayout = TableLayout()
    style: Style = Style()
    annexes: tuple[Annex, ...] = ()

    @field_validator("weights")
    @classmethod
    def _sum_to_hundred(cls, value: dict[str, Decimal]) -> dict[str, Decimal]:
        if value and sum(value.values()) != 100:
            raise ValueError(f"权重合计为{sum(value.values())}，应为100")
        return value

    @field_validator("sections")
    @classmethod
    def _sound_outline(cls, value: tuple[Section, ...]) -> tuple[Section, ...]:
        if _depth(value) > MAX_LEVEL:
            raise ValueError(f"章节最多{MAX_LEVEL}级")
        ids = [placed.section.id for placed in _placed(value, 1)]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"章节编号 id 重复：{'、'.join(twice)}")
        return value

    def placed(self) -> list[Placed]:
        """All sections in reading order with their numbered headings."""
        return list(_placed(self.sections, 1))

    def patterns(self) -> set[str]:
        """The names of all sentence patterns that the outline uses."""
        return {name for placed in self.placed() for name in patterns_of(placed.section)}

    def needed(self) -> dict[str, tuple[FactPath, ...]]:
        """The facts that each section with text cannot do without, by section id: its own list, or that of its kinds."""
        told = [placed.section for placed in self.placed() if patterns_of(placed.section)]
        return {one.id: one.needs or self._of_kinds(one.kinds) for one in told}

    def _of_kinds(self, kinds: tuple[Kind, ...]) -> tuple[FactPath, ...]:
        return tuple(dict.fromkeys(path for kind in kinds for path in self.needs.get(kind, ())))

    def derived(self, facts: ProjectFacts) -> Mapping[str, Derived]:
        """What follows from the facts, graded by this locality's bands."""
        return derive(facts, [Band(band.grade, band.floor) for band in self.bands])

    def self_name(self, unit: str) -> str:
        """How the unit speaks of itself: 我局, 我院 …, by the ending of its name."""
        kind = self.unit_type(unit)
        return self.self_names[kind] if kind else "我单位"

    def unit_type(self, unit: str) -> str:
        """What kind of unit a name names: 局, 医院 …, by its ending; empty where it is none of those known."""
        return max((one for one in self.self_names if one and unit.endswith(one)), key=len, default="")


def patterns_of(section: Section) -> tuple[str, ...]:
    """The sentence patterns of a section: its own list, or those named like its kinds."""
    return tuple(kind.value for kind in section.kinds) if section.patterns is None else section.patterns


def _depth(sections: tuple[Section, ...]) -> int:
    return max((1 + _depth(section.children) for section in sections), default=0)


def _placed(sections: tuple[Section, ...], level: int) -> Iterator[Placed]:
    for number, section in enumerate(sections, 1):
        yield Placed(section=section, heading=label(level, number) + section.heading, level=level)
        yield from _placed(section.children, level + 1)
