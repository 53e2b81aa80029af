"""Office files made to do harm (assistant/files/package.py)."""

from __future__ import annotations

import struct

import pytest
from office import repacked, sheet, word, zipped

from assistant.errors import DocumentError
from assistant.files import package
from assistant.library.loaders import load_bytes

SOUND = {
    "a.docx": (word("一、概况"), "word/document.xml"),
    "a.xlsx": (sheet(lambda made: made.append(["甲", "乙"])), "xl/worksheets/sheet1.xml"),
}
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_xml_that_declares_entities_is_refused(name: str, declared: str, encoding: str) -> None:
    content, part = SOUND[name]

    def change(at: str, old: bytes) -> bytes:
        if at != part:
            return old
        text = old.decode().split("?>", 1)[-1]
        return f'<?xml version="1.0" encoding="{encoding[:6] if "16" in encoding else encoding}"?>{declared}{text}'.encode(
            encoding
        )

    with pytest.raises(DocumentError, match="不允许的实体声明"):
        load_bytes(name, repacked(content, change))


def test_a_declaration_in_any_part_counts() -> None:
    added = {"customXml__item1.xml": BOMB.encode() + b"<x/>"}
    with pytest.raises(DocumentError, match="不允许的实体声明"):
        load_bytes("a.docx", repacked(SOUND["a.docx"][0], lambda _, part: part, **added))


def test_an_encoding_in_which_a_declaration_cannot_be_seen_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x><x/>'
    for raw in (hidden, BOMB.encode("cp037")):
        content = repacked(SOUND["a.docx"][0], lambda _, part: part, **{"customXml__item1.xml": raw})
        with pytest.raises(DocumentError, match="不允许的实体声明"):
            load_bytes("a.docx", content)


@pytest.mark.parametrize("name", SOUND)
def test_a_package_that_swells_is_refused_before_it_is_parsed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = repacked(SOUND[name][0], lambda _, part: part, media__x=b"0" * 5_000_000)
    monkeypatch.setattr(package, "MAX_EXPANDED", 4_000_000)
    with pytest.raises(DocumentError, match="解压后超过"):
        load_bytes(name, content)


def test_one_part_of_xml_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_XML", 50_000)
    content = word(*("资金到位。" for _ in range(2_000)))
    with pytest.raises(DocumentError, match="正文解压后超过"):
        load_bytes("a.docx", content)


def test_a_header_that_claims_two_gigabytes_is_refused_at_once() -> None:
    content = bytearray(SOUND["a.docx"][0])
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 2_000_000_000)
    with pytest.raises(DocumentError, match="解压后超过"):
        load_bytes("a.docx", bytes(content))


def test_parts_that_lie_over_each_other_are_refused() -> None:
    content = bytearray(SOUND["a.docx"][0])
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    struct.pack_into("<I", content, second + 42, 0)
    with pytest.raises(DocumentError, match="互相重叠"):
        load_bytes("a.docx", bytes(content))


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PARTS", 5)
    with pytest.raises(DocumentError, match="5 个的上限"):
        load_bytes("a.docx", SOUND["a.docx"][0])


def test_a_locked_package() -> None:
    content = bytearray(SOUND["a.docx"][0])
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DocumentError, match="密码"):
        load_bytes("a.docx", bytes(content))


def test_relations_to_the_outside_are_not_followed() -> None:
    def change(at: str, part: bytes) -> bytes:
        return part.replace(b'Target="styles.xml"', b'Target="file:///etc/passwd" TargetMode="External"')

    assert load_bytes("a.docx", repacked(SOUND["a.docx"][0], change)).text == "一、概况"


def test_a_package_without_a_document() -> None:
    for content in (zipped({"word/document.xml": b"<not><closed>"}), zipped({"word/document.xml": b"<x/>"})):
        with pytest.raises(DocumentError, match="已损坏"):
            load_bytes("a.docx", content)


def test_ten_thousand_tables_inside_each_other_do_no_harm() -> None:
    deep = b"<w:tbl><w:tr><w:tc>" * 10_000 + b"</w:tc></w:tr></w:tbl>" * 10_000

    def change(at: str, part: bytes) -> bytes:
        return part.replace(b"<w:body>", b"<w:body>" + deep) if at == "word/document.xml" else part

    with pytest.raises(DocumentError, match="已损坏"):
        load_bytes("a.docx", repacked(SOUND["a.docx"][0], change))
