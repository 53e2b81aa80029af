"""The program's reading of the labelled reports, scored."""

from __future__ import annotations

from pathlib import Path

from assistant.facts.load import load_facts
from assistant.library.loaders import load
from assistant.library.structure.tree import SectionTree, grow
from assistant.outline.headings import kinds_of
from assistant.outline.numbering import read
from assistant.resources import shipped
from eval.structure.distortions import spoil
from eval.structure.labels import Labelled, Outline, corpus, outlines, wordings
from eval.structure.scoring import Score

# Says nothing of any kind.
_BODY = "此处文字从略。"


def of_corpus() -> Score:
    """The sample reports as they are."""
    score = Score()
    for name, headings in corpus().items():
        path = shipped("corpus") / name
        compare(score, headings, grow(load(path).text, path.stem))
    return score


def of_spoilt(how: str) -> Score:
    """The sample reports spoilt in one way."""
    score = Score()
    for name, headings in corpus().items():
        path = shipped("corpus") / name
        spoilt = spoil(load(path), headings, how)
        compare(score, spoilt.headings, grow(spoilt.text, path.stem, spoilt.styles))
    return score


def of_bare_text() -> tuple[int, int, int]:
    """The sample reports without their headings, cut by content: characters of prose, those in a section of which
    a kind is accepted for the heading they stood under, and those in no section.
    """
    total = right = outside = 0
    for name, headings in corpus().items():
        path = shipped("corpus") / name
        tree = grow(load(path).text, path.stem)
        text, true = next(tree.pieces()), []
        for section, label in zip(tree.sections, headings, strict=True):
            if section.body:
                true.append(
                    (len(text), len(text) + len(section.body), {k for one in label.accepted for k in one})
                )
                text += section.body + "\n"
        found = grow(text, path.stem).sections
        for start, end, kinds in true:
            total += end - start
            covered = 0
            for section in found:
                shared = max(0, min(end, section.end) - max(start, section.start))
                covered += shared
                right += shared if kinds & set(section.kinds) else 0
            outside += max(0, end - start - covered)
    return total, right, outside


def of_metadata() -> dict[str, int]:
    """How many of the sample reports' units, years, projects and types come out as in their facts files; a project
    counts where one name contains the other.
    """
    found: dict[str, int] = dict.fromkeys(("reports", "unit", "year", "project", "type", "pack"), 0)
    for path in sorted(shipped("corpus").glob("*.md")):
        facts = load_facts(path.with_suffix(".yaml"))
        tree = grow(load(path).text, path.stem)
        names = tree.profile.projects
        found["reports"] += 1
        found["unit"] += tree.unit == facts.report.unit
        found["year"] += tree.year == facts.report.year
        found["project"] += any(one in facts.project.name or facts.project.name in one for one in names)
        found["type"] += tree.profile.project_type == facts.project.type
        found["pack"] += tree.pack is not None
    return found


def of_wordings() -> Score:
    """Headings in other words, each with the headings above it."""
    score = Score()
    headings = wordings()
    for place, one in enumerate(headings):
        score.kinds(one.heading, one.accepted, kinds_of(one.heading, _above(headings, place))[0])
    return score


def of_outlines(path: Path) -> Score:
    """The public outlines, a neutral sentence under each heading. The fields of tables are read one by one,
    for they stand in no text: their kinds count, and not whether they are found.
    """
    score = Score()
    for outline in outlines(path):
        if outline.is_table:
            for one in outline.headings:
                score.kinds(one.heading, one.accepted, kinds_of(one.heading)[0])
        else:
            compare(score, outline.headings, grow(_text(outline), outline.title), alone=True)
    return score


def compare(score: Score, headings: tuple[Labelled, ...], tree: SectionTree, alone: bool = False) -> None:
    """Count a tree's headings; with `alone`, one that was not found counts with the kinds of its words."""
    pairs = score.lines([one.heading for one in headings], [section.heading for section in tree.sections])
    for place, one in enumerate(headings):
        if place in pairs:
            score.kinds(one.heading, one.accepted, tree.sections[pairs[place]].kinds)
        elif alone:
            score.kinds(one.heading, one.accepted, kinds_of(one.heading, _above(headings, place))[0])


def _text(outline: Outline) -> str:
    return outline.title + "\n" + "".join(f"{one.heading}\n{_BODY}\n" for one in outline.headings)


def _above(headings: tuple[Labelled, ...], place: int) -> list[str]:
    above: list[tuple[int, str]] = []
    for one in headings[: place + 1]:
        numbered = read(one.heading)
        level = numbered.level if numbered else 1
        above = [pair for pair in above if pair[0] < level] + [(level, one.heading)]
    return [text for _, text in above[:-1]]
