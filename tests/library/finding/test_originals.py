"""What all reports say, read once a revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library.documents import SourceDocument
from assistant.library.finding import originals
from assistant.library.finding.originals import past_reports
from assistant.library.intake.taking import derived
from assistant.library.storage.index import Holding, Index
from tests.library.conftest import OTHER, REPORT


def _put(index: Index, name: str, text: str) -> None:
    taken = derived(SourceDocument(name, text.removeprefix("# "), (), name), name)
    index.replace_many([Holding(taken.record, taken.passages, None, taken.source)], None)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    made = Index(tmp_path / "library")
    _put(made, "水利.md", REPORT)
    _put(made, "医院.md", OTHER)
    return made


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Index]:
    """The indexes that were read as a whole."""
    made: list[Index] = []
    read = originals._read
    monkeypatch.setattr(originals, "_read", lambda index: made.append(index) or read(index))
    return made


def test_every_passage_stands_once_with_its_names(index: Index):
    reports = {one.record.name: one for one in past_reports(index)}
    hospital, water = reports["医院.md"], reports["水利.md"]
    assert water.record.unit == "青溪县水利局"
    texts = [one.text for one in water.passages]
    assert len(texts) == len(set(texts)) == water.record.passages
    funds = next(one for one in water.passages if "云岭水利工程有限公司" in one.text)
    assert "云岭水利工程有限公司" in {one.text for one in funds.identities}
    assert "资金使用" in funds.heading and not funds.is_table
    assert any("老年患者" in one.text for one in hospital.passages)


def test_it_is_read_once_and_kept_for_other_programs(index: Index, reads: list[Index]):
    first = past_reports(index)
    assert past_reports(index) == first
    assert past_reports(Index(index.folder)) == first
    assert len(reads) == 1


def test_a_change_is_seen(index: Index, reads: list[Index]):
    past_reports(index)
    _put(index, "医院.md", OTHER.replace("24台", "31台"))
    assert any("31台" in one.text for report in past_reports(index) for one in report.passages)
    (gone,) = (one.id for one in index.records() if one.name == "水利.md")
    index.delete(gone)
    assert [one.record.name for one in past_reports(index)] == ["医院.md"]
    assert len(reads) == 3


@pytest.mark.parametrize("spoilt", [b"", b"\0\1", b"x\x9cK\x04\0\0b\0b"])
def test_what_was_kept_badly_is_read_anew(spoilt: bytes, index: Index, reads: list[Index]):
    first = past_reports(index)
    (index.folder / "originals.z").write_bytes(spoilt)
    assert past_reports(index) == first
    assert len(reads) == 2


def test_where_nothing_can_be_kept_it_is_read_each_time(index: Index, reads: list[Index]):
    (index.folder / "originals.z").mkdir()
    assert past_reports(index) == past_reports(index)
    assert len(reads) == 2
    assert [one.name for one in index.folder.glob("originals.z*")] == ["originals.z"]


def test_no_library_has_none_and_makes_no_folder(tmp_path: Path):
    assert past_reports(Index(tmp_path / "library")) == ()
    assert not (tmp_path / "library").exists()
