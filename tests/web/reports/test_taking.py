from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assistant.errors import EmbedderMismatch, InputError
from assistant.web.reports import limits
from assistant.web.reports.go import Go
from assistant.web.reports.uploads import vacant
from tests.web.reports.shelf import record


def upload(folder: Path, name: str, content: bytes = b"good") -> Path:
    place = folder / f"up{len(list(folder.iterdir()))}"
    place.mkdir()
    (place / name).write_bytes(content)
    return place / name


def until(condition) -> None:
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it never came")


def test_every_file_gets_its_result_and_every_upload_is_deleted(taking, shelf, tmp_path):
    uploads = [upload(tmp_path, "a.docx"), upload(tmp_path, "b.pdf", b"bad"), upload(tmp_path, "c.zip")]
    taking.begin(uploads)
    go = taking.wait()
    assert [(one.file, one.status) for one in go.results] == [
        ("a.docx", "added"),
        ("b.pdf", "failed"),
        ("c.zip", "added"),
    ]
    assert go.results[1].reason == "文件“b.pdf”读不出来。"
    assert (go.total, go.left, go.running, go.fault) == (3, 0, False, None)
    assert not any(path.exists() for path in uploads)
    assert list(tmp_path.glob("reports-*")) == []


def test_a_file_is_deleted_as_soon_as_it_is_read(taking, shelf, tmp_path):
    shelf.gate = threading.Event()
    shelf.gate.set()
    left = []
    original = shelf.put

    def put(shown):
        left.append(len(list(tmp_path.glob("reports-*/*.docx"))))
        original(shown)

    shelf.put = put
    taking.begin([upload(tmp_path, f"{n}.docx") for n in range(3)])
    taking.wait()
    assert left == [3, 2, 1]


def test_one_go_at_a_time_and_the_second_keeps_its_uploads(taking, shelf, tmp_path):
    shelf.gate = threading.Event()
    taking.begin([upload(tmp_path, "a.docx")])
    second = upload(tmp_path, "b.docx")
    with pytest.raises(InputError, match="正在加入另一批"):
        taking.begin([second])
    assert second.exists()
    shelf.gate.set()
    taking.wait()
    taking.begin([second])
    assert [one.file for one in taking.wait().results] == ["b.docx"]


def test_a_stop_ends_the_go_after_the_file_under_way(taking, shelf, tmp_path):
    shelf.gate = threading.Event()
    taking.begin([upload(tmp_path, f"{n}.docx") for n in range(5)])
    until(lambda: shelf.asked)
    taking.stop()
    assert taking.go.stopping
    shelf.gate.set()
    go = taking.wait()
    assert (go.done, go.left, go.running) == (1, 4, False)
    assert list(tmp_path.glob("reports-*")) == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (EmbedderMismatch("向量不能混用。", hint="请重建索引。"), "向量不能混用。"),
        (RuntimeError("boom"), "程序内部出错"),
    ],
)
def test_a_fault_of_the_library_ends_the_go_with_what_was_read(taking, shelf, tmp_path, fault, said):
    shelf.fault, shelf.fault_at = fault, "b.docx"
    taking.begin([upload(tmp_path, "a.docx"), upload(tmp_path, "b.docx"), upload(tmp_path, "c.docx")])
    go = taking.wait()
    assert go.fault is not None
    assert said in go.fault[0]
    assert "boom" not in str(go.fault)
    assert (go.done, go.running) == (1, False)
    assert list(tmp_path.glob("reports-*")) == []


def test_two_units_reports_of_one_name_are_both_kept(taking, shelf, tmp_path):
    shelf.held["x"] = shelf.held["a1"].__class__(record("x", name="自评报告.docx"), (), frozenset(), ())
    taking.begin([upload(tmp_path, "自评报告.docx", b"good 1"), upload(tmp_path, "自评报告.docx", b"good 2")])
    results = taking.wait().results
    assert [one.file for one in results] == ["自评报告（2）.docx", "自评报告（3）.docx"]
    assert all("已有另一份“自评报告.docx”" in one.notes[0] for one in results)


def test_a_file_replaces_the_report_of_its_name_only_if_asked(taking, shelf, tmp_path):
    shelf.held["x"] = shelf.held["a1"].__class__(record("x", name="自评报告.docx"), (), frozenset(), ())
    taking.begin([upload(tmp_path, "自评报告.docx")], replacing=True)
    (result,) = taking.wait().results
    assert (result.file, result.notes) == ("自评报告.docx", ())


def test_too_large_a_file_is_refused_and_the_others_go_on(taking, shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_LIMIT", 10)
    monkeypatch.setattr(limits, "ARCHIVE_LIMIT", 20)
    sizes = {"a.docx": 11, "b.docx": 10, "c.zip": 20, "D.ZIP": 21}
    taking.begin([upload(tmp_path, name, b"x" * size) for name, size in sizes.items()])
    results = {one.file: one.status for one in taking.wait().results}
    assert results == {"a.docx": "failed", "b.docx": "added", "c.zip": "added", "D.ZIP": "failed"}


@pytest.mark.parametrize(
    ("name", "value", "said"), [("FILES_AT_ONCE", 1, "最多1个"), ("TOTAL_LIMIT", 7, "合计超过")]
)
def test_too_much_at_once_is_refused_before_anything_is_read(
    taking, shelf, tmp_path, monkeypatch, name, value, said
):
    monkeypatch.setattr(limits, name, value)
    with pytest.raises(InputError, match=said):
        taking.begin([upload(tmp_path, "a.docx"), upload(tmp_path, "b.docx")])
    assert shelf.asked == []
    assert list(tmp_path.glob("reports-*")) == []


def test_no_file_is_told(taking, tmp_path):
    with pytest.raises(InputError, match="没有收到文件"):
        taking.begin([tmp_path / "gone.docx"])


def test_a_path_that_is_no_upload_is_neither_taken_nor_deleted(taking, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "a.docx"
    other.write_bytes(b"good")
    with pytest.raises(InputError, match="没有收到文件"):
        taking.begin([other])
    taking.discard([other])
    assert other.exists()


def test_the_same_upload_twice_is_one(taking, tmp_path):
    one = upload(tmp_path, "a.docx")
    taking.begin([one, one])
    assert taking.wait().total == 1


def test_time_left_is_guessed_from_the_files_so_far():
    result = Go().results
    assert Go(10, result, 5, running=True).seconds_left is None
    two = (object(), object())
    assert Go(10, two, 5, running=True).seconds_left == 20  # type: ignore[arg-type]
    assert Go(10, two, 5, running=False).seconds_left is None  # type: ignore[arg-type]


def test_vacant_names():
    assert vacant("a.docx", {"b.docx"}) == "a.docx"
    assert vacant("a.docx", {"a.docx", "a（2）.docx"}) == "a（3）.docx"
