"""The supported files in a zip, one at a time, each with its name inside the archive.

Nothing that the archive says of itself is believed: sizes are counted as bytes come, and a name that climbs out
of the archive is refused. A bad member never stops the others.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from assistant.errors import DocumentError
from assistant.files.formats import SUFFIXES, Format
from assistant.files.package import ZIP_FAULTS, broken, entries

MAX_MEMBERS = 2_000
MAX_MEMBER = 50 * 1024 * 1024  # bytes expanded, one file
MAX_EXPANDED = 1024 * 1024 * 1024  # bytes expanded, all files
MAX_RATIO = 200  # expanded : compressed, for what expands beyond RATIO_FROM
RATIO_FROM = 10 * 1024 * 1024
_MAX_NAME = 500
_CHUNK = 256 * 1024
_ENTRY = b"PK\x01\x02"
_UTF8 = 0x800
_UNZIP = "请先解压，再把里面的文件入库。"
_CONTROL = re.compile("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

Member = tuple[str, bytes | DocumentError]


def members(name: str, content: bytes) -> Iterator[Member]:
    """(name inside, content or the reason why it is refused) of every supported file, in the archive's order.

    Folders, hidden files and files of other formats are passed over. Raises `DocumentError` at the first step
    where the archive itself cannot be used: broken, too many members, or members that lie over each other.
    """
    if content.count(_ENTRY) > 2 * MAX_MEMBERS:
        raise _too_many(name)
    found = entries(name, content)
    if len(found) > MAX_MEMBERS:
        raise _too_many(name)
    room = MAX_EXPANDED
    given: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in found:
                inside = _name(entry)
                if entry.is_dir() or _is_passed_over(inside):
                    continue
                shown = _clean(inside)
                if refused := _refused(inside, entry, given):
                    yield shown, refused
                    continue
                given.add(shown)
                # What was expanded in vain counts too: it has cost its time.
                read, result = _read(archive, entry, shown, room)
                room -= read
                yield shown, result
    except ZIP_FAULTS as fault:
        raise broken(name) from fault


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's name as its maker meant it: Windows in China writes GBK without saying so."""
    raw = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        try:
            written = raw.encode("cp437")
        except UnicodeEncodeError:
            written = b""
        for encoding in ("utf-8", "gbk") if written else ():
            try:
                raw = written.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return raw.replace("\\", "/")


def _clean(inside: str) -> str:
    """The name for display and storage: nothing in it climbs out of a folder or turns text around."""
    parts = [part for part in _CONTROL.sub("", inside).split("/") if part not in ("", ".", "..")]
    return "/".join(parts).replace(":", "：")[:_MAX_NAME] or "（无名）"


def _is_passed_over(inside: str) -> bool:
    parts = [part for part in inside.split("/") if part not in ("", ".", "..")]
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return not parts or hidden or PurePosixPath(parts[-1].rstrip("\0 ")).suffix.lower() not in SUFFIXES


def _refused(inside: str, entry: zipfile.ZipInfo, given: set[str]) -> DocumentError | None:
    shown = _clean(inside)
    climbs = inside.startswith("/") or ".." in inside.split("/") or re.match("[A-Za-z]:", inside)
    if climbs or "\0" in inside or len(inside) > _MAX_NAME:
        return DocumentError(f"压缩包内“{shown}”的文件名指向压缩包以外或不合规，已拒绝。", hint=_UNZIP)
    if SUFFIXES[PurePosixPath(shown).suffix.lower()] is Format.ARCHIVE:
        return DocumentError(f"“{shown}”是压缩包里的压缩包，未读取。", hint=_UNZIP)
    if entry.flag_bits & 1:
        return DocumentError(f"压缩包内“{shown}”设有密码。", hint=_UNZIP)
    if shown in given:
        return DocumentError(f"压缩包内有两个“{shown}”，只取前一个。", hint="请改名后再试。")
    return None


def _read(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: str, room: int
) -> tuple[int, bytes | DocumentError]:
    """(bytes expanded, a member's content), never more than the limits allow, whatever its header says."""
    kept = io.BytesIO()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                kept.write(chunk)
                if too_large := _too_large(inside, kept.tell(), entry.compress_size, room):
                    return kept.tell(), too_large
    except ZIP_FAULTS:
        return kept.tell(), DocumentError(f"压缩包内“{inside}”不完整或已损坏。", hint="请重新压缩后再试。")
    return kept.tell(), kept.getvalue()


def _too_large(inside: str, size: int, compressed: int, room: int) -> DocumentError | None:
    if size > RATIO_FROM and size > MAX_RATIO * compressed:
        return DocumentError(f"压缩包内“{inside}”的压缩比异常（可能是压缩炸弹），已拒绝。", hint=_UNZIP)
    if size > MAX_MEMBER:
        limit = f"{MAX_MEMBER // 1048576} MB"
        return DocumentError(f"压缩包内“{inside}”超过 {limit} 的上限。", hint="请删去图片和附件后再入库。")
    if size > room:
        limit = f"{MAX_EXPANDED // 1048576} MB"
        return DocumentError(f"压缩包解压后超过 {limit}，“{inside}”未读取。", hint="请分成几个压缩包。")
    return None


def _too_many(name: str) -> DocumentError:
    return DocumentError(f"压缩包“{name}”里的文件超过 {MAX_MEMBERS} 个。", hint="请分成几个压缩包。")
