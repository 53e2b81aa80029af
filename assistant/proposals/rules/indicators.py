"""Indicators in sentences: a target of the goal section, with the result and score that a later sentence on it states.

Never sure: the approved table words its indicators otherwise, and knows their levels and weights (proposals/tables.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.outline.kinds import Kind
from assistant.proposals.rules.goals import Stated, stated
from assistant.proposals.source import Found, Sentence, Source, Span

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SCORE = re.compile(rf"得(?:分)?\s*({_NUMBER})\s*分")
_WEIGHT = re.compile(rf"(?:满分|分值)(?:为)?\s*({_NUMBER})\s*分|({_NUMBER})\s*分(?=得\s*{_NUMBER}\s*分)")
_LEVEL = re.compile("(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)指标")
_ASIDE = re.compile(
    r"(?:目标|计划|上年|20\d\d年|比|少|多|超过|低于|高于|其中)[^，]{0,8}$|由(?:上年|原来)?的?$"
)
_OF_TARGET = re.compile(r"\s*(?:以[上下内])?的(?:年度|年初|计划)?目标")
_OF_ELSEWHERE = re.compile("每|.*(?:均|标准|单位成本)")  # 元 of 每公里造价 is 万元/公里
_ALIKE = 0.34
_REACH, _LABEL = 600, 12  # how far before a clause its kind may be named, and how far inside it
_NAME = r"(?P<name>[^0-9，。；：、（）]{2,20}?)(?:为|达到|达|完成|实际为|实际)?\s*"
_UNIT = r"(?P<unit>%|[万千]?[\u4e00-\u9fff]{1,2}?)"
_BESIDE = (
    re.compile(
        rf"{_NAME}(?P<actual>{_NUMBER})\s*{_UNIT}[，（(][^；。0-9]{{0,16}}?(?<!超出)(?<!超过)(?<!比)(?:目标|计划|指标值)(?:值|数)?(?:的|为|是)?\s*(?P<target>{_NUMBER})\s*(?P=unit)"
    ),
    re.compile(
        rf"{_NAME}(?P<actual>{_NUMBER})\s*{_UNIT}[，（(][^；。0-9]{{0,10}}(?P<target>{_NUMBER})\s*(?P=unit)(?:以[上下内])?的(?:年度|年初|计划)?目标"
    ),
    re.compile(
        rf"{_NAME}(?:目标|计划)(?:值|数)?(?:为)?\s*(?P<target>{_NUMBER})\s*{_UNIT}[，、](?:实际|年内|全年)?(?:完成|达到|为)?(?:了)?\s*(?P<actual>{_NUMBER})\s*(?P=unit)"
    ),
)


@dataclass(frozen=True)
class _Clause:
    """One clause between semicolons; `start` is its offset in the document's text."""

    text: str
    start: int
    level: tuple[str, Span] | None = None

    def figures(self, unit: str) -> list[tuple[str, Span]]:
        """The numbers in this unit, with their places."""
        form = rf"({_NUMBER})\s*{re.escape(unit)}"
        return [
            (found.group(1).replace(",", ""), (self.start + found.start(), self.start + found.end()))
            for found in re.finditer(form, self.text)
        ]

    def aside(self, span: Span) -> bool:
        """Whether the figure there is the goal's, last year's, or a difference."""
        before, after = self.text[: span[0] - self.start], self.text[span[1] - self.start :]
        return bool(_ASIDE.search(before) or _OF_TARGET.match(after))

    def likeness(self, name: str) -> float:
        """How many of the name's pairs of characters stand in the clause, 0–1."""
        pairs = {name[at : at + 2] for at in range(len(name) - 1)}
        return sum(pair in self.text for pair in pairs) / len(pairs)


def read(source: Source) -> Iterator[Found]:
    """One row for each target of the goal section."""
    results = source.sentences(Kind.OUTPUTS, Kind.BENEFITS, Kind.SATISFACTION)
    clauses = [clause for sentence in results for clause in _clauses(source, sentence)]
    used: set[Span] = set()
    targets = stated(source)
    for row, target in enumerate(targets):
        yield from _target(target, row)
        if found := _result(target, clauses, used):
            clause, actual, span = found
            used.add(span)
            yield Found("indicators[].actual", actual, (span,), 0.7, "完成情况段的数值", row)
            yield from _scored(clause, row)
    yield from _compared(clauses, {(one.number, one.unit) for one in targets}, len(targets))


