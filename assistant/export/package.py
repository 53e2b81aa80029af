"""The file around the text: properties, settings, and nothing of the machine or the template it came from."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from assistant.export.fonts import NAMESPACE

if TYPE_CHECKING:
    from docx.document import Document

_KEPT = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}
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
