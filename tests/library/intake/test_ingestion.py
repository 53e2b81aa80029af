"""Taking many files in: archives, twins, batches, leaving early, and being killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.library.intake import ingestion
from assistant.library.intake.ingestion import Remembering
from assistant.library.intake.workshop import Limits, Workshop
from assistant.library.library import Library
from assistant.library.storage.index import Index
from assistant.outline.kinds import Kind
from tests.library.conftest import OTHER, REPORT, FakeEmbedder

HOSTILE = (sys.executable, str(Path(__file__).parents[1] / "hostile_worker.py"))
PLACES = ("青溪", "岚禾", "泽苇", "汀砚", "梧澜")


def small(number: int) -> str:
    """A short report that no other is like."""
    place = PLACES[number % len(PLACES)]
    return (
        f"{place}县水利局2023年第{number}号干渠清淤项目绩效自评报告\n\n一、资金使用情况\n\n"
        f"第{number}号干渠清淤项目累计支付{number + 100}.5万元，用于渠道清淤和护坡，其余资金按合同约定支付。\n"
    )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(24):
        (folder / f"{number:02}.txt").write_text(small(number), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shop() -> Iterator[Workshop]:
    """Two children, so that files finish in any order."""
    made = Workshop(2)
    yield made
    made.close()


@pytest.fixture
def library(tmp_path: Path, embedder: FakeEmbedder, shop: Workshop) -> Library:
    return Library(tmp_path / "home", embedder, workshop=shop)


def held(home: Path) -> Counter[str]:
    """How many texts the library holds of each document, with a record and under any kind."""
    index = Index(home / "library")
    parts = {(one.document, one.part) for kind in Kind for one in index.passages(kind)}
    return Counter(document for document, _ in parts)


def test_the_files_of_an_archive_are_documents_of_their_own(library: Library, tmp_path: Path) -> None:
    archive = tmp_path / "往年.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("2022/医院.md", OTHER)
        made.writestr("2023/渠道.md", REPORT)
        made.writestr("2023/空.txt", "")
        made.writestr("../外面.md", REPORT)
        made.writestr("图.svg", "<svg/>")
    results = {one.file: one for one in library.ingest([archive])}
    assert {name: one.status for name, one in results.items()} == {
        "往年.zip/2022/医院.md": "added",
        "往年.zip/2023/渠道.md": "added",
        "往年.zip/2023/空.txt": "failed",
        "往年.zip/外面.md": "failed",
    }
    assert "是空的" in results["往年.zip/2023/空.txt"].reason
    again = [one.status for one in library.ingest([archive])]
    assert sorted(again) == ["failed", "failed", "unchanged", "unchanged"]
    assert {record.name for record in library.documents()} == {
        "往年.zip/2022/医院.md",
        "往年.zip/2023/渠道.md",
    }


def test_an_archive_that_cannot_be_used_is_one_failure(library: Library, tmp_path: Path) -> None:
    (tmp_path / "坏.zip").write_bytes(b"PK\x03\x04 broken")
    with zipfile.ZipFile(tmp_path / "无.zip", "w") as made:
        made.writestr("说明.svg", "<svg/>")
    results = {one.file: one for one in library.ingest([tmp_path / "坏.zip", tmp_path / "无.zip"])}
    assert {one.status for one in results.values()} == {"failed"}
    assert "没有可以入库的文件" in results["无.zip"].reason


def test_files_of_one_content_are_read_once_and_each_is_told(library: Library, tmp_path: Path) -> None:
    for name in ("甲.md", "乙.md", "丙.md"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    results = list(library.ingest([tmp_path / name for name in ("甲.md", "乙.md", "丙.md")]))
    assert [(one.file, one.status) for one in results] == [
        ("甲.md", "added"),
        ("乙.md", "unchanged"),
        ("丙.md", "unchanged"),
    ]
    assert "与库中“甲.md”内容相同" in results[1].reason
    assert [record.name for record in library.documents()] == ["甲.md"]


def test_what_fails_under_one_name_gets_its_chance_under_another(library: Library, tmp_path: Path) -> None:
    for name in ("甲.docx", "甲.md"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    results = list(library.ingest([tmp_path / "甲.docx", tmp_path / "甲.md"]))
    assert [(one.file, one.status) for one in results] == [("甲.docx", "failed"), ("甲.md", "added")]


def test_two_files_of_one_name_stay_two_documents(library: Library, tmp_path: Path) -> None:
    for folder, text in (("2022", OTHER), ("2023", REPORT)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "报告.md").write_text(text, encoding="utf-8")
    paths = [tmp_path / "2022" / "报告.md", tmp_path / "2023"]
    assert [name for _, name in library.plan(paths)] == ["报告.md", "2023/报告.md"]
    list(library.ingest(paths))
    assert len(library.documents()) == 2


def test_a_document_that_takes_anothers_old_content_is_new(library: Library, tmp_path: Path) -> None:
    first, second = tmp_path / "甲.md", tmp_path / "乙.md"
    first.write_text(REPORT, encoding="utf-8")
    list(library.ingest([first]))
    first.write_text(OTHER, encoding="utf-8")
    list(library.ingest([first]))
    second.write_text(REPORT, encoding="utf-8")
    assert [one.status for one in library.ingest([second])] == ["added"]
    assert len(library.documents()) == 2


def test_documents_are_embedded_together_and_equal_texts_once(
    library: Library, many: Path, embedder: FakeEmbedder
) -> None:
    calls: list[int] = []
    passages = embedder.passages

    def counted(texts: list[str]):
        calls.append(len(texts))
        return passages(texts)

    embedder.passages = counted  # type: ignore[method-assign]
    added = [one for one in library.ingest([many]) if one.status == "added"]
    assert len(added) == 24
    assert len(calls) < 24
    # The slots of the masked text are left out: these reports differ in nothing else.
    assert len(embedder.embedded) == len(set(embedder.embedded)) < sum(one.passages for one in added)


def test_a_remembered_vector_is_the_one_that_was_made(embedder: FakeEmbedder) -> None:
    remembering = Remembering(embedder)
    first = remembering.passages(["甲乙", "丙丁", "甲乙"])
    again = remembering.passages(["丙丁", "戊己", "甲乙"])
    assert (first[0] == first[2]).all() and (again[2] == first[0]).all() and (again[0] == first[1]).all()
    assert embedder.embedded == ["甲乙", "丙丁", "戊己"]


def test_leaving_early_leaves_whole_documents_and_the_rest_goes_in_later(
    library: Library, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingestion, "BATCH", 4)
    coming = library.ingest([many])
    first = next(coming)
    coming.close()
    assert first.status == "added"
    found = held(tmp_path / "home")
    assert 1 <= len(found) < 24
    assert found == {record.name: record.passages for record in library.documents()}
    later = Counter(one.status for one in library.ingest([many]))
    assert later == {"unchanged": len(found), "added": 24 - len(found)}


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_hostile_files_fail_alone(tmp_path: Path, embedder: FakeEmbedder, reports: Path) -> None:
    # Only what is to be converted has little time here: the others may be slow on a busy machine.
    for name in ("挂起.rtf", "吞内存.md", "崩溃.md", "退出.md", "乱码.md"):
        (reports / name).write_text(REPORT + name, encoding="utf-8")
    shop = Workshop(2, Limits(seconds=240, converting=3, memory=1 << 30), HOSTILE)
    results = {one.file: one for one in Library(tmp_path / "home", embedder, workshop=shop).ingest([reports])}
    shop.close()
    assert {name for name, one in results.items() if one.status == "added"} == {"渠道.md", "医院.md"}
    assert "超过 3 秒" in results["挂起.rtf"].reason
    assert "占用内存过多" in results["吞内存.md"].reason
    for stem in ("崩溃", "退出", "乱码"):
        assert "使解析程序崩溃" in results[f"{stem}.md"].reason


_KILLED = """
import sys
from pathlib import Path
from assistant.library.intake import ingestion
from assistant.library.library import Library
from assistant.library.intake.workshop import Workshop
from tests.library.conftest import FakeEmbedder
ingestion.BATCH = 2
for one in Library(Path(sys.argv[1]), FakeEmbedder(), workshop=Workshop(2)).ingest([Path(sys.argv[2])]):
    print(one.status, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX's")
def test_a_killed_run_is_run_again_and_nothing_is_lost_or_doubled(tmp_path: Path, many: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    chance = random.Random(11)
    line = [sys.executable, "-c", _KILLED, str(home), str(many)]
    killed = 0
    for _ in range(3):
        process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout
        # Somewhere after the first stored document: while others are read, embedded or half stored.
        process.stdout.readline()
        try:
            process.wait(chance.uniform(0, 0.6))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        index = Index(home / "library")
        assert held(home) == {record.name: record.passages for record in index.records()}
    subprocess.run(line, check=True, capture_output=True, timeout=240)
    assert killed
    assert held(home) == {f"{number:02}.txt": 1 for number in range(24)}
    library = Library(home, FakeEmbedder())
    assert [one.status for one in library.ingest([many])] == ["unchanged"] * 24
    # Alike but for names and figures: found as one, with the number of documents that say so.
    (hit,) = library.search("第7号干渠清淤支付", Kind.FUNDS_USED, 24)
    assert hit.copies == 24
