from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EmbedderMismatch, LibraryError
from assistant.library.storage.generations import Generation
from assistant.library.storage.index import Holding, Index, current
from assistant.library.storage.index_session import Session
from assistant.outline.kinds import Kind
from tests.library.chroma import MADE_BY, passage, record, source, vectors

Opener = Callable[[], Index]


@pytest.fixture(params=["embedded", "server"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens the same library each time it is called, as another program would; empty at first."""
    if request.param == "embedded":
        return lambda: Index(tmp_path / "library")
    url = request.getfixturevalue("chroma")

    def emptied(session: Session) -> None:
        for name in session.names():
            session.drop(name)

    Index(tmp_path, url).store.write(emptied)
    return lambda: Index(tmp_path, url)


@pytest.fixture
def index(opened: Opener) -> Index:
    return opened()


def rows_of(index: Index, kind: Kind) -> int:
    """All rows of a kind, also those that nobody is shown."""

    def count(session: Session) -> int:
        number = current(session)
        name = f"g{number}-kind-{kind.value}" if number else f"kind-{kind.value}"
        rows = session.get(name)
        return rows.count() if rows is not None else 0

    return index.store.read(count)


class TestContract:
    """What holds embedded and at a server."""

    def test_what_is_stored_comes_back_whole(self, index: Index, opened: Opener) -> None:
        full = passage("甲", confidence=0.7, quality=0.4, is_table=True, pack="青溪")
        absent = {"page": None, "year": None, "region": None, "unit": None}
        bare = passage("甲", 2, identities=(), heading_path=(), text="残\ud800字", **absent)
        kept = record(
            "甲", 2, unit="青溪县水利局", uncertain=2, corrected=True, quality=0.5, faults="缺项\n空章"
        )
        index.replace(kept, [full, bare], vectors((1, 0, 0), (0, 1, 0)), MADE_BY, source("甲"))
        for one in (index, opened()):
            assert one.passages(Kind.OVERVIEW) == [full, bare]
            assert one.records() == [kept]
            assert one.embedder() == MADE_BY
            assert one.source("甲") == source("甲")
            assert one.source("甲").blocks == source("甲").blocks  # type: ignore[union-attr]

    def test_an_empty_library_answers(self, index: Index) -> None:
        assert index.records() == []
        assert index.passages(Kind.OVERVIEW) == []
        assert index.fetch(Kind.OVERVIEW, ["甲:1:overview"]) == []
        assert index.nearest(Kind.OVERVIEW, vectors((1, 0, 0)), 5) == [[]]
        assert index.revision() == 0
        assert index.source("甲") is None
        assert index.correction("甲") is None
        assert not index.delete("甲")
        index.clear()
        index.check(MADE_BY, writing=True)

    def test_nearest_are_nearest_and_only_those_allowed(self, index: Index) -> None:
        index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
        index.replace(record("乙"), [passage("乙")], vectors((0, 1, 0)), MADE_BY)
        near = index.nearest(Kind.OVERVIEW, vectors((0.8, 0.6, 0), (0, 0, 1)), 2)
        assert [one.id for one in near[0]] == ["甲:1:overview", "乙:1:overview"]
        assert [one.similarity for one in near[0]] == pytest.approx([0.8, 0.6], abs=1e-5)
        assert [one.similarity for one in near[1]] == pytest.approx([0, 0], abs=1e-5)
        allowed = index.nearest(Kind.OVERVIEW, vectors((0.8, 0.6, 0)), 2, ["乙"])
        assert [one.id for one in allowed[0]] == ["乙:1:overview"]
        assert index.nearest(Kind.OVERVIEW, vectors((1, 0, 0)), 2, []) == [[]]
        assert index.nearest(Kind.GOALS, vectors((1, 0, 0)), 2) == [[]]

    def test_passages_are_fetched_in_the_order_asked(self, index: Index) -> None:
        three = [passage("甲", number) for number in (1, 2, 3)]
        index.replace(record("甲", 3), three, vectors((1, 0, 0), (0, 1, 0), (0, 0, 1)), MADE_BY)
        asked = ["甲:3:overview", "丙:9:overview", "甲:7:overview", "甲:1:overview"]
        assert index.fetch(Kind.OVERVIEW, asked) == [three[2], three[0]]

    def test_a_document_is_replaced_and_deleted_whole(self, index: Index) -> None:
        index.replace(
            record("甲", 2),
            [passage("甲"), passage("甲", 2, Kind.GOALS)],
            vectors((1, 0, 0), (0, 1, 0)),
            MADE_BY,
            source("甲"),
        )
        index.replace(record("乙"), [passage("乙")], vectors((0, 0, 1)), MADE_BY)
        index.replace(record("甲"), [passage("甲", 7)], vectors((1, 0, 0)), MADE_BY)
        assert [one.id for one in index.passages(Kind.OVERVIEW)] == ["乙:1:overview", "甲:7:overview"]
        assert rows_of(index, Kind.OVERVIEW) == 2
        assert rows_of(index, Kind.GOALS) == 0
        assert index.source("甲") == source("甲")
        assert index.delete("甲")
        assert not index.delete("甲")
        assert index.source("甲") is None
        assert [one.id for one in index.records()] == ["乙"]
        assert rows_of(index, Kind.OVERVIEW) == 1

    def test_documents_are_stored_together(self, index: Index) -> None:
        holdings = [
            Holding(record(name), [passage(name)], vectors((1, 0, 0)), source(name)) for name in ("甲", "乙")
        ]
        index.replace_many(holdings, MADE_BY)
        index.replace_many([], MADE_BY)
        index.replace_many([holdings[0], holdings[0]], MADE_BY)
        assert [one.document_id for one in index.passages(Kind.OVERVIEW)] == ["乙", "甲"]
        assert index.source("乙") == source("乙")

    def test_every_change_is_a_new_revision_seen_by_others(self, index: Index, opened: Opener) -> None:
        other = opened()
        seen = [other.revision()]
        for change in (
            lambda: index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY),
            lambda: index.replace(record("乙"), [passage("乙")], vectors((1, 0, 0)), MADE_BY),
            lambda: index.delete("甲"),
        ):
            change()
            seen.append(other.revision())
        assert seen == sorted(set(seen))
        assert [one.id for one in other.records()] == ["乙"]

    def test_a_correction_outlives_its_document(self, index: Index, opened: Opener) -> None:
        index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
        index.keep_correction("甲", '{"单位":"青溪县水利局"}')
        index.replace(record("甲"), [passage("甲", 2)], vectors((1, 0, 0)), MADE_BY)
        index.delete("甲")
        assert opened().correction("甲") == '{"单位":"青溪县水利局"}'
        index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
        index.delete("甲", forget=True)
        assert index.correction("甲") is None
        index.keep_correction("甲", "{}")
        index.keep_correction("甲", None)
        assert index.correction("甲") is None

    def test_another_embedder_is_refused_with_the_way_out(self, index: Index) -> None:
        index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY)
        index.check(MADE_BY, writing=True)
        index.check(None, writing=False)
        for embedder, writing in ((("else", 3), False), (("fake", 4), False), (None, True)):
            with pytest.raises(EmbedderMismatch, match="reindex"):
                index.check(embedder, writing=writing)

    def test_without_an_embedder_passages_are_kept_all_the_same(self, index: Index) -> None:
        index.replace(record("甲"), [passage("甲")], None, None)
        assert index.passages(Kind.OVERVIEW) == [passage("甲")]
        assert index.embedder() is None
        index.check(MADE_BY, writing=False)
        with pytest.raises(EmbedderMismatch, match="无向量模型"):
            index.check(MADE_BY, writing=True)

    @pytest.mark.parametrize("emptied", [lambda index: index.clear(), lambda index: index.delete("甲")])
    def test_an_emptied_library_is_open_to_another_embedder(
        self, index: Index, emptied: Callable[[Index], object]
    ) -> None:
        index.replace(record("甲"), [passage("甲")], vectors((1, 0, 0)), MADE_BY, source("甲"))
        emptied(index)
        assert index.records() == []
        assert index.source("甲") is None
        index.check(("else", 5), writing=True)
        index.replace(record("甲"), [passage("甲")], np.ones((1, 5), dtype=np.float32), ("else", 5))
        assert index.embedder() == ("else", 5)
        assert len(index.nearest(Kind.OVERVIEW, np.ones((1, 5), dtype=np.float32), 3)[0]) == 1

    @pytest.mark.parametrize("at", range(1, 15))
    def test_a_change_cut_short_leaves_the_old_document_or_the_new(
        self, index: Index, opened: Opener, at: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, new = passage("甲"), replace(passage("甲", text="新文"), kind=Kind.OVERVIEW)
        index.replace(
            record("甲"), [old, passage("甲", 2, Kind.GOALS)], vectors((1, 0, 0), (0, 1, 0)), MADE_BY
        )
        dying(monkeypatch, after=at)
        try:
            index.replace(record("甲", digest="新"), [new], vectors((0, 1, 0)), MADE_BY, source("甲"))
            finished = True
        except Killed:
            finished = False
        monkeypatch.undo()
        later = opened()
        [kept] = later.records()
        found = later.passages(Kind.OVERVIEW)
        assert found == ([new] if kept.digest == "新" else [old])
        assert len(later.passages(Kind.GOALS)) == (0 if kept.digest == "新" else 1)
        assert kept.digest == "新" or not finished
        # Whatever lay about is swept up by the next change, even of another document.
        later.store.write(lambda session: Generation(session, 0).tidy(alone=True))
        assert rows_of(later, Kind.OVERVIEW) == 1
        assert rows_of(later, Kind.GOALS) == len(later.passages(Kind.GOALS))

    def test_threads_share_an_index(self, index: Index) -> None:
        names = [f"报告{number}" for number in range(8)]
        faults: list[BaseException] = []

        def work(name: str) -> None:
            try:
                index.replace(record(name), [passage(name)], vectors((1, 0, 0)), MADE_BY)
                assert any(one.id == f"{name}:1:overview" for one in index.passages(Kind.OVERVIEW))
                index.nearest(Kind.OVERVIEW, vectors((1, 0, 0)), 3)
            except BaseException as fault:
                faults.append(fault)

        threads = [threading.Thread(target=work, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert [one.id for one in index.records()] == names
        assert len(index.nearest(Kind.OVERVIEW, vectors((1, 0, 0)), 20)[0]) == len(names)


class Killed(BaseException):
    """Stands for the death of the process."""


def dying(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """From now on the `after`th change to a collection, and all that follow, do not happen."""
    from chromadb.api.models.Collection import Collection

    left = [after]

    def counted(method: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            left[0] -= 1
            if left[0] <= 0:
                raise Killed
            return method(*given, **named)

        return call

    for name in ("upsert", "delete", "modify"):
        monkeypatch.setattr(Collection, name, counted(getattr(Collection, name)))


def test_reading_an_index_that_was_never_written_creates_nothing(tmp_path: Path) -> None:
    index = Index(tmp_path / "library")
    index.records(), index.passages(Kind.OVERVIEW), index.revision(), index.delete("甲"), index.source("甲")
    assert list(tmp_path.iterdir()) == []


def test_a_library_of_the_first_version_is_read_and_written(tmp_path: Path) -> None:
    import chromadb
    from chromadb.config import Settings

    folder = tmp_path / "library"
    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    metadata = {"embedder": "fake", "size": 3, "revision": 4}
    made = {
        name: client.create_collection(name, metadata=metadata, embedding_function=None)
        for name in ("documents", "kind-overview")
    }
    row = {
        "part": "甲:1",
        "document": "甲.md",
        "document_id": "甲",
        "heading": "（一）项目概况",
        "heading_path": '["一、基本情况"]',
        "kind": "overview",
        "masked": "〔数量1〕",
        "identities": '[["数量", "12"]]',
        "page": 3,
        "year": 2023,
        "project_type": "construction",
        "region": "青溪县",
        "unit": "青溪县水利局",
        "confidence": 1.0,
        "quality": 1.0,
        "is_table": False,
    }
    made["kind-overview"].upsert(
        ids=["甲:1:overview"], documents=["正文1"], metadatas=[row], embeddings=[[1.0, 0.0, 0.0]]
    )
    fields = {
        "name": "甲.md",
        "digest": "digest-甲",
        "title": "标题",
        "sections": 4,
        "passages": 1,
        "year": 2023,
    }
    made["documents"].upsert(ids=["甲"], embeddings=[[1.0]], metadatas=[fields])
    client.close()

    index = Index(folder)
    assert (index.revision(), index.embedder(), index.records()) == (4, MADE_BY, [record("甲")])
    assert index.passages(Kind.OVERVIEW) == [passage("甲")]
    assert index.fetch(Kind.OVERVIEW, ["甲:1:overview"]) == [passage("甲")]
    assert index.source("甲") is None
    index.replace(record("乙"), [passage("乙")], vectors((0, 1, 0)), MADE_BY)
    index.replace(record("甲"), [passage("甲", 2)], vectors((0, 1, 0)), MADE_BY)
    assert [one.id for one in index.passages(Kind.OVERVIEW)] == ["乙:1:overview", "甲:2:overview"]
    assert rows_of(index, Kind.OVERVIEW) == 2


def test_a_broken_store_is_a_library_error(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 500)
    with pytest.raises(LibraryError, match="读写失败"):
        Index(folder).records()


def test_a_server_that_does_not_answer_is_a_library_error(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"连不上 Chroma 服务 http://127\.0\.0\.1:9"):
        Index(tmp_path, "http://127.0.0.1:9").records()
