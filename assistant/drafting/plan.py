"""The content plan: for each section of the outline, blocks of points with the fact paths they used.

The plan decides content and order; a writer decides wording only. Every figure in a point carries its source by
construction (drafting/marks.py), and what is missing is a placeholder with its path.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.advice.deviations import Deviation, Thresholds, find_deviations, reported
from assistant.advice.problems import report_problems
from assistant.drafting.marks import Scribe, Source, Span, bare_lead
from assistant.drafting.patterns import environment
from assistant.drafting.views import Gap, derived_view, placeholder, view
from assistant.facts.derived import Derived
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import title_of, value_at
from assistant.outline.kinds import Kind
from assistant.outline.pack import Pack, Placed, Section, patterns_of


@dataclass(frozen=True)
class Point:
    """One thing to say: a sentence (or clause) from facts. `subject`, if given, opens it and may be shared."""

    text: str
    spans: tuple[Span, ...]
    subject: str = ""

    @property
    def paths(self) -> tuple[str, ...]:
        """The fact paths and derived names that the point says."""
        return tuple(dict.fromkeys(span.source.path for span in self.spans if not span.source.missing))


@dataclass(frozen=True)
class Block:
    """A paragraph, or a numbered item (`title` is a point, perhaps of empty text)."""

    points: tuple[Point, ...]
    title: Point | None = None


@dataclass(frozen=True)
class SectionPlan:
    """What one section says."""

    id: str
    heading: str
    level: int
    kinds: tuple[Kind, ...]
    blocks: tuple[Block, ...]
    missing: tuple[str, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points in order, item titles included."""
        return tuple(
            p for b in self.blocks for p in ((b.title, *b.points) if b.title else b.points) if p.text
        )


@dataclass(frozen=True)
class Plan:
    """The whole report before wording."""

    facts: ProjectFacts
    pack: Pack
    derived: dict[str, Derived]
    deviations: tuple[Deviation, ...]
    sections: tuple[SectionPlan, ...]


def make_plan(facts: ProjectFacts, pack: Pack) -> Plan:
    """Facts and outline → plan. Deterministic."""
    derived = dict(pack.derived(facts))
    limits = pack.limits
    thresholds = Thresholds(limits.execution_rate, limits.overshoot, limits.qualitative)
    deviations = reported(facts, derived, find_deviations(facts, derived, thresholds), thresholds)
    planner = _Planner(facts, pack, derived, deviations)
    return Plan(facts, pack, derived, tuple(deviations), tuple(planner.section(one) for one in pack.placed()))


class _Planner:
    """Renders the patterns of one report."""

    def __init__(
        self, facts: ProjectFacts, pack: Pack, derived: dict[str, Derived], deviations: Sequence[Deviation]
    ) -> None:
        self._facts, self._pack, self._derived = facts, pack, derived
        self._problems = report_problems(facts, deviations)
        self._patterns = pack.patterns()

    def section(self, placed: Placed) -> SectionPlan:
        section = placed.section
        names = patterns_of(section)
        blocks: list[Block] = []
        for name in names:
            blocks = _appended(blocks, *self._render(name, section))
        said = {span.source.path for block in blocks for point in _all(block) for span in point.spans}
        needs = [*section.needs, *(() if section.needs else self._needs(section.kinds))]
        gaps = [
            path for path in dict.fromkeys(needs) if value_at(self._facts, path) is None and path not in said
        ]
        if gaps and names:
            blocks.append(Block(tuple(_gap_point(path) for path in gaps)))
        points = [point for block in blocks for point in _all(block)]
        missing = dict.fromkeys(s.source.path for point in points for s in point.spans if s.source.missing)
        return SectionPlan(
            section.id, placed.heading, placed.level, section.kinds, tuple(blocks), tuple(missing)
        )

    def _needs(self, kinds: Sequence[Kind]) -> list[str]:
        return [path for kind in kinds for path in self._pack.needs.get(kind, ())]

    def _render(self, name: str, section: Section) -> tuple[list[Block], bool]:
        """A pattern's blocks, and whether it asks for a paragraph of its own (it opens with an empty line)."""
        scribe = Scribe()
        template = environment().get_template(f"{name}.j2")
        rendered = template.render(self._context(scribe, section))
        return _blocks(rendered, scribe), rendered.startswith("\n")

    def _context(self, scribe: Scribe, section: Section) -> dict[str, Any]:
        facts = view(self._facts, "", scribe)

        def gap(path: str, title: str = "") -> Gap:
            return Gap(path, scribe, title)

        return {
            "facts": facts,
            "d": lambda name: derived_view(self._derived.get(name), name, scribe),
            "gap": gap,
            "verify": lambda what: f"【待核实：{what}】",
            "we": self._pack.self_name(self._facts.report.unit),
            "patterns": self._patterns,
            "section_patterns": patterns_of(section),
            "kinds": [kind.value for kind in section.kinds],
            "told_elsewhere": "deviations" in self._patterns,
            "problems": [_problem_view(one, facts) for one in self._problems],
        }


def _problem_view(problem: Any, facts: Any) -> dict[str, Any]:
    said = facts.problems[problem.declared] if problem.declared is not None else None
    return {
        "said": said,
        "figured": bool(said and any(char.isdigit() for char in said.consequence.text)),
        "assigned": bool(said and (said.owner or said.deadline)),
        "deviations": [
            {
                "signal": one.signal.value,
                "indicator": facts.indicators[one.index] if one.index is not None else None,
            }
            for one in problem.deviations
        ],
    }


def _all(block: Block) -> tuple[Point, ...]:
    return (block.title, *block.points) if block.title else block.points


def _appended(blocks: list[Block], more: list[Block], own_paragraph: bool) -> list[Block]:
    """The blocks of one more pattern; its first paragraph goes on in the last one unless it asks for its own."""
    if own_paragraph or not blocks or not more or blocks[-1].title or more[0].title:
        return [*blocks, *more]
    return [*blocks[:-1], Block(blocks[-1].points + more[0].points), *more[1:]]


def _gap_point(path: str) -> Point:
    text = placeholder(title_of(path))
    return Point(text + "。", (Span(0, len(text), Source(path, missing=True)),))


def _blocks(rendered: str, scribe: Scribe) -> list[Block]:
    """Lines → points; empty lines and `#` begin blocks."""
    blocks: list[Block] = []
    title: Point | None = None
    points: list[Point] = []

    def close() -> None:
        nonlocal title, points
        if points or (title and title.text):
            blocks.append(Block(tuple(points), title))
        title, points = None, []

    for line in rendered.split("\n"):
        if line.startswith("#"):
            close()
            title = _point(line.removeprefix("#"), scribe)
        elif not line.strip():
            if points:
                close()
        else:
            points.append(_point(line, scribe))
    close()
    return blocks


def _point(line: str, scribe: Scribe) -> Point:
    line = line.strip()
    # The bar is the pattern's own only where no fact has been said before it.
    subject, bar, _ = bare_lead(line).partition("||")
    text, spans = scribe.read(line[len(subject) + len(bar) :].strip() if bar else line)
    return Point(text, spans, subject if bar else "")
