from __future__ import annotations

import io
import subprocess
import zipfile

import pytest

from assistant.files import typefaces
from assistant.files.typefaces import faces_of, installed, stand_ins


def _docx(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def test_the_faces_of_text_styles_and_footers_and_nothing_else() -> None:
    made = _docx(
        document='<w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:lang w:eastAsia="zh-CN"/>',
        styles='<w:rFonts w:hint="eastAsia" w:eastAsia="黑体"/>',
        footer1='<w:rFonts w:hAnsi="宋体"/>',
        fontTable='<w:font w:name="x"/><w:rFonts w:ascii="Arial"/>',
    )
    assert faces_of(made) == ("Times New Roman", "仿宋_GB2312", "宋体", "黑体")


def test_the_likest_face_that_is_there_stands_in() -> None:
    wanted = ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "Times New Roman", "某种字体")
    here = frozenset({"FangSong", "STZhongsong", "Noto Serif CJK SC", "Noto Sans CJK SC", "黑体"})
    assert stand_ins(wanted, here) == {
        "仿宋_GB2312": "FangSong",
        "楷体_GB2312": "FangSong",
        "方正小标宋简体": "STZhongsong",
        "Times New Roman": "",
        "某种字体": "Noto Serif CJK SC",
    }


def test_nothing_is_said_of_a_machine_that_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stand_ins(("仿宋_GB2312",), frozenset()) == {}

    def absent(*_: object, **__: object) -> None:
        raise FileNotFoundError

    installed.cache_clear()
    monkeypatch.setattr(typefaces.subprocess, "run", absent)
    assert installed() == frozenset()
    installed.cache_clear()


def test_a_family_is_known_by_all_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "FangSong,仿宋\nNoto Serif CJK SC,Noto Serif CJK SC Black\n"
    answered = subprocess.CompletedProcess([], 0, stdout=said.encode())
    installed.cache_clear()
    monkeypatch.setattr(typefaces.subprocess, "run", lambda *_, **__: answered)
    assert {"FangSong", "仿宋", "Noto Serif CJK SC"} <= installed()
    installed.cache_clear()
