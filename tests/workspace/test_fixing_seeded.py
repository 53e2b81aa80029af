"""Planted faults of every kind: whatever fix is offered for what they bring cures it, and brings no error."""

from __future__ import annotations

from random import Random

import pytest

from assistant.editing.proposal import accepted
from assistant.editing.sheet import Leaf, Sheet
from assistant.outline.packs import load_pack
from assistant.workspace.fixes.bench import bench_of, beyond, counted, key_of
from assistant.workspace.fixing import Fixing, finding_id
from eval.seeded.clean import Clean, clean_drafts, load_samples
from eval.seeded.kinds import KINDS
from eval.seeded.planting import Kind, plant

PACK = load_pack("national")


@pytest.fixture(scope="module")
def clean() -> Clean:
    samples = load_samples()
    own = [one for one in samples if one.name == "2022-school-sanzhong"]
    made = next(iter(clean_drafts(own, ["national"], ["paraphrased"])))
    others = tuple(one for one in samples if one.name != made.sample.name)
    return Clean(made.sample, made.pack, made.style, made.sections, made.derived, others)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_fix_that_is_offered_for_a_planted_fault_is_sound(clean: Clean, kind: Kind) -> None:
    candidates = list(kind.plant(clean, Random(kind.name)))
    if not candidates:
        pytest.skip("the sample has no place for it")
    sections, _ = plant(clean.sections, Random(kind.name).choice(candidates))
    before = bench_of(clean.facts, PACK, sheet(clean.sections)).findings
    faulty = sheet(sections)
    fixing = Fixing(clean.facts, PACK, faulty)
    found = bench_of(clean.facts, PACK, faulty).findings
    for one in beyond(found, before):
        for fix in fixing.offered(one):
            if fix.way in ("text", "fact"):
                done = fixing.propose(finding_id(one), fix.id)
                now = bench_of(done.facts or clean.facts, PACK, accepted(faulty, done.proposal)).findings
                assert counted(now).get(key_of(one), 0) < counted(found)[key_of(one)], (one.rule, fix.id)
                assert not [new for new in beyond(now, found) if new.severity == "error"], (one.rule, fix.id)


def test_most_planted_faults_of_the_text_have_a_fix(clean: Clean) -> None:
    """A guard against fixes that are sound because none is offered."""
    mended = faults = 0
    for kind in KINDS[::4]:
        candidates = list(kind.plant(clean, Random(kind.name)))
        if not candidates:
            continue
        sections, _ = plant(clean.sections, Random(kind.name).choice(candidates))
        faulty = sheet(sections)
        fixing = Fixing(clean.facts, PACK, faulty)
        before = bench_of(clean.facts, PACK, sheet(clean.sections)).findings
        for one in beyond(bench_of(clean.facts, PACK, faulty).findings, before):
            faults += 1
            mended += any(fix.way == "text" for fix in fixing.offered(one))
    assert faults > 8
    assert mended >= 0.8 * faults


def sheet(sections) -> Sheet:
    return Sheet(tuple(Leaf(one.id, one.heading, one.text) for one in sections))
