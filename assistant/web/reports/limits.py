"""What may be uploaded at once, told in Chinese; the browser is given the same numbers and asks first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import InputError

ENDINGS = (
    *(".docx", ".docm", ".doc", ".wps", ".rtf", ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"),
    *(".xlsx", ".xls", ".et", ".html", ".htm", ".txt", ".md", ".zip"),
)
MB = 1_000_000
FILE_LIMIT = 50 * MB
ARCHIVE_LIMIT = 200 * MB
FILES_AT_ONCE = 300
TOTAL_LIMIT = 600 * MB

TAKEN = (
    "可以加入：Word（.docx .doc .wps）、PDF（扫描件也行）、图片、自评表（.xlsx .xls）、网页（.html）、文本（.txt .md），"
    "以及装有这些文件的压缩包（.zip）。"
)
SIZES = (
    f"单个文件不超过{FILE_LIMIT // MB}MB，压缩包不超过{ARCHIVE_LIMIT // MB}MB，"
    f"一次最多{FILES_AT_ONCE}个、共{TOTAL_LIMIT // MB}MB。"
)


def limit_of(name: str) -> int:
    """The most bytes that a file of this name may have."""
    return ARCHIVE_LIMIT if name.lower().endswith(".zip") else FILE_LIMIT


def check(files: Sequence[Path]) -> None:
    """Raises `InputError` where there are too many files, or too much, for one go."""
    if len(files) > FILES_AT_ONCE:
        raise InputError(
            f"一次选了{len(files)}个文件，最多{FILES_AT_ONCE}个。", hint="请分几次加入，或打成压缩包。"
        )
    if sum(file.stat().st_size for file in files) > TOTAL_LIMIT:
        raise InputError(f"这些文件合计超过{TOTAL_LIMIT // MB}MB。", hint="请分几次加入。")


def too_large(file: Path) -> str:
    """Why a file is refused for its size; empty where it is not."""
    limit = limit_of(file.name)
    if file.stat().st_size <= limit:
        return ""
    return f"文件过大，最多{limit // MB}MB。扫描件请降低分辨率，或拆成几个文件。"
