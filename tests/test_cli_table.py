"""`assistant table import|export`, as a contract."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.facts.load import load_facts
from tests.commands import assistant
from tests.facts.table import variants
from tests.samples import full_tree


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "急诊楼.yaml"
    path.write_text(yaml.safe_dump(full_tree(), allow_unicode=True), encoding="utf-8")
    return path


def test_out_and_in_again(home: Path, facts: Path, tmp_path: Path) -> None:
    table, back = tmp_path / "自评表.docx", tmp_path / "读回.yaml"
    ran = assistant("table", "export", str(facts), "-o", str(table), "--pack", "yunnan", "--json", home=home)
    assert ran.code == 0 and ran.json["pack"] == "yunnan"
    ran = assistant("table", "import", str(table), "-o", str(back), "--json", home=home)
    assert ran.code == 0
    told = ran.json
    assert {"facts", "cells", "labels", "unmapped", "conflicts", "notes", "projects"} == told.keys()
    assert told["unmapped"] == [] and told["conflicts"] == []
    assert load_facts(back).indicators[1].deviation == load_facts(facts).indicators[1].deviation
    ran = assistant(
        "table", "import", str(table), "-o", str(facts), "--into", str(facts), "--json", home=home
    )
    assert ran.code == 0 and ran.json["added"] == []
    assert load_facts(facts) == load_facts(facts.with_name("急诊楼.yaml.bak").rename(tmp_path / "旧.yaml"))


def test_doubts_and_cells_without_a_field_are_told(home: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "a.xlsx", tmp_path / "a.yaml"
    table.write_bytes(variants.wrong_totals())
    ran = assistant("table", "import", str(table), "-o", str(out), home=home)
    assert ran.code == 0
    assert "［疑点］总分写95分，各项得分合计92.5分，不一致" in ran.err
    assert "［未对应］C5“150”" in ran.err
    assert "总分写95分" in out.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_not_overwritten(home: Path, facts: Path, tmp_path: Path) -> None:
    table = tmp_path / "a.xlsx"
    table.write_bytes(variants.national())
    before = facts.read_bytes()
    ran = assistant("table", "import", str(table), "-o", str(facts), home=home)
    assert ran.code == 2 and "没有覆盖" in ran.err
    assert facts.read_bytes() == before


def test_bad_input_ends_with_a_reason(home: Path, tmp_path: Path) -> None:
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    ran = assistant("table", "import", str(bad), "-o", str(tmp_path / "a.yaml"), "--json", home=home)
    assert ran.code == 2 and "损坏" in ran.json["error"]["message"]
    assert not (tmp_path / "a.yaml").exists()
