"""The measurement by seeded errors: faults are real faults, in their place, and its figures move the right way."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from random import Random

import pytest

from assistant.facts.paths import value_at
from assistant.review.findings import Finding
from assistant.review.rules import Section
from eval.seeded.clean import Clean, clean_drafts, load_samples
from eval.seeded.kinds import KINDS
from eval.seeded.measure import Quiet, Trial, found_by, half_of, marks, quiet, trial
from eval.seeded.paraphrase import paraphrase
from eval.seeded.planting import Change, Edit, Kind, edit, plant
from eval.seeded.tables import alarms, markdown, recall, totals

TWO = (Section("a", "一、概况", "支出12万元，结余3万元。按时完成。"), Section("b", "二、结论", "得分90分。"))


@pytest.fixture(scope="module")
def drafts() -> tuple[Clean, Clean]:
    """One sample by the default pack, composed and paraphrased."""
    samples = load_samples()
    plain, told = (
        one for one in clean_drafts(samples, ["national"]) if one.sample.name == "2022-school-sanzhong"
    )
    return plain, told


@pytest.fixture(scope="module")
def composed() -> list[Clean]:
    """Every sample as the composer tells it."""
    return list(clean_drafts(load_samples(), ["national"], ["composed"]))


def kind(name: str) -> Kind:
    return next(one for one in KINDS if one.name == name)


def finding(start: int, end: int, severity: str = "error", **more: object) -> Finding:
    given = {"rule": "r", "section": "a", "text": "", "message": "m", **more}
    return Finding.model_validate({**given, "severity": severity, "start": start, "end": end})


# --- planting


def test_an_edit_stands_where_its_spot_says() -> None:
    faulty, spots = plant(TWO, edit(0, 2, 4, "123"))
    assert faulty[0].text == "支出123万元，结余3万元。按时完成。"
    assert faulty[0].text[spots[0].start : spots[0].end] == "123"
    assert faulty[1] == TWO[1]


def test_two_changes_of_a_section_keep_their_places() -> None:
    fault = Edit((Change(0, 9, 10, "12"), Change(0, 2, 4, "3")))
    faulty, spots = plant(TWO, fault)
    assert faulty[0].text == "支出3万元，结余12万元。按时完成。"
    assert [faulty[0].text[one.start : one.end] for one in spots] == ["3", "12"]


def test_a_fault_of_relation_reaches_over_its_sentence() -> None:
    faulty, spots = plant(TWO, edit(0, 2, 4, "5", whole_sentence=True))
    assert faulty[0].text[spots[0].start : spots[0].end] == "支出5万元，结余3万元"


def test_what_is_cut_out_leaves_a_spot_to_find() -> None:
    _, spots = plant(TWO, edit(0, 2, 4, ""))
    assert spots[0].start < spots[0].end


# --- faults


def test_there_are_many_kinds_with_names_of_their_own() -> None:
    assert len(KINDS) >= 40
    assert len({one.name for one in KINDS}) == len(KINDS)


@pytest.mark.parametrize("one", KINDS, ids=lambda one: one.name)
def test_every_kind_changes_some_sample(composed: list[Clean], one: Kind) -> None:
    for clean in composed:
        for fault in one.plant(clean, Random(1)):
            faulty, spots = plant(clean.sections, fault)
            assert faulty != clean.sections
            assert spots
            return
    pytest.fail("no sample has a place for it")


def test_a_planted_figure_is_no_fact(drafts: tuple[Clean, Clean]) -> None:
    clean = drafts[0]
    for name in ("amount: a digit changed", "count: a digit changed", "rate: a digit changed", "amount ×10"):
        faults = list(kind(name).plant(clean, Random(2)))
        assert faults
        assert all(Decimal(one.changes[0].new) not in clean.numbers for one in faults)


def test_a_dropped_indicator_is_told_nowhere(drafts: tuple[Clean, Clean]) -> None:
    clean = drafts[0]
    for fault in kind("indicator left out").plant(clean, Random(1)):
        faulty, _ = plant(clean.sections, fault)
        name = value_at(clean.facts, f"{fault.path}.name")
        told = [one for one in re.findall("[^。；\n]+", "\n".join(s.text for s in faulty)) if name in one]
        assert all("指标包括" in one for one in told)


def test_marks_of_what_is_missing_are_left_alone(drafts: tuple[Clean, Clean]) -> None:
    clean = drafts[0]
    marked = [mark for one in clean.sections for mark in re.findall("【待[^】]*】", one.text)]
    assert marked
    for one in KINDS:
        if one.family != "omission":
            for fault in list(one.plant(clean, Random(3)))[:20]:
                text = "\n".join(section.text for section in plant(clean.sections, fault)[0])
                assert all(mark in text for mark in marked)


# --- paraphrase


def test_a_paraphrase_changes_words_and_no_amount(drafts: tuple[Clean, Clean]) -> None:
    plain, told = drafts
    assert told.sections != plain.sections
    assert _amounts(told) == _amounts(plain)
    assert Counter(re.findall(r"[\d.]+%", _text(told))) == Counter(re.findall(r"[\d.]+%", _text(plain)))


def _text(clean: Clean) -> str:
    return "\n".join(one.text for one in clean.sections)


def _amounts(clean: Clean) -> Counter[Decimal]:
    told = re.findall(r"(?<![\d.])([\d.,]*\d)(万元|元)", _text(clean))
    return Counter(
        Decimal(number.replace(",", "")) * (10000 if unit == "万元" else 1) for number, unit in told
    )


def test_a_paraphrase_is_the_same_each_time() -> None:
    assert paraphrase(TWO, "x") == paraphrase(TWO, "x")


# --- detection


def test_a_finding_must_lie_on_the_fault() -> None:
    fault = edit(0, 2, 4, "99")
    _, spots = plant(TWO, fault)
    amount = kind("amount: a digit changed")
    assert found_by([finding(2, 6)], spots, fault, amount, Counter()) == ("r",)
    assert found_by([finding(4, 6)], spots, fault, amount, Counter()) == ()
    assert found_by([finding(2, 6, section="b")], spots, fault, amount, Counter()) == ()


def test_what_the_clean_draft_had_already_finds_nothing() -> None:
    fault = edit(0, 2, 4, "99")
    _, spots = plant(TWO, fault)
    before = Counter([("r", "a", "", "m")])
    amount = kind("amount: a digit changed")
    assert found_by([finding(2, 6)], spots, fault, amount, before) == ()
    assert found_by([finding(2, 6), finding(2, 6)], spots, fault, amount, before) == ("r",)


def test_a_hint_finds_faults_of_layout_only() -> None:
    fault = edit(0, 2, 4, "99")
    _, spots = plant(TWO, fault)
    hint = [finding(2, 6, "info")]
    assert found_by(hint, spots, fault, kind("amount: a digit changed"), Counter()) == ()
    assert found_by(hint, spots, fault, kind("bracket without partner"), Counter()) == ("r",)


def test_an_omission_is_found_by_its_fact_alone() -> None:
    fault = Edit((Change(0, 2, 4, ""),), path="indicators[0]")
    _, spots = plant(TWO, fault)
    dropped = kind("indicator left out")
    assert found_by([finding(0, 9)], spots, fault, dropped, Counter()) == ()
    assert found_by([finding(0, 0, section="", path="indicators[0]")], spots, fault, dropped, Counter()) == (
        "r",
    )


@pytest.mark.parametrize(
    "name",
    [
        "amount: a digit changed",
        "unit of money ×10,000",
        "target and actual swapped",
        "company of another report",
        "number of another paper",
        "praise beside an unmet indicator",
        "grade wrong",
        "indicator left out",
        "template residue",
        "mobile number",
        "heading's number jumps",
    ],
)
def test_the_reviewer_finds_plain_faults(drafts: tuple[Clean, Clean], name: str) -> None:
    made = trial(drafts[0], kind(name), "dev", 1, marks(drafts[0]))
    assert made and made.found, made and made.told


def test_a_change_that_is_no_fault_is_not_found(drafts: tuple[Clean, Clean]) -> None:
    clean = drafts[0]
    same = Kind("same", "figure", lambda one, rng: iter([edit(2, 0, 0, "")]))
    made = trial(clean, same, "dev", 1, marks(clean))
    assert made is not None
    assert not made.found


def test_a_trial_is_the_same_each_time(drafts: tuple[Clean, Clean]) -> None:
    before = marks(drafts[1])
    one, again = (trial(drafts[1], kind("year shifted"), "dev", 7, before) for _ in range(2))
    assert one == again


def test_false_alarms_are_counted_where_text_is_wrong(drafts: tuple[Clean, Clean]) -> None:
    """A fault in a draft that is taken for clean shows up among its alarms."""
    clean = drafts[0]
    fault = next(kind("place of another report").plant(clean, Random(1)))
    sections, _ = plant(clean.sections, fault)
    spoilt = Clean(clean.sample, clean.pack, clean.style, sections, clean.derived, clean.others)
    assert len(quiet(spoilt, "dev").alarms) > len(quiet(clean, "dev").alarms)


# --- totals


def row(rules: tuple[str, ...], half: str = "dev", family: str = "figure") -> Trial:
    return Trial("k", family, "d", "test" if half == "test" else "dev", "composed", rules, "")


def test_recall_falls_with_every_miss() -> None:
    assert recall([]) is None
    assert recall([row(("r",))]) == 1
    assert recall([row(("r",)), row(())]) == 0.5


def test_totals_keep_the_halves_and_families_apart() -> None:
    result = totals([row(("r",)), row((), "test"), row((), "dev", "claim")], [])
    assert result["overall"]["dev"] == {"planted": 2, "recall": 0.5}
    assert result["overall"]["test"] == {"planted": 1, "recall": 0.0}
    assert result["figures and names"]["dev"] == {"planted": 1, "recall": 1.0}
    assert result["kinds"]["k"]["found_by"] == {"r": 1}
    assert "| k | 50.0% of 2 | 0.0% of 1 | r |" in markdown(result)


def test_alarms_rise_with_every_finding() -> None:
    calm = Quiet("d", "dev", "composed", 2000, ())
    loud = Quiet("e", "dev", "composed", 2000, (("r", "x"), ("r", "y"), ("s", "z")))
    assert alarms([calm])["per_1000_characters"] == 0
    both = alarms([calm, loud])
    assert (both["per_draft"], both["most_in_a_draft"], both["per_1000_characters"]) == (1.5, 3, 0.75)
    assert both["by_rule"] == {"r": 2, "s": 1}


def test_the_samples_are_halved() -> None:
    samples = load_samples()
    halves = Counter(half_of(samples, one.name) for one in samples)
    assert abs(halves["dev"] - halves["test"]) <= 1
