"""Word calls a file damaged when children stand out of the schema's order; other programs do not notice."""

import io
import zipfile

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper

# CT_PPr, CT_RPr, CT_SectPr, CT_Style and CT_Settings, as far as a report may use them.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl tabs snapToGrid spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs highlight u lang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang"
    " decimalSymbol listSeparator",
    "styles": "docDefaults style",
    "body": "p sectPr",
}


def test_children_stand_in_the_order_of_the_schema(paper: Paper) -> None:
    package = zipfile.ZipFile(io.BytesIO(docx_bytes(paper)))
    seen = set()
    for name in package.namelist():
        for element in etree.fromstring(package.read(name)).iter(etree.Element):
            tag = etree.QName(element).localname
            if tag in ORDER:
                seen.add(tag)
                places = [ORDER[tag].split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), (name, tag, [child.tag for child in element])
    assert seen == set(ORDER)


def test_every_part_is_named_once_and_reachable(paper: Paper) -> None:
    package = zipfile.ZipFile(io.BytesIO(docx_bytes(paper)))
    names = package.namelist()
    assert len(names) == len(set(names))
    relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    assert {f"word/{relation.get('Target')}" for relation in relations} == {
        name
        for name in names
        if name.startswith("word/") and name not in ("word/document.xml",) and "_rels" not in name
    }
