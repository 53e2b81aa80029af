"""What proves a deviation, as rows of a small table: an indicator with target, actual value and gap, or a fact and its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.advice.suggestion import ShownDeviation
from assistant.facts.derived import gap_text
from assistant.facts.groups.indicators import Indicator
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import title_of
from assistant.facts.quantities import number_text
from assistant.facts.table.targets import write_pair

if TYPE_CHECKING:
    from assistant.workspace.origins import Origins

_INDICATOR = re.compile(r"indicators\[(\d+)\]\.(target|actual|target_text|actual_text|rate)")
_ITEM = re.compile(r"(.+)\[\d+\]\.(\w+)")
_FEW = 2


@dataclass(frozen=True)
class Row:
    """A row. Of an indicator all columns, of another fact only `title` and `actual`; `path` leads to its field."""

    title: str
    actual: str
    path: str
    target: str = ""
    gap: str = ""
    lost: str = ""


def rows_of(deviations: Sequence[ShownDeviation], facts: ProjectFacts, origins: Origins) -> tuple[Row, ...]:
    """The rows of deviations that one suggestion answers, each once; indicators first."""
    judged: dict[int, Row] = {}
    values: dict[str, str] = {}
    for one in deviations:
        for path, value in one.values.items():
            found = _INDICATOR.fullmatch(path)
            if found and int(found[1]) < len(facts.indicators):
                judged.setdefault(int(found[1]), _indicator(int(found[1]), facts.indicators[int(found[1])]))
            else:
                values[path] = value
    return (*judged.values(), *_told(values, origins))


def _indicator(index: int, one: Indicator) -> Row:
    given = {
        name: value
        for name in ("op", "target", "target_text", "unit", "actual", "actual_text", "rate")
        if (value := getattr(one, name)) is not None
    }
    _, target, _, actual = write_pair(given, split=False)
    lost = one.weight - one.score if one.weight is not None and one.score is not None else None
    return Row(
        one.name or f"第{index + 1}项指标",
        actual,
        f"indicators[{index}].actual" if one.actual is not None else f"indicators[{index}].actual_text",
        target,
        gap_text(one),
        f"{number_text(lost)}分" if lost else "",
    )


def _told(values: dict[str, str], origins: Origins) -> Iterator[Row]:
    """Facts with their values; the same column of many rows of a list is one row."""
    lists: dict[tuple[str, str], list[str]] = {}
    for path in values:
        found = _ITEM.fullmatch(path)
        if found:
            lists.setdefault((found[1], found[2]), []).append(path)
    many = {path: paths for paths in lists.values() if len(paths) > _FEW for path in paths}
    titles = {path: origins.title(path) for path in values}
    for path, value in values.items():
        paths = many.get(path)
        if paths is None:
            # 全年预算数（调整后预算…） says it already.
            if not any(
                titles[one].startswith(f"{titles[path]}（") and values[one] == value for one in values
            ):
                yield Row(titles[path], value, path)
        elif path == paths[0]:
            yield Row(f"{title_of(path)}（{len(paths)}项）", "、".join(values[one] for one in paths), path)
