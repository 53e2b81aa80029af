"""Word calls a file damaged when children stand out of the schema's order; other programs do not notice."""

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper

from .conftest import CREATED
from .open_xml import faults


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("landscape", [False, True])
def test_the_rules_of_open_xml_hold(bound: Paper, final: bool, landscape: bool) -> None:
    paper = replace(bound, annexes=tuple(replace(one, landscape=landscape) for one in bound.annexes))
    assert faults(docx_bytes(paper, created=CREATED, final=final)) == []


def test_a_file_out_of_order_is_noticed(paper: Paper) -> None:
    source = zipfile.ZipFile(io.BytesIO(docx_bytes(paper, created=CREATED)))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(
                b'<w:pStyle w:val="Title"/>', b'<w:jc w:val="left"/><w:pStyle w:val="Title"/>'
            )
            target.writestr(name, content)
    assert faults(changed.getvalue())


def test_every_part_is_named_once_and_reachable(bound: Paper) -> None:
    package = zipfile.ZipFile(io.BytesIO(docx_bytes(bound)))
    names = package.namelist()
    assert len(names) == len(set(names))
    relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    assert {f"word/{relation.get('Target')}" for relation in relations} == {
        name
        for name in names
        if name.startswith("word/") and name not in ("word/document.xml",) and "_rels" not in name
    }
