"""Clean drafts: what the composer writes of the sample facts, as it stands or paraphrased as a model would.

They are reviewed as pasted text, so the composer vouches for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from assistant.drafting.composer import compose
from assistant.drafting.plan import make_plan
from assistant.facts.derived import Derived
from assistant.facts.load import load_facts
from assistant.facts.model import ProjectFacts
from assistant.outline.packs import load_pack
from assistant.resources import shipped
from assistant.review.rules import Section
from eval.seeded.paraphrase import paraphrase

PACKS = ("national", "yunnan", "guangdong-county", "guangdong-project")
Style = Literal["composed", "paraphrased"]
STYLES: tuple[Style, ...] = ("composed", "paraphrased")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Sample:
    """One sample facts file with the report that people wrote of it."""

    name: str
    facts: ProjectFacts
    report: str


@dataclass(frozen=True)
class Clean:
    """A draft without a fault. `others` are the samples of other projects, where foreign words come from."""

    sample: Sample
    pack: str
    style: Style
    sections: tuple[Section, ...]
    derived: Mapping[str, Derived]
    others: tuple[Sample, ...] = field(repr=False)

    @property
    def facts(self) -> ProjectFacts:
        """The facts that it tells."""
        return self.sample.facts

    @property
    def name(self) -> str:
        """Which draft it is, for people and for seeds."""
        return f"{self.sample.name}/{self.pack}/{self.style}"

    @cached_property
    def whole(self) -> str:
        """Everything that the facts, what follows from them, and the draft say."""
        texts = [one.text for one in self.sections]
        derived = [one.text for one in self.derived.values()]
        return "\n".join([*texts, *derived, self.facts.model_dump_json()])

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """Every number in them: a planted figure is none of these."""
        return frozenset(Decimal(one) for one in _NUMBER.findall(self.whole))

    @property
    def characters(self) -> int:
        """Length of the draft's text."""
        return sum(len(one.text) for one in self.sections)


def load_samples(names: Sequence[str] = ()) -> tuple[Sample, ...]:
    """The shipped samples, or those with these names, in order of name."""
    paths = sorted(shipped("corpus").glob("*.yaml"))
    return tuple(_sample(path) for path in paths if not names or path.stem in names)


def _sample(path: Path) -> Sample:
    report = path.with_suffix(".md")
    return Sample(path.stem, load_facts(path), report.read_text(encoding="utf-8"))


def clean_drafts(
    samples: Sequence[Sample], packs: Sequence[str] = PACKS, styles: Sequence[Style] = STYLES
) -> Iterator[Clean]:
    """Every sample by every pack in every style."""
    for sample in samples:
        others = tuple(one for one in samples if one.name != sample.name)
        for pack in packs:
            plan = make_plan(sample.facts, load_pack(pack))
            composed = tuple(Section(one.id, one.heading, compose(one).text) for one in plan.sections)
            for style in styles:
                sections = composed if style == "composed" else paraphrase(composed, f"{sample.name}/{pack}")
                yield Clean(sample, pack, style, sections, plan.derived, others)
