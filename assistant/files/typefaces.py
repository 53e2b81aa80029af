"""The typefaces that a Word file asks for, those that this machine has, and what stands in for the others in print here."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping, Set
from functools import lru_cache

_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "思源宋体", "AR PL UMing CN")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "思源黑体", "WenQuanYi Zen Hei")
_SONG = ("宋体", "SimSun", "华文宋体", "STSong", "新宋体", "NSimSun", *_SERIF)
_FANGSONG = (
    "仿宋_GB2312",
    "FangSong_GB2312",
    "仿宋",
    "FangSong",
    "华文仿宋",
    "STFangsong",
    "方正仿宋_GBK",
    *_SONG,
)
_KAI = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti", "AR PL UKai CN", *_FANGSONG)
_HEI = ("黑体", "SimHei", "华文黑体", "STHeiti", "微软雅黑", "Microsoft YaHei", *_SANS, *_SONG)
_TITLE = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", *_SONG)
_TIMES = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "DejaVu Serif")
# What is like a face, the likest first; the face is one of them itself.
_LIKE = (_TITLE, _FANGSONG, _KAI, _HEI, _SONG, _TIMES)
_FONTS = re.compile(r"<w:rFonts [^>]*>")
_FACE = re.compile(r'w:(?:ascii|hAnsi|eastAsia)="([^"]+)"')
_PARTS = re.compile(r"word/(document|styles|footer\d*)\.xml")
_SECONDS = 10


def faces_of(docx: bytes) -> tuple[str, ...]:
    """The faces that a Word file of our own names, in its text, styles and footers."""
    found: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if _PARTS.fullmatch(name):
                fonts = set(_FONTS.findall(package.read(name).decode("utf-8")))
                found |= dict.fromkeys(face for one in fonts for face in _FACE.findall(one))
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def installed() -> frozenset[str]:
    """The families that fontconfig knows on this machine; empty where it cannot be asked (Windows, macOS)."""
    try:
        said = subprocess.run(
            ["fc-list", "--format", "%{family}\n"], capture_output=True, timeout=_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    lines = said.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def stand_ins(faces: tuple[str, ...], here: Set[str]) -> Mapping[str, str]:
    """By each face that is not `here` the likest that is; empty where nothing like it is there, or nothing is known."""
    if not here:
        return {}
    return {face: _likest(face, here) for face in faces if face not in here}


def _likest(face: str, here: Set[str]) -> str:
    like = next((some for some in _LIKE if face == some[0]), None) or next(
        (some for some in _LIKE if face in some), _SERIF
    )
    return next((one for one in like if one in here), "")
