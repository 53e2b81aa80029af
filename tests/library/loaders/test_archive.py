from __future__ import annotations

import io
import os
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import word, zipped

from assistant.errors import DocumentError
from assistant.library.loaders import archive, load_bytes
from assistant.library.loaders.archive import members

TEXT = "一、项目概况\n资金到位。".encode()


def taken(content: bytes) -> dict[str, bytes | str]:
    """Each member's content, or the message of its refusal."""
    return {
        name: given if isinstance(given, bytes) else str(given)
        for name, given in members("往年.zip", content)
    }


def test_supported_files_come_with_their_names_and_the_rest_is_passed_over() -> None:
    wanted = {"2023/水利.txt": TEXT, "2023/医院.docx": word("一、概况")}
    other = dict.fromkeys(
        ("__MACOSX/._a.txt", ".藏.txt", "~$医院.docx", "照片.gif", "a.exe", ".git/a.txt"), b"x"
    )
    assert taken(zipped(wanted | other | {"空/": b""})) == wanted
    for name, content in wanted.items():
        assert load_bytes(name, content).text


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_from_windows_and_mac_are_read(encoding: str) -> None:
    name = "二〇二三年/青溪县水利局.txt"
    raw = name.encode(encoding)
    placeholder = "a" * (len(raw) - 4) + ".txt"
    content = zipped({placeholder: TEXT}).replace(placeholder.encode(), raw)
    assert taken(content) == {name: TEXT}


def test_backslashes_are_folders() -> None:
    content = zipped({"2023/a.txt": TEXT}).replace(b"2023/a.txt", b"2023\\a.txt")
    assert taken(content) == {"2023/a.txt": TEXT}


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/a.txt", "C:/a.txt", "x/../../a.txt", "..\\a.txt"])
def test_names_that_climb_out_are_refused_and_the_others_come(name: str) -> None:
    found = taken(zipped({name: b"evil", "好.txt": TEXT}))
    assert found.pop("好.txt") == TEXT
    [(shown, message)] = found.items()
    assert "已拒绝" in str(message)
    assert ".." not in shown
    assert not shown.startswith("/")


def test_a_name_with_a_nul_is_refused() -> None:
    content = zipped({"aXb.txt": TEXT, "好.txt": TEXT}).replace(b"aXb.txt", b"a\0b.txt")
    found = taken(content)
    assert found.pop("好.txt") == TEXT
    assert all("已拒绝" in str(message) for message in found.values())


def test_a_bomb_is_stopped_while_it_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FROM", 100_000)
    found = taken(zipped({"炸弹.txt": b"0" * 3_000_000, "好.txt": TEXT}))
    assert "压缩比异常" in str(found["炸弹.txt"])
    assert found["好.txt"] == TEXT


def test_size_limits_of_a_member_and_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBER", 1_000)
    monkeypatch.setattr(archive, "MAX_EXPANDED", 2_500)
    found = taken(zipped({f"{at}.txt": os.urandom(size) for at, size in enumerate((1_001, 900, 900, 500))}))
    assert [given if isinstance(given, str) else len(given) for given in found.values()][1] == 900
    assert "上限" in str(found["0.txt"])
    assert "解压后超过" in str(found["2.txt"])
    assert isinstance(found["3.txt"], str)


def test_a_header_that_lies_of_the_size_gains_nothing() -> None:
    content = bytearray(zipped({"大.txt": b"1" * 5_000, "好.txt": TEXT}))
    place = content.index(b"PK\x01\x02")
    for lie in (0xFFFFFF00, 10):
        struct.pack_into("<I", content, place + 24, lie)
        found = taken(bytes(content))
        assert found["好.txt"] == TEXT
        assert len(found["大.txt"]) <= 5_000


def test_members_that_lie_over_each_other_are_refused() -> None:
    content = bytearray(zipped({"a.txt": b"1" * 50, "b.txt": b"2" * 50}))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", content, second + 42, 0)
    with pytest.raises(DocumentError, match="互相重叠"):
        taken(bytes(content))


def test_an_archive_in_an_archive_and_a_locked_file_are_refused_with_the_reason() -> None:
    content = bytearray(zipped({"内.zip": zipped({"a.txt": TEXT}), "锁.txt": TEXT, "好.txt": TEXT}))
    local = content.index("锁.txt".encode()) - 30
    central = content.rindex("锁.txt".encode()) - 46
    content[local + 6] |= 1
    content[central + 8] |= 1
    found = taken(bytes(content))
    assert "压缩包里的压缩包" in str(found["内.zip"])
    assert "密码" in str(found["锁.txt"])
    assert found["好.txt"] == TEXT


def test_a_member_that_is_damaged_does_not_stop_the_others() -> None:
    content = bytearray(zipped({"坏.txt": os.urandom(3_000), "好.txt": TEXT}))
    content[500] ^= 0xFF
    found = taken(bytes(content))
    assert "已损坏" in str(found["坏.txt"])
    assert found["好.txt"] == TEXT


def test_two_files_of_one_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("a.txt", TEXT)
        made.writestr("a.txt", b"x")
    first, second = members("往年.zip", out.getvalue())
    assert first == ("a.txt", TEXT)
    assert "两个" in str(second[1])


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    for count in (4, 20):
        with pytest.raises(DocumentError, match="超过 3 个"):
            taken(zipped({f"{at}.txt": b"x" for at in range(count)}))


def test_only_one_member_is_in_memory_at_a_time() -> None:
    stream = members("往年.zip", zipped({f"{at}.txt": TEXT for at in range(5)}))
    assert next(stream) == ("0.txt", TEXT)
    stream.close()


def test_an_archive_is_not_a_document_and_the_error_says_what_to_do() -> None:
    with pytest.raises(DocumentError, match="压缩包"):
        load_bytes("往年.zip", zipped({"a.txt": TEXT}))


SOUND = zipped({"甲.txt": TEXT, "乙/丙.docx": word("一、概况"), "../丁.txt": TEXT})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8), st.floats(0.1, 1))
def test_damage_gives_members_or_a_document_error(damage: list[tuple[float, int]], kept: float) -> None:
    content = bytearray(SOUND[: int(len(SOUND) * kept)])
    for place, value in damage:
        content[min(int(place * len(content)), len(content) - 1)] = value
    try:
        found = list(members("往年.zip", bytes(content)))
    except DocumentError:
        return
    assert all(
        isinstance(given, bytes | DocumentError) and ".." not in name.split("/") for name, given in found
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_an_archive_or_a_document_error(content: bytes) -> None:
    try:
        list(members("往年.zip", b"PK" + content))
    except DocumentError as fault:
        assert "往年.zip" in str(fault)