def _compared(clauses: Sequence[_Clause], known: set[tuple[str, str]], row: int) -> Iterator[Found]:
    """Results told beside their target, of which the goal section says nothing: 满意度为86%，低于90%的目标."""
    rule = "完成情况段的目标和数值"
    for clause in clauses:
        for form in _BESIDE:
            found = form.search(clause.text)
            if not found or (found["target"].replace(",", ""), found["unit"]) in known:
                continue
            known.add((found["target"].replace(",", ""), found["unit"]))
            whole = (clause.start + found.start(), clause.start + found.end())
            name = re.sub("^(?:其中|另外|此外|同时|但|而)|(?:均|共|为|约|已|达)+$", "", found["name"])
            at = clause.start + found.start("name") + found["name"].find(name)
            if len(name) < 2:
                continue
            yield Found("indicators[].name", name, ((at, at + len(name)),), 0.65, rule, row)
            yield Found("indicators[].target", found["target"].replace(",", ""), (whole,), 0.75, rule, row)
            yield Found("indicators[].unit", found["unit"], (whole,), 0.75, rule, row)
            yield Found("indicators[].actual", found["actual"].replace(",", ""), (whole,), 0.75, rule, row)
            yield from _scored(clause, row)
            row += 1
            break


def _clauses(source: Source, sentence: Sentence) -> Iterator[_Clause]:
    begin = sentence.section.start if sentence.section else sentence.start
    for found in re.finditer(r"[^；;]+", sentence.text):
        start = sentence.start + found.start()
        # The kind of indicator last named in the section, heading included.
        levels = list(_LEVEL.finditer(source.plain, max(begin, start - _REACH), start + _LABEL))
        level = (levels[-1].group(), levels[-1].span()) if levels else None
        yield _Clause(found.group(), start, level)


def _target(target: Stated, row: int) -> Iterator[Found]:
    rule = "绩效目标段的指标"
    doubt = 0.2 if len(target.name_spans) > 1 else 0.0
    yield Found("indicators[].name", target.name, target.name_spans, 0.7 - doubt, rule, row)
    yield Found("indicators[].target", target.number, (target.span,), 0.85 - doubt, rule, row)
    if "元" not in target.unit or not _OF_ELSEWHERE.match(target.name):
        yield Found("indicators[].unit", target.unit, (target.span,), 0.8 - doubt, rule, row)
    if target.op:
        yield Found("indicators[].op", target.op, (target.span,), 0.85, rule, row)


def _result(target: Stated, clauses: Sequence[_Clause], used: set[Span]) -> tuple[_Clause, str, Span] | None:
    """The clause most like the target's name that holds a figure in its unit: first one that is not the target's own."""
    best: tuple[float, _Clause, str, Span] | None = None
    for clause in clauses:
        figures = [one for one in clause.figures(target.unit) if one[1] not in used]
        likeness = clause.likeness(target.name)
        if not figures or likeness < _ALIKE or (best and likeness <= best[0]):
            continue
        near = [one for one in figures if not clause.aside(one[1])] or figures
        chosen = next((one for one in near if one[0] != target.number), near[0])
        best = likeness, clause, *chosen
    return best[1:] if best else None


def _scored(clause: _Clause, row: int) -> Iterator[Found]:
    """Kind, weight and score, where the clause tells one only."""
    if level := clause.level:
        yield Found("indicators[].level2", level[0], (level[1],), 0.7, "完成情况段的指标类别", row)
    scores = list(_SCORE.finditer(clause.text))
    if weights := list(_WEIGHT.finditer(clause.text)):
        one = weights[0]
        group = 1 if one.group(1) else 2
        span = clause.start + one.start(), clause.start + one.end()
        if len(weights) == 1:
            yield Found("indicators[].weight", one.group(group), (span,), 0.7, "完成情况段的分值", row)
    if len(scores) == 1:
        span = clause.start + scores[0].start(1), clause.start + scores[0].end()
        yield Found("indicators[].score", scores[0].group(1), (span,), 0.65, "完成情况段的得分", row)
