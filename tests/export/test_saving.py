from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.export.saving import write_whole


def test_missing_folders_are_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "甲" / "乙" / "报告.docx", b"new")
    assert [path.name for path in (tmp_path / "甲" / "乙").iterdir()] == ["报告.docx"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"


def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "报告.docx", b"new")
    assert (tmp_path / "报告.docx").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_failure_halfway_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="磁盘已满"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_long_name_that_the_disk_allows_is_written(tmp_path: Path) -> None:
    name = "报" * 83 + ".docx"
    write_whole(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.docx").write_bytes(b"old")
    (tmp_path / "link.docx").symlink_to(tmp_path / "real.docx")
    write_whole(tmp_path / "link.docx", b"new")
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "real.docx").read_bytes() == b"new"


def test_a_folder_or_a_file_in_the_way_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path, reason in {
        tmp_path: "这是一个文件夹",
        tmp_path / "file" / "报告.docx": "不是文件夹",
        tmp_path / ("报" * 90 + ".docx"): "文件名过长",
    }.items():
        with pytest.raises(InputError, match=reason):
            write_whole(path, b"new")


def test_no_permission_says_to_close_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(InputError, match="关闭正在打开该文件的 Word"):
        write_whole(tmp_path / "报告.docx", b"new")
    assert list(tmp_path.iterdir()) == []
