"""The comparison: runs can be stopped and continued, every guard that is taken out shows, sums are right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.exemplars import NoExemplars
from assistant.errors import ModelBusy, ModelError
from assistant.library.identities.labels import SLOT
from assistant.models.chat import Message
from assistant.models.scripted import ScriptedModel
from eval.faithfulness.command import main
from eval.faithfulness.corpus import CorpusExemplars
from eval.faithfulness.generate import Run, generate
from eval.faithfulness.picture import draw
from eval.faithfulness.records import Record, read, records, taken_up
from eval.faithfulness.rows import Row
from eval.faithfulness.samples import PACK, chosen, load_case, spread
from eval.faithfulness.score import paired, scored
from eval.faithfulness.tables import markdown
from eval.faithfulness.totals import sound, total
from eval.faithfulness.variants import VARIANTS, pipeline, write
from eval.faithfulness.weak_model import weak_model
from eval.metrics.coverage import Coverage
from eval.metrics.figures import Truth
from eval.metrics.invention import Invention
from eval.metrics.leakage import Leaked

FACTS = ("2022-school-sanzhong", "2021-hospital-yuanxiu", "2023-police-wuye")


def run_of(folder: Path, *variants: str, facts: Sequence[str] = FACTS[:1], sections: int = 2) -> Run:
    return Run(folder, variants or tuple(VARIANTS), facts, PACK, sections)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of all variants with the weak model."""
    folder = tmp_path_factory.mktemp("run")
    for _ in generate(run_of(folder, facts=FACTS, sections=4), weak_model, CorpusExemplars()):
        pass
    return folder


@pytest.fixture(scope="module")
def result(whole: Path) -> dict[str, Any]:
    return scored(whole)


def faults(result: dict[str, Any], variant: str) -> int:
    row = result["variants"][variant]
    return row["untraced_figures"] + row["contradicted_figures"] + row["foreign_names"] + row["slots"]


# --- what is asked


@given(st.integers(0, 60), st.integers(1, 12))
def test_a_spread_keeps_order_ends_and_number(size: int, number: int) -> None:
    picked = spread(range(size), number)
    assert picked == sorted(set(picked))
    assert len(picked) == min(size, number)
    if size and number > 1:
        assert (picked[0], picked[-1]) == (0, size - 1)


def test_exemplars_of_the_corpus_are_of_the_kind_and_of_others() -> None:
    case = load_case(FACTS[0], PACK)
    sections = chosen(case, 4)
    found = CorpusExemplars().for_sections(sections, case.plan.facts)
    assert all(found)
    for section, these in zip(sections, found, strict=True):
        assert {one.topic for one in these} == {section.kinds[0].label}
        assert all(case.name not in one.reference.document for one in these)


# --- the run's folder


def test_a_record_is_read_as_written_whatever_else_it_holds(tmp_path: Path) -> None:
    record = Record("plain-rag", "a", "yunnan", "m", {"x": {"text": "甲"}})
    record.write(tmp_path)
    path = record.path(tmp_path)
    path.write_text(json.dumps({**json.loads(path.read_text()), "later": 1}), encoding="utf-8")
    assert read(path) == record
    assert list(records(tmp_path)) == [record]


def test_a_run_keeps_to_the_sections_it_began_with(tmp_path: Path) -> None:
    case = load_case(FACTS[0], PACK)
    first, last = case.plan.sections[1], case.plan.sections[-1]
    told = {"heading": "", "text": "甲。", "calls": 1, "seconds": 0, "usage": {}, "exemplars": []}
    Record("plain-rag", case.name, PACK, "m", {first.id: told, last.id: told}).write(tmp_path)
    list(generate(run_of(tmp_path, "offline"), weak_model, CorpusExemplars()))
    assert list(next(records(tmp_path)).sections) == [first.id, last.id]


def test_another_models_record_is_not_continued(tmp_path: Path) -> None:
    Record("plain-rag", "a", "yunnan", "m").write(tmp_path)
    assert taken_up(tmp_path, "plain-rag", "a", "yunnan", "m").sections == {}
    with pytest.raises(ValueError, match="written by m, not by n"):
        taken_up(tmp_path, "plain-rag", "a", "yunnan", "n")


def test_what_is_written_is_not_asked_again(tmp_path: Path) -> None:
    opened: list[ScriptedModel] = []

    def model() -> ScriptedModel:
        opened.append(weak_model())
        return opened[-1]

    run, exemplars = run_of(tmp_path, "plain-rag"), CorpusExemplars()
    next(generate(run, model, exemplars))
    assert len(next(records(tmp_path)).sections) == 1
    first = next(records(tmp_path)).sections
    assert len(list(generate(run, model, exemplars))) == 1
    assert next(records(tmp_path)).sections.items() > first.items()
    assert list(generate(run, model, exemplars)) == []
    assert [len(one.calls) for one in opened] == [1, 1, 0]


