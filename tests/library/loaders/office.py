"""Office files, pages and archives that tests make for themselves, sound and hostile."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from openpyxl.worksheet.worksheet import Worksheet

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def word(*blocks: str, before: Callable[[Document], None] | None = None) -> bytes:
    """A .docx of paragraphs; a block that begins with `<w:` is put in as it is."""
    document = docx.Document()
    if before:
        before(document)
    for block in blocks:
        if block.startswith("<w:"):
            head, tail = (
                block.split(" ", 1) if block.split(">", 1)[0].count(" ") else (block.split(">", 1)[0], "")
            )
            text = f"{head} {NAMES} {tail}" if tail else block.replace(head, f"{head} {NAMES}", 1)
            document.element.body.insert(len(document.element.body) - 1, parse_xml(text))
        else:
            document.add_paragraph(block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<w:") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def numbering(xml: str) -> Callable[[Document], None]:
    """Puts list definitions (w:abstractNum and w:num elements) in the place of the template's."""

    def put(document: Document) -> None:
        element = document.part.numbering_part.element
        for child in list(element):
            element.remove(child)
        for child in parse_xml(f"<w:numbering {NAMES}>{xml}</w:numbering>"):
            element.append(child)

    return put


def level(at: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def numbered(text: str, at: int | None, number: int = 1) -> str:
    where = f'<w:ilvl w:val="{at}"/>' if at is not None else ""
    return paragraph(run(text), properties=f'<w:numPr>{where}<w:numId w:val="{number}"/></w:numPr>')


def sheet(fill: Callable[[Worksheet], None], *more: tuple[str, Callable[[Worksheet], None]]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    for title, other in more:
        other(book.create_sheet(title))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """An office file with its parts changed, and others added (`__` stands for /)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    return zipped(parts | {name.replace("__", "/"): part for name, part in added.items()})


def by_libreoffice(content: bytes, of: str, to: str, folder: Path) -> bytes:
    """The file converted, as an office would have saved it long ago."""
    source = folder / f"made.{of}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / f"made.{to.partition(':')[0]}").read_bytes()
