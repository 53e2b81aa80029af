from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.library.documents import SourceDocument
from assistant.library.passages import Passage
from assistant.library.storage.generations import Generation
from assistant.library.storage.index import Holding, Index, current
from assistant.library.storage.index_session import Session
from assistant.library.storage.records import DocumentRecord
from assistant.library.storage.reindexing import reindex
from assistant.outline.kinds import Kind
from tests.library.chroma import passage, record, source
from tests.library.conftest import FakeEmbedder
from tests.library.test_processes import program

NAMES = [f"报告{number:02}" for number in range(20)]
OLD = FakeEmbedder("old", 3)


class Broken(FakeEmbedder):
    """Fails at the second batch."""

    def passages(self, texts: list[str]) -> np.ndarray:
        if self.embedded:
            raise ConnectionError
        return super().passages(texts)


@pytest.fixture(params=["embedded", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Index:
    """Twenty documents of two passages, by an embedder of three numbers."""
    made = Index(
        tmp_path / "library", request.getfixturevalue("chroma") if request.param == "server" else None
    )

    def emptied(session: Session) -> None:
        for name in session.names():
            session.drop(name)

    made.store.write(emptied)
    holdings = [held(name) for name in NAMES]
    made.replace_many(holdings, ("old", 3))
    return Index(tmp_path / "library", made.store.url)


def held(name: str, text: str = "渠道清淤") -> Holding:
    passages = [passage(name, text=text), passage(name, 2, Kind.GOALS, text=text)]
    return Holding(record(name, 2), passages, OLD.passages([text, text]), source(name))


def collections(index: Index) -> list[str]:
    return sorted(index.store.read(lambda session: session.names()))


def test_a_new_embedder_takes_over_with_nothing_lost(index: Index) -> None:
    before, revision = index.passages(Kind.GOALS), index.revision()
    steps: list[tuple[int, int]] = []
    made = reindex(index, FakeEmbedder("new", 8), on_progress=lambda *step: steps.append(step))
    assert made == 40
    assert steps == [(0, 20), (16, 20), (20, 20)]
    for one in (index, Index(index.folder, index.store.url)):
        assert one.embedder() == ("new", 8)
        assert one.passages(Kind.GOALS) == before
        assert one.revision() > revision
        assert one.source(NAMES[3]) == source(NAMES[3])
        assert len(one.nearest(Kind.GOALS, np.ones((1, 8), dtype=np.float32), 50)[0]) == 20
    # Of the old generation nothing is left.
    assert not any(name == "documents" or name.startswith("kind-") for name in collections(index))


def test_the_old_index_is_searched_until_the_end(index: Index) -> None:
    found: list[int] = []

    def look(done: int, total: int) -> None:
        other = Index(index.folder, index.store.url)
        if done < total:
            assert other.embedder() == ("old", 3)
            found.append(len(other.nearest(Kind.OVERVIEW, np.ones((1, 3), dtype=np.float32), 50)[0]))

    reindex(index, FakeEmbedder("new", 8), on_progress=look)
    assert found == [20, 20]


def test_an_embedder_that_fails_costs_nothing_and_the_next_run_goes_on(index: Index) -> None:
    with pytest.raises(ConnectionError):
        reindex(index, Broken("new", 8))
    assert index.embedder() == ("old", 3)
    assert len(index.passages(Kind.OVERVIEW)) == 20
    again = FakeEmbedder("new", 8)
    steps: list[int] = []
    reindex(index, again, on_progress=lambda done, total: steps.append(done))
    assert steps[0] == 16
    assert index.embedder() == ("new", 8)
    assert len(index.nearest(Kind.OVERVIEW, np.ones((1, 8), dtype=np.float32), 50)[0]) == 20


def test_a_run_with_another_embedder_begins_anew(index: Index) -> None:
    with pytest.raises(ConnectionError):
        reindex(index, Broken("new", 8))
    reindex(index, FakeEmbedder("newer", 5))
    assert index.embedder() == ("newer", 5)
    assert len(index.nearest(Kind.OVERVIEW, np.ones((1, 5), dtype=np.float32), 50)[0]) == 20


def test_changes_meanwhile_are_in_the_new_index(index: Index) -> None:
    def change(done: int, total: int) -> None:
        if done == 16:
            index.replace_many([held(NAMES[0], "校舍维修"), held("新来")], ("old", 3))
            index.delete(NAMES[1])

    assert reindex(index, FakeEmbedder("new", 8), on_progress=change) == 40
    assert [one.id for one in index.records()] == sorted(["新来", *NAMES[:1], *NAMES[2:]])
    texts = {one.document_id: one.text for one in index.passages(Kind.OVERVIEW)}
    assert texts[NAMES[0]] == "校舍维修"
    assert NAMES[1] not in texts
    assert len(texts) == 20


def test_documents_are_made_anew_from_their_texts(index: Index) -> None:
    index.replace(record("无文", 1), [passage("无文", text="旧文")], OLD.passages(["旧文"]), ("old", 3))

    def rebuild(text: SourceDocument, old: DocumentRecord) -> tuple[DocumentRecord, tuple[Passage, ...]]:
        return replace(old, title="新题", passages=1), (passage(old.id, 9, text=text.text[:6]),)

    assert reindex(index, FakeEmbedder("old", 3), rebuild) == 21
    records = {one.id: one for one in index.records()}
    assert records[NAMES[5]].title == "新题"
    # Where the text was not stored, what there was stays.
    assert records["无文"].title == "标题"
    texts = {one.document_id: one.text for one in index.passages(Kind.OVERVIEW)}
    assert texts == {**dict.fromkeys(NAMES, "一、基本情况"), "无文": "旧文"}
    assert index.passages(Kind.GOALS) == []


def test_vectors_can_be_given_up_and_taken_up(index: Index) -> None:
    reindex(index, None)
    assert index.embedder() is None
    assert len(index.passages(Kind.GOALS)) == 20
    reindex(index, OLD)
    assert index.embedder() == ("old", 3)


def test_an_empty_library_needs_no_new_index(tmp_path: Path) -> None:
    assert reindex(Index(tmp_path / "library"), OLD) == 0
    assert list(tmp_path.iterdir()) == []


def test_one_program_reindexes_at_a_time(index: Index) -> None:
    told: list[str] = []

    def second(done: int, total: int) -> None:
        if done == 0:
            with pytest.raises(LibraryError) as refused:
                reindex(Index(index.folder, index.store.url), OLD)
            told.append(str(refused.value))

    reindex(index, FakeEmbedder("new", 8), on_progress=second)
    assert told[0].startswith("正在重建索引：另一个程序（进程号")
    assert index.embedder() == ("new", 8)


def test_one_machine_reindexes_a_server_at_a_time(chroma: str, tmp_path: Path) -> None:
    index = Index(tmp_path / "here", chroma)
    index.store.write(lambda session: [session.drop(name) for name in session.names()])
    index.replace_many([held(name) for name in NAMES], ("old", 3))
    told: list[str] = []

    def second(done: int, total: int) -> None:
        if done == 0:
            with pytest.raises(LibraryError) as refused:
                reindex(Index(tmp_path / "there", chroma), OLD)
            told.append(str(refused.value))

    reindex(index, FakeEmbedder("new", 8), on_progress=second)
    assert told[0].startswith("正在重建索引：另一个程序（机器")
    reindex(Index(tmp_path / "there", chroma), FakeEmbedder("newer", 5))
    assert index.embedder() == ("newer", 5)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_killed_run_leaves_a_library_that_works(tmp_path: Path, steps: int) -> None:
    index = Index(tmp_path / "library")
    index.replace_many([held(name) for name in NAMES], ("old", 3))
    other = program("renew", index.folder, "new")
    assert other.stdout is not None
    for _ in range(steps):
        assert other.stdout.readline()
    other.kill()
    other.communicate()
    assert len(index.passages(Kind.OVERVIEW)) == 20
    assert len(index.nearest(Kind.OVERVIEW, np.ones((1, 3), dtype=np.float32), 50)[0]) == 20
    reindex(index, FakeEmbedder("last", 8))
    assert index.embedder() == ("last", 8)
    assert len(index.nearest(Kind.OVERVIEW, np.ones((1, 8), dtype=np.float32), 50)[0]) == 20
    number = index.store.read(current)
    shelves = [name for name in collections(index) if "kind-" in name]
    assert shelves
    assert all(Generation(Session(None, alone=True, mark=""), number).has(name) for name in shelves)
