"""What the reviewer finds of planted faults, and what it says of clean drafts.

A fault is found where a finding that the clean draft had not got lies on it, at the kind's level or above. A fault's
place in the seed is its draft and kind, so a new kind moves no other. Samples are halved by turns: `dev` may be looked
at when rules are changed, `test` is only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from assistant.review.findings import Finding
from assistant.review.report import review_report
from assistant.review.rules import Section
from eval.seeded.clean import PACKS, STYLES, Clean, Sample, Style, clean_drafts
from eval.seeded.planting import Edit, Kind, Spot, plant

Half = Literal["dev", "test"]
_LOUD = ("error", "warning")
# The draft's own marks of what the facts lack are no false alarms.
_OWN_MARKS = frozenset(["to_verify", "missing_fact"])


@dataclass(frozen=True)
class Trial:
    """One planted fault and the rules that found it; `told` shows people what was planted."""

    kind: str
    family: str
    draft: str
    half: Half
    style: Style
    rules: tuple[str, ...]
    told: str

    @property
    def found(self) -> bool:
        """Whether any rule did."""
        return bool(self.rules)


@dataclass(frozen=True)
class Quiet:
    """What was said of one clean draft: false alarms by rule, as (rule, text)."""

    draft: str
    half: Half
    style: Style
    characters: int
    alarms: tuple[tuple[str, str], ...]

    def by_rule(self) -> Counter[str]:
        """How many of each rule."""
        return Counter(rule for rule, _ in self.alarms)


def half_of(samples: Sequence[Sample], name: str) -> Half:
    """Which half a sample is in."""
    names = sorted(one.name for one in samples)
    return "test" if names.index(name) % 2 else "dev"


def review(clean: Clean, sections: Sequence[Section]) -> tuple[Finding, ...]:
    """Findings on pasted text, as `assistant review` gives them."""
    return review_report(sections, clean.facts, clean.derived).findings


def quiet(clean: Clean, half: Half) -> Quiet:
    """What is said of a clean draft; faults of the facts themselves have no section and are not counted."""
    alarms = tuple(
        (one.rule, one.text)
        for one in review(clean, clean.sections)
        if one.severity in _LOUD and one.section and one.rule not in _OWN_MARKS
    )
    return Quiet(clean.name, half, clean.style, clean.characters, alarms)


def trials(
    samples: Sequence[Sample],
    kinds: Sequence[Kind],
    seed: int,
    packs: Sequence[str] = PACKS,
    only: Sequence[str] = (),
) -> Iterator[Trial]:
    """One fault of each kind in each sample and style; the packs take turns. A draft without the place has no trial.

    `only` are the samples to try; foreign words come from all of them.
    """
    drafts = list(clean_drafts(samples, packs))
    for at, sample in enumerate(samples):
        if only and sample.name not in only:
            continue
        for style in STYLES:
            own = [one for one in drafts if one.sample.name == sample.name and one.style == style]
            before = [_marks(review(one, one.sections)) for one in own]
            for number, kind in enumerate(kinds):
                turn = (at + number) % len(own)
                made = trial(own[turn], kind, half_of(samples, sample.name), seed, before[turn])
                if made:
                    yield made


def trial(clean: Clean, kind: Kind, half: Half, seed: int, before: Counter[tuple[str, ...]]) -> Trial | None:
    """Plants one fault of a kind, drawn by the seed, and looks for it; None where the draft has no place for it."""
    rng = Random(f"{seed}/{clean.name}/{kind.name}")
    candidates = list(kind.plant(clean, rng))
    if not candidates:
        return None
    fault = rng.choice(candidates)
    sections, spots = plant(clean.sections, fault)
    rules = found_by(review(clean, sections), spots, fault, kind, before)
    return Trial(kind.name, kind.family, clean.name, half, clean.style, rules, _told(clean, sections, fault))


def found_by(
    findings: Sequence[Finding],
    spots: Sequence[Spot],
    fault: Edit,
    kind: Kind,
    before: Counter[tuple[str, ...]],
) -> tuple[str, ...]:
    """The rules whose new findings lie on the fault."""
    levels = (*_LOUD, "info") if kind.level == "info" else _LOUD
    left = Counter(before)
    rules: set[str] = set()
    for one in findings:
        mark = _mark(one)
        if left[mark]:
            left[mark] -= 1
        elif one.severity in levels and (
            (fault.path and one.path == fault.path) or any(_on(one, spot) for spot in spots if not fault.path)
        ):
            rules.add(one.rule)
    return tuple(sorted(rules))


def _on(one: Finding, spot: Spot) -> bool:
    if one.section != spot.section:
        return False
    if spot.heading:
        return one.start == one.end == 0
    return one.start < spot.end and spot.start < one.end


def _mark(one: Finding) -> tuple[str, ...]:
    return one.rule, one.section, one.text, one.message


def _marks(findings: Sequence[Finding]) -> Counter[tuple[str, ...]]:
    return Counter(map(_mark, findings))


def marks(clean: Clean) -> Counter[tuple[str, ...]]:
    """What is said of the clean draft already, for `trial`."""
    return _marks(review(clean, clean.sections))


def _told(clean: Clean, sections: Sequence[Section], fault: Edit) -> str:
    if fault.heading:
        return f"{clean.sections[fault.heading[0]].heading} → {fault.heading[1]}"
    pieces = []
    for one in fault.changes[:3]:
        text = clean.sections[one.section].text
        around = text[max(0, one.start - 30) : one.start], text[one.end : one.end + 25]
        pieces.append(f"{around[0]}[{text[one.start : one.end]} → {one.new}]{around[1]}")
    return (f"{fault.path}: " if fault.path else "") + " | ".join(pieces).replace("\n", "⏎")
