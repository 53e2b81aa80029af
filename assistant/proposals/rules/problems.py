"""Problems with cause and consequence, and the measures that follow them in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.outline.kinds import Kind
from assistant.proposals.source import Found, Source, Span

_ITEM = re.compile(
    r"(?m)^\s*(?:[0-9]{1,2}\s?[.、．]|[（(][一二三四五六七八九十0-9]{1,2}[）)])\s*|(?<![之其])[一二三四五六七八九十]是"
)
_FIX = re.compile("(?:整改(?:措施)?|改进(?:措施)?|措施)[:：]")
_AIMED = re.compile(r"针对(?:“)?([^，。；”\n]{4,60}?)(?:”)?(?:的)?问题，([^。\n]{4,400})")
_CAUSE = re.compile("原因|由于|根源|根子|主要是|受[^，。]{2,20}影响|因为|源于|没有对|反映出")
_EFFECT = re.compile("后果|影响|导致|造成|使得|以致|因此")
_OWNER = re.compile(r"(?:由)?([\u4e00-\u9fff、]{2,30}?(?:股|科|室|处|站|中心|部|局|队))(?:负责|牵头)")
_DEADLINE = re.compile(r"(20[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?底?(?:之?前))")


@dataclass(frozen=True)
class Point:
    """One numbered point: its place, and the places of its sentences."""

    span: Span
    sentences: tuple[Span, ...]


def read(source: Source) -> Iterator[Found]:
    """Each problem as a row; measures from inside the point, or from the measures section where both have as many points."""
    problems, measures = _of(source, Kind.PROBLEMS), _of(source, Kind.MEASURES)
    inline = bool(problems) and all(_FIX.search(source.plain[one.span[0] : one.span[1]]) for one in problems)
    aimed = [] if inline else _aimed(source, problems)
    same = not inline and not aimed and len(problems) == len(measures) and problems != measures
    for row, one in enumerate(problems):
        told, fix = _parted(source, one)
        yield from _problem(source, told, row)
        if fix:
            yield from _measures(source, fix, row, 0.8, "问题内的整改措施")
        for at in (span for number, span in aimed if number == row):
            yield from _measures(source, [at], row, 0.82, "针对该问题的措施")
        if same:
            yield from _measures(source, list(measures[row].sentences), row, 0.65, "按顺序对应的整改措施")


def _aimed(source: Source, problems: Sequence[Point]) -> list[tuple[int, Span]]:
    """针对某某问题，…: the measures that name their problem, with its row."""
    titles = [_title(source, one.sentences[0]) if one.sentences else one.span for one in problems]
    names = [source.tree.text[start:end].strip() for start, end in titles]
    found: list[tuple[int, Span]] = []
    for kind in (Kind.MEASURES, Kind.SUGGESTIONS):
        for section in source.sections(kind):
            for one in _AIMED.finditer(
                source.plain, section.body_start, section.body_start + len(section.body)
            ):
                row = next(
                    (at for at, name in enumerate(names) if name and (name in one[1] or one[1] in name)), None
                )
                if row is not None and (row, one.span(2)) not in found:
                    found.append((row, one.span(2)))
    return found


def _of(source: Source, kind: Kind) -> list[Point]:
    found: list[Point] = []
    for section in source.sections(kind):
        if section.is_matter:
            mark = _ITEM.match(source.plain, section.start)
            start = mark.end() if mark else section.start
            found.append(_point(source, (start, section.body_start + len(section.body))))
            continue
        found += points(source, (section.body_start, section.body_start + len(section.body)))
    return found


def points(source: Source, span: Span) -> list[Point]:
    """The numbered points of a passage (1. …, 一是 …); none where it has no numbers."""
    starts = list(_ITEM.finditer(source.plain, *span))
    ends = [*(one.start() for one in starts[1:]), span[1]][: len(starts)]
    return [_point(source, (one.end(), end)) for one, end in zip(starts, ends, strict=True)]


def _point(source: Source, span: Span) -> Point:
    parts = [
        (one.start() + len(one.group()) - len(one.group().lstrip()), one.end())
        for one in re.finditer(r"[^。！？\n]+", source.plain[span[0] : span[1]])
        if one.group().strip()
    ]
    shifted = tuple((span[0] + start, span[0] + end) for start, end in parts)
    return Point(span, shifted)


def _parted(source: Source, one: Point) -> tuple[list[Span], list[Span]]:
    """The sentences on the problem, and those on its measures, cut at 整改：."""
    told: list[Span] = []
    fix: list[Span] = []
    for start, end in one.sentences:
        mark = _FIX.search(source.plain, start, end)
        if fix or mark is None:
            (fix if fix else told).append((start, end))
            continue
        if mark.start() - start > 3:
            told.append((start, mark.start()))
        fix.append((mark.end(), end))
    return told, fix


def _problem(source: Source, told: Sequence[Span], row: int) -> Iterator[Found]:
    if not told:
        return
    title = _title(source, told[0])
    yield _said(source, "problems[].title", title, 0.75, "问题条目首句", row)
    rest = [*([(title[1] + 1, told[0][1])] if told[0][1] - title[1] > 4 else []), *told[1:]]
    for path, form in (("cause", _CAUSE), ("consequence", _EFFECT)):
        found = next((one for one in rest if form.search(source.plain, *one)), None)
        if found:
            rest.remove(found)
            yield _said(
                source,
                f"problems[].{path}",
                found,
                0.6,
                f"问题的{'原因' if path == 'cause' else '影响'}句",
                row,
            )


def _title(source: Source, span: Span) -> Span:
    """The first clause; all of it where the clause is short of saying anything."""
    cut = re.compile("[，；,]").search(source.plain, *span)
    return (span[0], cut.start()) if cut and cut.start() - span[0] >= 6 else span


def _said(source: Source, path: str, span: Span, sure: float, rule: str, row: int) -> Found:
    return Found(path, source.tree.text[span[0] : span[1]].strip(), (span,), sure, rule, row)


def _measures(source: Source, told: Sequence[Span], row: int, sure: float, rule: str) -> Iterator[Found]:
    for span in told:
        for part in re.finditer(r"[^；;]+", source.plain[span[0] : span[1]]):
            where = (span[0] + part.start(), span[0] + part.end())
            if where[1] - where[0] >= 4:
                yield _said(source, "problems[].measures[]", where, sure, rule, row)
    whole = (told[0][0], told[-1][1])
    if owner := _OWNER.search(source.plain, *whole):
        yield Found("problems[].owner", owner.group(1), (owner.span(1),), min(sure, 0.75), rule, row)
    if deadline := _DEADLINE.search(source.plain, *whole):
        yield Found("problems[].deadline", deadline.group(1), (deadline.span(1),), sure, rule, row)
