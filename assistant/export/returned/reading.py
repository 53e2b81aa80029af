"""An edited file → `Edited`: checked, within limits, read with its tracked changes accepted and rejected."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.export.returned.blocks import Edited
from assistant.export.returned.inline import Inline, Piece
from assistant.export.returned.remarks import comments
from assistant.export.returned.views import View
from assistant.export.returned.walk import Walk
from assistant.files.formats import Format, sniff
from assistant.files.legacy import converted
from assistant.files.package import Package
from assistant.files.wordstyles import Styles, W

if TYPE_CHECKING:
    from lxml.etree import _Element

ENDINGS = (".docx", ".docm", ".doc", ".wps", ".rtf")
MAX_BYTES = 20 * 1024 * 1024
# As export/package.py names it; to read a file python-docx is not loaded.
VERSION = "报告版本"
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "请在 Word 或 WPS 中打开，另存为 .docx 后再取回。"


def read(name: str, content: bytes) -> Edited:
    """The file as its editor left it. Raises `DocumentError`: another format, encrypted, broken, too large, not to be trusted."""
    if PurePath(name).suffix.lower() not in ENDINGS:
        raise DocumentError(
            f"“{name}”不是 Word 文件。", hint="请取回修改过的 .docx（或 .docm、.doc、.wps、.rtf）报告。"
        )
    if len(content) > MAX_BYTES:
        raise DocumentError(
            f"文件“{name}”有 {len(content) // 1048576} MB，超过 {MAX_BYTES // 1048576} MB 的上限。",
            hint="请删去图片和嵌入对象后再取回。",
        )
    _check_renamed(name, content)
    sniffed = sniff(name, content)
    if sniffed.format is Format.OLD_WORD:
        content = converted(name, content, "docx")
    elif sniffed.format is not Format.WORD:
        raise DocumentError(
            f"文件“{name}”的内容其实是{sniffed.format.value}，不是 Word 报告。", hint=_SAVE_AS
        )
    return _read(Package(name, content), sniffed.notes)


def _check_renamed(name: str, content: bytes) -> None:
    """A .doc that was only renamed has a message of its own: it is what people try first."""
    if PurePath(name).suffix.lower() not in (".docx", ".docm") or not content.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        return  # sniff says so
    raise DocumentError(
        f"文件“{name}”其实是旧版 .doc（或 .wps）文件，只是改了扩展名。", hint=f"请改回 .doc；或{_SAVE_AS[1:]}"
    )


def _read(package: Package, notes: tuple[str, ...]) -> Edited:
    root = package.xml(package.main) if package.main else None
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise DocumentError(
            f"Word 文件“{package.name}”不完整或已损坏。", hint="请在 Word 或 WPS 中打开并重新保存后再取回。"
        )
    styles, numbering = Styles(_part(package, "styles")), _part(package, "numbering")
    inline = Inline(styles)
    raws = list(Walk(package.name, styles, inline).blocks(body))
    said = [*notes]
    if package.has_macros:
        said.append("文件含宏，已忽略（宏不会被运行）。")
    if inline.pictures:
        said.append(f"文件里有{inline.pictures}个图片或图形，没有取回；报告只含文字和自评表。")
    apart = [*_boxes(inline), *_foot(package, styles)]
    if inline.unseen:
        said.append(f"有 {inline.unseen} 个字是看不见的（白色、隐藏或极小），已略去。")
    return Edited(
        tuple(View("accepted", styles, numbering).blocks(raws)),
        tuple(View("rejected", styles, numbering).blocks(raws)),
        comments(package),
        _version(package),
        tuple(apart),
        tuple(said),
    )


def _boxes(inline: Inline) -> list[tuple[str, str]]:
    """The texts of text boxes; a box may be told twice, once for older programs."""
    texts = [_plain(inline, box) for box in list(inline.boxes)]
    return [("文本框", text) for text in dict.fromkeys(texts) if text]


def _foot(package: Package, styles: Styles) -> list[tuple[str, str]]:
    found = []
    for kind, tag, said in (("footnotes", "footnote", "脚注"), ("endnotes", "endnote", "尾注")):
        root = _part(package, kind)
        for note in root.findall(f"{W}{tag}") if root is not None else ():
            if not note.get(f"{W}type") and (text := _plain(Inline(styles), note)):
                found.append((said, text))
    return found


def _plain(inline: Inline, container: _Element) -> str:
    """The words of all paragraphs in a container as they stand with changes accepted."""
    lines = (
        "".join(
            one.text for one in inline.pieces(paragraph) if isinstance(one, Piece) and not one.state.deleted
        )
        for paragraph in container.iter(f"{W}p")
    )
    return "\n".join(line.strip() for line in lines if line.strip())


def _version(package: Package) -> str:
    where = package.related("", "custom-properties").get("")
    root = package.xml(where) if where else None
    for one in root if root is not None else ():
        if one.get("name") == VERSION:
            return "".join(one.itertext()).strip()[:80]
    return ""


def _part(package: Package, kind: str) -> _Element | None:
    where = package.related(package.main, kind).get("")
    return package.xml(where) if where else None