def test_a_section_that_the_model_failed_is_left_for_the_next_run(tmp_path: Path) -> None:
    run, exemplars = run_of(tmp_path, "plain-rag", sections=3), CorpusExemplars()
    lines = list(generate(run, lambda: ScriptedModel([ModelBusy("忙"), "甲。", "乙。"]), exemplars))
    assert "failed: ModelBusy" in lines[0]
    assert [one["text"] for one in next(records(tmp_path)).sections.values()] == ["甲。", "乙。"]
    assert len(list(generate(run, lambda: ScriptedModel(["丙。"]), exemplars))) == 1


def test_a_run_without_past_passages_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no past passages"):
        list(generate(run_of(tmp_path, "plain-rag"), weak_model, NoExemplars()))


def test_the_offline_variant_opens_no_model(tmp_path: Path) -> None:
    def model() -> ScriptedModel:
        raise AssertionError

    assert len(list(generate(run_of(tmp_path, "offline"), model, CorpusExemplars()))) == 2
    assert next(records(tmp_path)).model is None


def test_a_model_that_is_gone_ends_the_run(tmp_path: Path) -> None:
    gone: Iterator[str] = generate(
        run_of(tmp_path, "plain-rag", sections=9),
        lambda: ScriptedModel([ModelBusy("忙")] * 9),
        CorpusExemplars(),
    )
    with pytest.raises(ModelError):
        list(gone)


@pytest.mark.parametrize(("variant", "outcome"), [("plain-rag", "ModelEmpty"), ("no-review", "answer")])
def test_no_answer_is_an_empty_text(variant: str, outcome: str) -> None:
    case = load_case(FACTS[0], PACK)
    section = chosen(case, 1)[0]
    made = write(variant, ScriptedModel(lambda messages: " "), case, section, [])
    assert (made.text, made.outcome) == ("", outcome)


# --- variants


def asked(variant: str) -> list[Sequence[Message]]:
    """What a variant sends for one section."""
    case = load_case(FACTS[0], PACK)
    section = chosen(case, 1)[0]
    (shown,) = CorpusExemplars().for_sections([section], case.plan.facts)
    model = weak_model()
    write(variant, model, case, section, shown)
    return [call.messages for call in model.calls]


def test_each_ablation_takes_out_one_thing() -> None:
    full = asked("pipeline")
    system, exchange, points = full[0][0], full[0][1:3], full[0][-1]
    assert [one.role for one in exchange] == ["user", "assistant"]
    assert asked("no-exemplars")[0] == (system, points)
    bare = asked("no-points")[0]
    assert bare[:-1] == full[0][:-1]
    assert "- " not in bare[-1].content
    raw = asked("no-masking")[0]
    assert (raw[0], raw[-1]) == (system, points)
    assert SLOT.search(exchange[1].content)
    assert not SLOT.search(raw[2].content)
    assert asked("no-review") == asked("no-repair") == full[:1]
    assert len(full) > 1


def test_the_offline_variant_asks_nothing() -> None:
    assert asked("offline") == []


def test_the_weak_model_repeats_itself() -> None:
    assert asked("pipeline") == asked("pipeline")


# --- that the guards matter


def test_the_pipeline_lets_nothing_false_through(result: dict[str, Any]) -> None:
    for variant in ("offline", "pipeline", "no-masking", "no-exemplars", "no-points", "no-repair"):
        assert faults(result, variant) == 0, variant
        assert result["variants"][variant]["coverage"] >= 0.98, variant


def test_without_review_false_things_come_through_and_planned_things_are_lost(result: dict[str, Any]) -> None:
    assert faults(result, "no-review") > 5
    assert result["variants"]["no-review"]["coverage"] < 0.98
    assert (
        result["variants"]["no-review"]["sound_sections"] < result["variants"]["pipeline"]["sound_sections"]
    )


def test_without_masking_the_passages_names_and_figures_leak(result: dict[str, Any]) -> None:
    masked, raw = (result["variants"][name] for name in ("no-review", "no-masking-no-review"))
    assert raw["leaked_figures"] > masked["leaked_figures"]
    assert raw["leaked_names"] > masked["leaked_names"] == 0


def test_without_points_the_plan_is_not_said(result: dict[str, Any]) -> None:
    assert (
        result["variants"]["no-points-no-review"]["coverage"]
        < result["variants"]["no-review"]["coverage"] / 2
    )


def test_without_repair_more_is_the_composers(result: dict[str, Any]) -> None:
    def own(variant: str) -> int:
        outcomes = result["variants"][variant]["outcomes"]
        return outcomes.get("model", 0) + outcomes.get("repaired", 0)

    assert own("no-repair") < own("pipeline")
    assert result["variants"]["no-repair"]["repairs"] == 0 < result["variants"]["pipeline"]["repairs"]


