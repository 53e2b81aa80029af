"""The outline of a unit's report, from prompts/plan/unit/outline.yaml: title, cover, sections, table."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import PackError
from assistant.resources import shipped

FOLDER = "unit"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnitHeading(_Part):
    """A section: the pattern of its own text, and `each` that of a part per project."""

    id: str
    heading: str = Field(min_length=1)
    pattern: str
    each: str | None = None


class UnitCover(_Part):
    """The labels of the cover's lines."""

    unit: str
    year: str
    date: str


class UnitColumns(_Part):
    """The captions of the table's columns."""

    number: str
    name: str
    budget: str
    paid: str
    rate: str
    indicators: str
    score: str
    grade: str


class UnitTable(_Part):
    """The annexed table: the unit with its totals above (by the name of the total), a row a project below. `partial` is said
    of a total that goes over {count} only.
    """

    title: str
    note: str
    unit: str
    totals: dict[str, str] = Field(min_length=1)
    columns: UnitColumns
    missing: str
    partial: str


class UnitOutline(_Part):
    """The whole outline. `{unit}` and `{year}` in titles are filled in."""

    title: str
    cover_title: str
    cover: UnitCover
    sections: tuple[UnitHeading, ...] = Field(min_length=1, max_length=20)
    table: UnitTable

    @property
    def each(self) -> tuple[str, ...]:
        """The patterns that tell something of every project."""
        return tuple(one.each for one in self.sections if one.each)


@cache
def unit_outline(folder: Path | None = None) -> UnitOutline:
    """The outline as it ships. Raises `PackError` where the file is broken."""
    path = (folder or shipped("prompts") / "plan") / FOLDER / "outline.yaml"
    try:
        return UnitOutline.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "整个文件"
        raise PackError(f"{path} 有误：{field} 不合要求", hint="请对照随附的文件改正。") from None
    except (OSError, ValueError, yaml.YAMLError):
        raise PackError(f"{path} 读不出来", hint="应为UTF-8编码的YAML。") from None
