"""An office file (.docx, .xlsx) as a package of parts, checked before any parser sees it.

What an archive says of itself is not believed: parts are expanded once, counted as they come, and thrown away.
XML with a document type is refused, whatever it declares: that is where entity bombs and references to other
files live, and no office program writes one.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PARTS = 5_000
MAX_EXPANDED = 200 * 1024 * 1024  # bytes, all parts
MAX_XML = 24 * 1024 * 1024  # bytes, one XML part; a tree in memory is some ten times that
_CHUNK = 256 * 1024

# zipfile meets a damaged archive in whichever of these ways comes first.
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, OSError, IndexError, struct.error, OverflowError),
)
_XML_ENDINGS = (".xml", ".rels", ".vml")
_DECLARED = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(r"""encoding\s*=\s*["']([\w.:-]+)""")
# In these, every ASCII character is itself, so that `_DECLARED` sees what the XML parser will see.
_PLAIN_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "gb2312", "gbk", "gb18030"}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict" files say the same in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)  # fmt: skip


def entries(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    """The entries of a zip file. Raises `DocumentError` where it is broken or its entries lie over each other."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
    except ZIP_FAULTS as fault:
        raise broken(name) from fault
    ends = 0
    for entry in sorted(found, key=lambda one: one.header_offset):
        # The local header has 30 bytes and the name; one stretch of bytes read as many files is a bomb.
        if entry.header_offset < ends:
            raise DocumentError(f"文件“{name}”的压缩结构异常（内容互相重叠），已拒绝。", hint=_SAVE_AGAIN)
        ends = entry.header_offset + 30 + entry.compress_size
    return found


def broken(name: str) -> DocumentError:
    """The error for a file that ends too early or contradicts itself."""
    return DocumentError(f"文件“{name}”不完整或已损坏。", hint="请重新保存或下载后再试。")


_SAVE_AGAIN = "请在 Word 或 WPS 中打开原件，另存为新文件后再试。"


class Package:
    """A checked office file. Raises `DocumentError` where it swells, is encrypted, broken or declares entities."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content
        found = entries(name, content)
        if len(found) > MAX_PARTS:
            raise DocumentError(
                f"文件“{name}”由 {len(found)} 个部分组成，超过 {MAX_PARTS} 个的上限。", hint=_SAVE_AGAIN
            )
        if any(entry.flag_bits & 1 for entry in found):
            raise DocumentError(f"文件“{name}”设有密码。", hint="请取消密码后再试。")
        if sum(entry.file_size for entry in found) > MAX_EXPANDED:
            raise self._swollen()
        self._names = {entry.filename.lower(): entry.filename for entry in found}
        self._check(found)

    @property
    def parts(self) -> list[str]:
        """The names of the parts, as written in the archive."""
        return list(self._names.values())

    @property
    def has_macros(self) -> bool:
        """Whether the file carries programs. They are never run, and not read either."""
        return any(part.endswith("vbaproject.bin") for part in self._names)

    def xml(self, part: str) -> _Element | None:
        """The tree of a part, or None where there is no such part."""
        from lxml.etree import LxmlError, XMLParser, fromstring

        raw = self.raw(part)
        if raw is None:
            return None
        try:
            safe = XMLParser(
                resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
            )
            return fromstring(raw, safe)
        except LxmlError as fault:
            raise broken(self.name) from fault

    def raw(self, part: str) -> bytes | None:
        """The bytes of a part, or None where there is no such part."""
        real = self._names.get(part.lower())
        if real is None:
            return None
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                raw = archive.read(real)
        except ZIP_FAULTS as fault:
            raise broken(self.name) from fault
        for strict, usual in _STRICT if b"purl.oclc.org" in raw else ():
            raw = raw.replace(strict, usual)
        return raw

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the document; empty where none is declared."""
        return self.related("", "officeDocument").get("", "")

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The parts that `part` refers to as `kind` ("styles", "worksheet"): relation id → name; "" → the first.

        The part "" is the package itself. Files outside the package are not followed.
        """
        folder, file = posixpath.split(part)
        tree = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for relation in tree.iter(_RELATION) if tree is not None else ():
            target = relation.get("Target") or ""
            if (
                relation.get("TargetMode") == "External"
                or (relation.get("Type") or "").rpartition("/")[2] != kind
            ):
                continue
            where = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.setdefault("", where)
            found[relation.get("Id") or ""] = where
        return found

    def _check(self, found: list[zipfile.ZipInfo]) -> None:
        expanded = 0
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                for entry in found:
                    is_xml = entry.filename.lower().endswith(_XML_ENDINGS)
                    expanded += self._read(archive, entry, MAX_EXPANDED - expanded, is_xml)
        except ZIP_FAULTS as fault:
            raise broken(self.name) from fault

    def _read(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, is_xml: bool) -> int:
        """The number of bytes that an entry really expands to; the bytes of XML are looked through."""
        size, kept = 0, io.BytesIO()
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > room:
                    raise self._swollen()
                if is_xml and size > MAX_XML:
                    raise self._swollen(MAX_XML)
                if is_xml:
                    kept.write(chunk)
        if is_xml and _declares(kept.getvalue()):
            raise DocumentError(f"文件“{self.name}”含有不允许的实体声明，已拒绝。", hint=_SAVE_AGAIN)
        return size

    def _swollen(self, limit: int | None = None) -> DocumentError:
        if limit is not None:
            return DocumentError(
                f"文件“{self.name}”的正文解压后超过 {limit // 1048576} MB。", hint="请只保留报告正文后再试。"
            )
        return DocumentError(
            f"文件“{self.name}”解压后超过 {MAX_EXPANDED // 1048576} MB。", hint="请删去图片和嵌入对象后再试。"
        )


def _declares(raw: bytes) -> bool:
    """Whether XML has a document type, or is written so that this cannot be seen."""
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
    text = raw.replace(b"\0", b"").decode("latin-1")
    named = _ENCODING.search(text[:200])
    odd = named is not None and named.group(1).lower() not in _PLAIN_ENCODINGS
    unseen = (
        not wide and raw.strip() != b"" and not raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    )
    return odd or unseen or _DECLARED.search(text) is not None
