"""The file around the text: properties, settings, and nothing of the machine or the template it came from."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from assistant.export.characters import legal
from assistant.export.fonts import NAMESPACE

if TYPE_CHECKING:
    from docx.document import Document

_KEPT = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}
# The custom property that names the state of the draft which the file was made from.
VERSION = "报告版本"
# The fmtid is that of every custom property; their numbers begin with 2.
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
)
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_PROPERTY_LIMIT = 255
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# compressPunctuation is 标点挤压; ulTrailSpace draws the cover's rules; 15: Word 2013.
_SETTINGS = (
    '<w:zoom {ns} w:percent="100"/>',
    '<w:defaultTabStop {ns} w:val="420"/>',
    '<w:characterSpacingControl {ns} w:val="compressPunctuation"/>',
    """<w:compat {ns}>
      <w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>
      <w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>
      <w:compatSetting w:name="compatibilityMode" w:val="15"
                       w:uri="http://schemas.microsoft.com/office/word"/>
    </w:compat>""",
    '<w:themeFontLang {ns} w:val="en-US" w:eastAsia="zh-CN"/>',
    '<w:decimalSymbol {ns} w:val="."/>',
    '<w:listSeparator {ns} w:val=","/>',
)


def strip_template(document: Document) -> None:
    """Drop python-docx's thumbnail, theme, numbering and the like, and write our own settings."""
    package = document.part.package
    assert package is not None  # a part read from a template always has one
    for rels in (package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype not in _KEPT]:
            del rels[key]
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(parse_xml(xml.format(ns=NAMESPACE)) for xml in _SETTINGS)


def set_properties(document: Document, *, title: str, author: str, created: datetime) -> None:
    """Core properties: title, unit, language and the time; a time without zone counts as UTC."""
    if created.tzinfo:
        created = created.astimezone(UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title = title[:_PROPERTY_LIMIT]
    core.author = core.last_modified_by = author[:_PROPERTY_LIMIT]
    core.created = core.modified = created.replace(microsecond=0)
    core.language = "zh-CN"
    core.comments = core.keywords = core.subject = core.category = ""
    core.revision = 1


def set_version(document: Document, version: str) -> None:
    """Write the version as a custom property, by which the file's way back compares with the same; none where it is empty."""
    package = document.part.package
    if not version or package is None:
        return
    properties = _CUSTOM.format(name=VERSION, value=escape(legal(version)))
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{properties}'.encode()
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, content, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def file_bytes(document: Document) -> bytes:
    """The .docx file. Entries bear no time of day, so the same paper gives the same bytes."""
    written, clean = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return clean.getvalue()


def forget_makers(document: Document) -> None:
    """Take out the namespaces that the template of python-docx declares for programs which had no part in the file."""
    package = document.part.package
    assert package is not None  # a part read from a template always has one
    for part in package.iter_parts():
        if not isinstance(part, XmlPart):
            continue
        root = part.element
        ignorable = root.attrib.pop(_IGNORABLE, "").split()
        etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
        kept = [prefix for prefix in ignorable if prefix in root.nsmap]
        if kept:
            root.set(_IGNORABLE, " ".join(kept))
