"""The `scoring` table of a locality pack: it changes scores, and a broken one names file, line and field."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import PackError
from assistant.outline.packs import load_pack, pack_folder


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(pack_folder(), tmp_path / "packs"))


def scoring(packs: Path, text: str) -> Path:
    path = packs / "yunnan" / "pack.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return path


def test_a_pack_scores_its_own_way(packs: Path) -> None:
    scoring(
        packs,
        "scoring:\n"
        "  execution: {method: steps, steps: [{floor: 92.5, share: 100}, {floor: 80, share: 60}]}\n"
        "  inapplicable: full\n"
        "  tolerance: 0.05\n",
    )
    rules = load_pack("yunnan", packs).scoring
    assert [step.floor for step in rules.execution.steps] == [Decimal("92.5"), Decimal(80)]
    assert (rules.inapplicable, rules.tolerance, rules.places) == ("full", Decimal("0.05"), 2)
    assert load_pack("national", packs).scoring.inapplicable == "rescale"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  execution: {method: steps}", "须写明 steps"),
        ("  inapplicable: drop", "应为"),
        ("  overshoot: {above: 很多}", "应为数字"),
        ("  satisfaction: {steps: [{floor: 60, share: 50}, {floor: 80, share: 80}]}", "从高到低"),
        ("  extra: 1", "没有这个字段"),
        ("  places: 7", "小数位数"),
    ],
)
def test_a_broken_table_names_file_line_and_field(packs: Path, line: str, said: str) -> None:
    path = scoring(packs, f"scoring:\n{line}\n")
    number = path.read_text(encoding="utf-8").splitlines().index(line) + 1
    with pytest.raises(PackError) as failed:
        load_pack("yunnan", packs)
    assert f"{path} 第{number}行 scoring." in str(failed.value)
    assert said in str(failed.value)
