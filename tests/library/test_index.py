from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EmbedderMismatch, LibraryError
from assistant.library.index import DocumentRecord, Index
from assistant.library.labels import Identity, Label
from assistant.library.masking import MaskedText
from assistant.library.passages import Passage
from assistant.outline.kinds import Kind

MADE_BY = ("fake", 3)


def passage(document: str, number: int = 1, kind: Kind = Kind.OVERVIEW, **changes: object) -> Passage:
    fields: dict[str, object] = {
        "id": f"{document}:{number}:{kind.value}",
        "part": f"{document}:{number}",
        "document": f"{document}.md",
        "document_id": document,
        "heading": "（一）项目概况",
        "heading_path": ("一、基本情况",),
        "kind": kind,
        "text": f"正文{number}",
        "masked": MaskedText("〔数量1〕"),
        "identities": (Identity(Label.COUNT, "12"),),
        "page": 3,
        "year": 2023,
        "project_type": "construction",
        "region": "青溪县",
        "unit": "青溪县水利局",
    }
    return Passage(**{**fields, **changes})  # type: ignore[arg-type]


def record(document: str, passages: int = 1) -> DocumentRecord:
    return DocumentRecord(document, f"{document}.md", f"digest-{document}", "标题", 4, passages, 2023)


def vectors(*rows: tuple[float, float, float]) -> np.ndarray:
    return np.asarray(rows, dtype=np.float32)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "library")


def test_a_passage_comes_back_whole(index: Index) -> None:
    full = passage("甲")
    bare = passage("甲", 2, page=None, year=None, region=None, unit=None, identities=(), heading_path=())
    index.replace(record("甲", 2), [full, bare], vectors((1, 0, 0), (0, 1, 0)), MADE_BY)
    assert index.passages(Kind.OVERVIEW) == [full, bare]
    assert index.records() == [record("甲", 2)]
    assert index.embedder() == MADE_BY


def test_reading_an_index_that_was_never_written_creates_nothing(index: Index, tmp_path: Path) -> None:
    assert index.records() == []
    assert index.passages(Kind.OVERVIEW) == []
    assert index.nearest(Kind.OVERVIEW, vectors((1, 0, 0)), 5) == [[]]
    assert index.revision() == 0
    assert not index.delete("甲")
    index.check(MADE_BY, writing=True)
    assert list(tmp_path.iterdir()) == []


def test_nearest_are_nearest_and_only_those_allowed(index: Index) -> None:
    index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
    index.replace(record("乙"), [passage("乙")], vectors((0, 1, 0)), MADE_BY)
    near = vectors((0.9, 0.1, 0))
    assert index.nearest(Kind.OVERVIEW, near, 2) == [["甲:1:overview", "乙:1:overview"]]
    assert index.nearest(Kind.OVERVIEW, near, 2, ["乙"]) == [["乙:1:overview"]]
    assert index.nearest(Kind.OVERVIEW, near, 2, []) == [[]]
    assert index.nearest(Kind.GOALS, near, 2) == [[]]


def test_a_document_is_replaced_and_deleted_whole(index: Index) -> None:
    index.replace(
        record("甲", 2), [passage("甲"), passage("甲", 2, Kind.GOALS)], vectors((1, 0, 0), (0, 1, 0)), MADE_BY
    )
    index.replace(record("甲"), [passage("甲", 7)], vectors((1, 0, 0)), MADE_BY)
    assert [one.id for one in index.passages(Kind.OVERVIEW)] == ["甲:7:overview"]
    assert index.passages(Kind.GOALS) == []
    assert index.delete("甲")
    assert not index.delete("甲")
    assert index.passages(Kind.OVERVIEW) == []
    assert index.records() == []


def test_every_change_is_a_new_revision_seen_by_others(index: Index, tmp_path: Path) -> None:
    index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
    other = Index(tmp_path / "library")
    before = other.revision()
    index.replace(record("乙"), [passage("乙")], vectors((1, 0, 0)), MADE_BY)
    assert other.revision() > before


def test_passages_that_a_crash_left_without_record_are_not_found(index: Index) -> None:
    index.replace(record("乙"), [passage("乙")], vectors((1, 0, 0)), MADE_BY)
    index._add(Kind.OVERVIEW, [passage("甲")], vectors((1, 0, 0)), MADE_BY)
    assert [one.document_id for one in index.passages(Kind.OVERVIEW)] == ["乙"]
    index.replace(record("甲"), [passage("甲", 2)], vectors((1, 0, 0)), MADE_BY)
    assert [one.id for one in index.passages(Kind.OVERVIEW)] == ["乙:1:overview", "甲:2:overview"]


def test_another_embedder_is_refused_with_the_way_out(index: Index) -> None:
    index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
    index.check(MADE_BY, writing=True)
    index.check(None, writing=False)
    for embedder, writing in ((("else", 3), False), (("fake", 4), False), (None, True)):
        with pytest.raises(EmbedderMismatch, match="--reindex"):
            index.check(embedder, writing=writing)


def test_without_an_embedder_passages_are_kept_all_the_same(index: Index) -> None:
    index.replace(record("甲"), [passage("甲")], None, None)
    assert index.passages(Kind.OVERVIEW) == [passage("甲")]
    assert index.embedder() is None
    index.check(MADE_BY, writing=False)
    with pytest.raises(EmbedderMismatch, match="无向量模型"):
        index.check(MADE_BY, writing=True)


def test_clearing_lets_another_embedder_begin(index: Index) -> None:
    index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
    index.clear()
    assert index.records() == []
    index.replace(record("甲"), [passage("甲")], np.ones((1, 5), dtype=np.float32), ("else", 5))
    assert index.embedder() == ("else", 5)


def test_a_broken_store_is_a_library_error(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 500)
    with pytest.raises(LibraryError, match="读写失败"):
        Index(folder).records()


def test_a_server_that_does_not_answer_is_a_library_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"连不上 Chroma 服务 http://127\.0\.0\.1:9"):
        Index(tmp_path, "http://127.0.0.1:9").records()
