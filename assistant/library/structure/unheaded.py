"""Reports without any heading: prose is cut where its matter changes, a 自评表 by the labels of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.library.documents import cells_of, is_row
from assistant.library.structure.contents import MOST_SURE, kinds_by_content, points
from assistant.library.structure.section import Section
from assistant.outline.headings import INHERITED, Kinds
from assistant.outline.kinds import Kind

# The order in which reports tell; going back in it is unlikely.
_ORDER = (
    *(Kind.OVERVIEW, Kind.FUNDS_ARRANGED, Kind.FUNDS_USED, Kind.GOALS, Kind.INTERNAL_CONTROL),
    *(Kind.EVALUATION_WORK, Kind.SCORE, Kind.PROCESS, Kind.OUTPUTS, Kind.BENEFITS, Kind.SATISFACTION),
    *(Kind.DEVIATIONS, Kind.EXPERIENCE, Kind.PROBLEMS, Kind.MEASURES, Kind.SUGGESTIONS, Kind.APPLICATION),
)
_FORTH, _BACK = 0.15, 0.45
# So many paragraphs above the first heading are more than a preface.
_PREFACE = 3
# A cover line has no full stop.
_PROSE = re.compile(r"[。；]")
_ROWS: tuple[tuple[str, Kinds], ...] = (
    (
        r"(项目)?资金(情况|投入|安排)?(（万元）)?$|年度资金总额|资金来源",
        (Kind.FUNDS_ARRANGED, Kind.FUNDS_USED),
    ),
    (r"(年度)?(总体|绩效)目标|预期目标", (Kind.GOALS,)),
    (r"一级指标|绩效指标|产出|成本指标", (Kind.OUTPUTS, Kind.BENEFITS, Kind.SATISFACTION, Kind.SCORE)),
    (r"(评价|自评)结论|总分$|合计得分", (Kind.SCORE,)),
    (r"存在.{0,4}问题", (Kind.PROBLEMS,)),
    (r"(整改|改进)措施", (Kind.MEASURES,)),
)
_ROWS_COMPILED = tuple((re.compile(pattern), kinds) for pattern, kinds in _ROWS)
# Fewer rows are no 自评表.
_TABLE = 3
_WHOLE_TABLE: Kinds = (Kind.OUTPUTS, Kind.BENEFITS, Kind.SATISFACTION, Kind.SCORE)


@dataclass(frozen=True)
class _Part:
    """A paragraph or row at `start`, of these kinds."""

    start: int
    kinds: Kinds
    confidence: float


def sections_by_content(text: str, end: int) -> tuple[Section, ...]:
    """The sections of what stands before the first heading, at `end`, by what its paragraphs or its table rows
    speak of; none where they speak of nothing, or are only cover and preface. Sure at most 0.5 of prose, 0.6 of a
    table whose rows are labelled.
    """
    lines = [
        (found.start(), found.group())
        for found in re.finditer(r"[^\n]+", text[:end])
        if found.group().strip()
    ]
    rows = [(start, line) for start, line in lines if is_row(line)]
    prose = [(start, line) for start, line in lines if not is_row(line) and _PROSE.search(line)]
    written = sum(len(line) for _, line in prose)
    tabular = sum(len(line) for _, line in rows) > written
    if end < len(text) and (tabular or len(prose) < _PREFACE or 4 * written < len(text)):
        return ()
    parts = _rows(rows) if tabular else _paragraphs(prose)
    return tuple(_sections(text[:end], parts, "" if end == len(text) else "0."))


def _sections(text: str, parts: Sequence[_Part], above: str) -> Iterator[Section]:
    groups = [list(group) for _, group in groupby(parts, key=lambda part: part.kinds)]
    for number, group in enumerate(groups, 1):
        start = group[0].start
        end = groups[number][0].start if number < len(groups) else len(text)
        body = text[start:end].strip()
        sure = sum(part.confidence for part in group) / len(group)
        yield Section(
            id=f"{above}{number}",
            heading="、".join(kind.label for kind in group[0].kinds),
            level=1,
            kinds=group[0].kinds,
            confidence=round(sure, 2),
            start=start,
            end=end,
            body=body,
            body_start=text.index(body, start),
            told_by="content",
            unheaded=True,
        )


def _rows(rows: Sequence[tuple[int, str]]) -> list[_Part]:
    """Rows from one labelled row to the next; the rows before the first are cover (项目名称, 主管部门)."""
    found: list[_Part] = []
    for start, line in rows:
        label = next((cell for cell in cells_of(line) if cell), "").replace(" ", "")
        kinds = next((kinds for form, kinds in _ROWS_COMPILED if form.match(label)), None)
        if kinds is None and not found:
            continue
        found.append(_Part(start, kinds or found[-1].kinds, INHERITED))
    if not found and rows:
        return [_Part(rows[0][0], _WHOLE_TABLE, MOST_SURE)] if len(rows) >= _TABLE else []
    return found


def _paragraphs(prose: Sequence[tuple[int, str]]) -> list[_Part]:
    """The likeliest row of kinds, each paragraph's words weighed against the order in which reports tell."""
    if not prose:
        return []
    told = [_shares(line) for _, line in prose]
    if not any(told):
        return []
    return [
        _Part(start, (kind,), _sure(line, kind))
        for (start, line), kind in zip(prose, _likeliest(told), strict=True)
    ]


def _shares(line: str) -> dict[Kind, float]:
    found = points(line)
    total = sum(found.values())
    return {kind: value / total for kind, value in found.items()} if total else {}


def _sure(line: str, kind: Kind) -> float:
    kinds, sure = kinds_by_content(line)
    return sure if kind in kinds else MOST_SURE / 2


def _likeliest(told: Sequence[dict[Kind, float]]) -> list[Kind]:
    """Viterbi over the kinds in their order; a step forth costs `_FORTH`, a step back `_BACK`."""
    size = len(_ORDER)
    best = [told[0].get(kind, 0.0) for kind in _ORDER]
    came: list[list[int]] = []
    for shares in told[1:]:
        ahead = _running_best(best, range(size))
        behind = _running_best(best, range(size - 1, -1, -1))
        step: list[int] = []
        for at in range(size):
            ways = [(best[at], at)]
            if at:
                ways.append((best[ahead[at - 1]] - _FORTH, ahead[at - 1]))
            if at + 1 < size:
                ways.append((best[behind[at + 1]] - _BACK, behind[at + 1]))
            step.append(max(ways)[1])
        best = [
            best[origin] - (0 if origin == at else _FORTH if origin < at else _BACK) + shares.get(kind, 0.0)
            for at, (origin, kind) in enumerate(zip(step, _ORDER, strict=True))
        ]
        came.append(step)
    at = best.index(max(best))
    path = [at]
    for step in reversed(came):
        at = step[at]
        path.append(at)
    return [_ORDER[place] for place in reversed(path)]


def _running_best(values: Sequence[float], places: range) -> dict[int, int]:
    """For each place the best place seen so far."""
    found: dict[int, int] = {}
    leader = places[0]
    for at in places:
        leader = at if values[at] > values[leader] else leader
        found[at] = leader
    return found
