"""Files with tracked changes, all accepted or all rejected: by the rules of the standard, and by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from docx import Document
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def accepted(content: bytes) -> bytes:
    """The file with every change accepted."""
    return _resolved(content, gone="del", here="ins")


def rejected(content: bytes) -> bytes:
    """The file with every change rejected."""
    return _resolved(content, gone="ins", here="del")


def shown(content: bytes) -> list[tuple[str, str]]:
    """Style and text of every paragraph of the body."""
    return [(p.style.name, p.text) for p in Document(io.BytesIO(content)).paragraphs]


def xml(content: bytes, part: str = "word/document.xml"):
    """A part of the file, parsed."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(part))


def _resolved(content: bytes, gone: str, here: str) -> bytes:
    root = xml(content)
    for change in list(root.iter(f"{W}pPrChange")):
        _restore_properties(change, old=here == "del")
    # In the order of the file: what a paragraph hands on, the next one may have to hand on.
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        leaves = mark is not None and mark.find(f"{W}{gone}") is not None
        if mark is not None:
            mark.getparent().remove(mark)
        if leaves:
            _join(paragraph)
    for change in list(root.iter(f"{W}{gone}")):
        change.getparent().remove(change)
    for change in list(root.iter(f"{W}{here}")):
        for child in list(change):
            change.addprevious(child)
        change.getparent().remove(change)
    for text in list(root.iter(f"{W}delText")):
        text.tag = f"{W}t"
    return _with_part(content, etree.tostring(root))


def _restore_properties(change, old: bool) -> None:
    """A paragraph's properties without their change, or those before it."""
    properties = change.getparent()
    before = list(change.find(f"{W}pPr"))
    properties.remove(change)
    if old:
        for child in [one for one in properties if one.tag not in (f"{W}rPr", f"{W}sectPr")]:
            properties.remove(child)
        for place, child in enumerate(before):
            properties.insert(place, child)


def _join(paragraph) -> None:
    """A paragraph without its mark goes on in the next one, whose mark bears the properties of both."""
    following = paragraph.getnext()
    assert following is not None and following.tag == f"{W}p", "nothing to join with"
    place = 1 if following.find(f"{W}pPr") is not None else 0
    for child in reversed([one for one in paragraph if one.tag != f"{W}pPr"]):
        following.insert(place, child)
    paragraph.getparent().remove(paragraph)


def _with_part(content: bytes, part: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            target.writestr(name, part if name == "word/document.xml" else source.read(name))
    return made.getvalue()


_MACRO = """
Sub Resolve(listed As String)
  Dim load(0) As New com.sun.star.beans.PropertyValue, save(0) As New com.sun.star.beans.PropertyValue
  Dim n, row, part, document, dispatcher, nothing_()
  load(0).Name = "Hidden" : load(0).Value = True
  save(0).Name = "FilterName" : save(0).Value = "MS Word 2007 XML"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  n = FreeFile
  Open listed For Input As #n
  Do While Not Eof(n)
    Line Input #n, row
    part = Split(row, "|")
    document = StarDesktop.loadComponentFromURL(part(1), "_blank", 0, load())
    dispatcher.executeDispatch(document.CurrentController.Frame, part(0), "", 0, nothing_())
    document.storeToURL(part(2), save())
    document.close(True)
  Loop
  Close #n
  StarDesktop.terminate()
End Sub
"""
_OFFICE = "http://openoffice.org/2000"
_MODULE = f"""<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="{_OFFICE}/script" script:name="Resolving" script:language="StarBasic">{{}}</script:module>"""
_LIBRARY = f"""<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="{_OFFICE}/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Resolving"/></library:library>"""


def by_libreoffice(files: Sequence[bytes], folder: Path) -> list[tuple[bytes, bytes]]:
    """Each file as LibreOffice leaves it when all changes are accepted, and when all are rejected: one start for all."""
    profile = folder / "profile"
    start = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    # A profile that is being made runs no macro.
    subprocess.run([*start, "--terminate_after_init"], capture_output=True, timeout=120, check=False)
    macros = profile / "user/basic/Standard"
    macros.mkdir(parents=True, exist_ok=True)
    (macros / "Resolving.xba").write_text(_MODULE.format(escape(_MACRO)), encoding="utf-8")
    (macros / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    rows, made = [], []
    for number, content in enumerate(files):
        given = folder / f"{number}.docx"
        given.write_bytes(content)
        pair = [folder / f"{number}.{way}.docx" for way in ("accepted", "rejected")]
        for command, target in zip(("AcceptAll", "RejectAll"), pair, strict=True):
            rows.append(f".uno:{command}TrackedChanges|{given.as_uri()}|{target.as_uri()}")
        made.append(pair)
    listed = folder / "listed.txt"
    listed.write_text("\n".join(rows), encoding="utf-8")
    macro = f'macro:///Standard.Resolving.Resolve("{listed}")'
    subprocess.run([*start, macro], capture_output=True, timeout=300, check=True)
    return [(one.read_bytes(), other.read_bytes()) for one, other in made]
