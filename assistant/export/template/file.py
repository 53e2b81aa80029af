"""What a filled template's file says beside its text: styles for our marks, title, version, the time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from assistant.export import styles
from assistant.export.characters import legal
from assistant.export.fonts import NAMESPACE
from assistant.export.package import VERSION, set_version
from assistant.export.paper import Paper

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST = 255
_PLACEHOLDER = f"""
    <w:style {NAMESPACE} w:type="character" w:customStyle="1" w:styleId="{styles.PLACEHOLDER_ID}">
      <w:name w:val="待补充"/><w:qFormat/>
      <w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr></w:style>"""
_REFERENCE = f"""
    <w:style {NAMESPACE} w:type="character" w:styleId="CommentReference">
      <w:name w:val="annotation reference"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>"""
_COMMENT = f"""
    <w:style {NAMESPACE} w:type="paragraph" w:styleId="CommentText">
      <w:name w:val="annotation text"/><w:pPr><w:jc w:val="left"/></w:pPr></w:style>"""
_ADDED = {"待补充": _PLACEHOLDER, "annotation reference": _REFERENCE, "annotation text": _COMMENT}
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def add_styles(document: Document) -> None:
    """The styles of our marks and comments, where the template has none of that name; its own stay as they are."""
    root = document.styles.element
    names = {(one.get(qn("w:val")) or "").lower() for one in root.iter(qn("w:name"))}
    ids = {one.get(qn("w:styleId")) for one in root.iter(qn("w:style"))}
    for name, xml in _ADDED.items():
        style = parse_xml(xml)
        if name not in names and style.get(qn("w:styleId")) not in ids:
            root.append(style)
    # Word 2010's second copy of the styles: it would lack ours, and no later program writes or reads it.
    rels = document.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/stylesWithEffects")]:
        del rels[key]


def set_traces(document: Document, paper: Paper, created: datetime) -> None:
    """Our title, the time, the version; the author whom the template names stays, or it is the unit that signs."""
    core = document.core_properties
    unit = paper.unit or (paper.signature.unit if paper.signature else "")
    if created.tzinfo:
        created = created.astimezone(UTC).replace(tzinfo=None)
    core.title = paper.title.replace("\n", "")[:_LONGEST]
    core.author = core.author or unit[:_LONGEST]
    core.last_modified_by = unit[:_LONGEST]
    core.created = core.modified = created.replace(microsecond=0)
    core.revision = 1
    _set_version(document, paper.version)


def _set_version(document: Document, version: str) -> None:
    """The version among the template's own custom properties, or alone where it has none."""
    package = document.part.package
    assert package is not None  # a file that was opened has one
    part = next(
        (
            rel.target_part
            for rel in package.rels.values()
            if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
        ),
        None,
    )
    if part is None or not version:
        set_version(document, version)
        return
    root = parse_xml(part.blob)
    for old in [one for one in root if one.get("name") == VERSION]:
        root.remove(old)
    numbers = [int(one.get("pid") or 1) for one in root]
    key = str(max(numbers, default=1) + 1)
    own = root.makeelement(f"{_PROPERTIES}property", {"fmtid": _FORMAT, "pid": key, "name": VERSION})
    value = own.makeelement(f"{_VALUES}lpwstr", {})
    value.text = legal(version)
    own.append(value)
    root.append(own)
    part._blob = serialize_part_xml(root)