def test_plain_rag_is_the_worst(result: dict[str, Any]) -> None:
    plain = result["variants"]["plain-rag"]
    assert plain["leaked_names"] == max(one["leaked_names"] for one in result["variants"].values()) > 0
    assert plain["sound_sections"] == 0
    assert plain["parent_f"] < result["variants"]["pipeline"]["parent_f"]


# --- sums


def row(**given: Any) -> Row:
    told: dict[str, Any] = {
        "variant": "pipeline", "facts": "a", "pack": "p", "section": "s", "model": "m", "outcome": "model", "calls": 1,
        "repairs": 0, "prompt_tokens": 100, "cached_tokens": 60, "completion_tokens": 10, "seconds": 2.0,
        "characters": 50, "planned_characters": 40, "human_characters": 0, "truth": Truth(figures=8),
        "coverage": Coverage(5, 5), "leaked": Leaked(), "invention": Invention(3, 0), "chrf": None, "parent": None, "set_phrases": 0.1,
    }  # fmt: skip
    return Row(**(told | given))


def test_shares_are_taken_of_sums() -> None:
    found = total(
        [row(), row(section="t", truth=Truth(figures=2, untraced=1), coverage=Coverage(5, 0), chrf=0.5)]
    )
    assert found["figure_precision"] == pytest.approx(0.9)
    assert found["coverage"] == pytest.approx(0.5)
    assert (found["prompt_tokens"], found["uncached_tokens"]) == (200, 80)
    assert (found["chrf"], found["with_human_text"]) == (0.5, 1)


@pytest.mark.parametrize(
    "fault",
    [
        {"truth": Truth(figures=8, contradicted=1)},
        {"truth": Truth(names=1, foreign=1)},
        {"truth": Truth(false=1)},
        {"leaked": Leaked(copied=25)},
        {"leaked": Leaked(slots=1)},
        {"invention": Invention(3, 1)},
        {"coverage": Coverage(5, 4)},
        {"coverage": Coverage(5, 5, worded=2, kept=1)},
    ],
)
def test_one_fault_makes_a_section_unsound(fault: dict[str, Any]) -> None:
    assert sound(row())
    assert not sound(row(**fault))


def test_a_pair_is_compared_on_what_both_wrote() -> None:
    own = [row(), row(section="t", prompt_tokens=10_000)]
    plain = [
        row(variant="plain-rag", prompt_tokens=200, cached_tokens=0),
        row(variant="plain-rag", section="u"),
    ]
    found = paired(own, plain)
    assert found["sections"] == 1
    assert (found["prompt_ratio"], found["uncached_ratio"]) == (0.5, 0.2)
    assert paired([row(facts="b")], plain)["variant"] is None


# --- what is printed


def test_a_table_has_a_line_a_variant(result: dict[str, Any], tmp_path: Path) -> None:
    text = markdown(result)
    assert text.count("\n| pipeline |") == 5
    assert text.count("\n| plain-rag |") == 4
    draw(result, tmp_path / "result.png")
    assert (tmp_path / "result.png").read_bytes().startswith(b"\x89PNG")


def test_a_run_with_one_variant_has_no_pairs(tmp_path: Path) -> None:
    list(generate(run_of(tmp_path, "offline"), weak_model, CorpusExemplars()))
    found = scored(tmp_path)
    assert found["against_plain_rag"] == {}
    assert found["models"] == []
    assert "Beside plain RAG" not in markdown(found)


def test_the_command_generates_and_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["--run", str(tmp_path / "run")]
    given = [
        "--model",
        "weak",
        "--exemplars",
        "corpus",
        "--variants",
        "offline",
        "plain-rag",
        "--facts",
        FACTS[0],
    ]
    assert main(["generate", *run, *given, "--sections", "1"]) == 0
    assert main(["score", *run, "-o", str(tmp_path / "faithfulness-2026-01-02")]) == 0
    assert "| plain-rag | 1 of 1 reports |" in capsys.readouterr().out
    kept = json.loads((tmp_path / "faithfulness-2026-01-02.json").read_text(encoding="utf-8"))
    assert [one["variant"] for one in kept["rows"]] == ["offline", "plain-rag"] == list(kept["variants"])
    assert sorted(path.suffix for path in tmp_path.glob("faithfulness-2026-01-02.*")) == [
        ".json",
        ".md",
        ".png",
    ]


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--run", str(tmp_path)]) == 2
    assert "generate first" in capsys.readouterr().err


def test_the_pipeline_tells_what_it_cost() -> None:
    case = load_case(FACTS[1], PACK)
    section = chosen(case, 1)[0]
    (shown,) = CorpusExemplars().for_sections([section], case.plan.facts)
    model = weak_model()
    made = pipeline(model, case, section, shown)
    assert made.calls == len(model.calls) >= 1
    assert made.usage["prompt_tokens"] == sum(
        len("".join(f"{m.role}:{m.content}\n" for m in c.messages)) for c in model.calls
    )
