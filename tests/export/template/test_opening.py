"""Files that are no template: refused with the reason and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml.ns import qn

from assistant.errors import AssistantError, DocumentError
from assistant.export.template import opening
from assistant.export.template.opening import open_template
from tests.export.template import templates


def rewritten(content: bytes, **parts: bytes) -> bytes:
    """The file with other parts: names with dots and strokes as "word/document.xml"."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return target.getvalue()


def refused(content: bytes, name: str = "模板.docx") -> AssistantError:
    with pytest.raises(DocumentError) as caught:
        open_template(name, content)
    assert caught.value.hint
    return caught.value


def test_an_empty_file() -> None:
    assert "空的" in refused(b"").message


def test_an_old_word_file_under_a_new_name() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    assert "旧版 Word" in refused(ole).message


def test_a_file_with_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in refused(ole).message


def test_a_broken_package() -> None:
    assert "损坏" in refused(templates.styles_only().content[:3000]).message


def test_a_package_without_document() -> None:
    content = rewritten(templates.styles_only().content, **{"word/document.xml": b"<a/>"})
    refused(content)


def test_a_file_with_macros() -> None:
    content = rewritten(templates.styles_only().content, **{"word/vbaProject.bin": b"macro"})
    assert "宏" in refused(content).message


def test_a_page_of_another_kind() -> None:
    refused(b"%PDF-1.4", "模板.pdf")


def test_nothing_written() -> None:
    from docx import Document

    assert "没有文字" in refused(templates.saved(Document())).message


def test_five_hundred_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PARAGRAPHS", 10)
    assert "汇编" in refused(templates.styles_only().content).message


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_BYTES", 100)
    assert "MB" in refused(templates.styles_only().content).message


def test_no_link_to_the_authors_machine_is_left() -> None:
    content = templates.styles_only().content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        settings = archive.read("word/settings.xml").decode()
    own = settings.replace("<w:zoom", '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:zoom', 1)
    assert own != settings
    document = open_template("模板.docx", rewritten(content, **{"word/settings.xml": own.encode()}))
    assert not list(document.settings.element.iter(qn("w:documentProtection")))


def body_of(inside: str) -> bytes:
    """A template with this paragraph as its own."""
    from docx import Document
    from docx.oxml.parser import parse_xml

    document = Document()
    document.add_paragraph("一、项目概况")
    document.element.body.insert(1, parse_xml(f"<w:p {templates.nsdecls('w')}>{inside}</w:p>"))
    return templates.saved(document)


def said(content: bytes) -> list[str]:
    return [one.text for one in open_template("模板.docx", content).paragraphs]


def test_hidden_words_are_gone() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏着的话</w:t></w:r><w:r><w:t>看得见的话</w:t></w:r>"
    assert said(body_of(hidden)) == ["一、项目概况", "看得见的话"]


def test_form_fields_become_blanks() -> None:
    form = (
        '<w:r><w:t>项目名称：</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"><w:ffData/></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>     </w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert said(body_of(form)) == ["一、项目概况", "项目名称：____"]


def test_comments_of_the_template_are_gone() -> None:
    from docx import Document

    document = Document()
    paragraph = document.add_paragraph("一、项目概况")
    document.add_comment(paragraph.runs, text="在这里写概况", author="某人")
    opened = open_template("模板.docx", templates.saved(document))
    assert not list(opened.comments) and not list(opened.element.body.iter(qn("w:commentReference")))
    assert [one.text for one in opened.paragraphs] == ["一、项目概况"]


def linked(kind: str, target: str = "http://198.51.100.7/seen.png") -> bytes:
    """A template with a relation to something outside."""
    content = templates.styles_only().content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        rels = package.read("word/_rels/document.xml.rels").decode()
    one = (
        f'<Relationship Id="rId99" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    )
    changed = rels.replace("</Relationships>", f"{one}</Relationships>").encode()
    return rewritten(content, **{"word/_rels/document.xml.rels": changed})


@pytest.mark.parametrize("kind", ["image", "oleObject", "frame", "subDocument", "aFChunk"])
def test_what_would_be_fetched_from_elsewhere(kind: str) -> None:
    assert "链接" in refused(linked(kind)).message


def test_a_link_to_be_clicked_is_no_harm() -> None:
    open_template("模板.docx", linked("hyperlink", "http://198.51.100.7/"))


@pytest.mark.parametrize("cut", [0, 4, 11])
def test_a_field_that_fetches_however_it_is_cut(cut: int) -> None:
    content = templates.styles_only().content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read("word/document.xml").decode()
    words = ' INCLUDEPICTURE "http://198.51.100.7/seen.png" '
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            *(
                f'<w:instrText xml:space="preserve">{one.replace(chr(34), "&quot;")}</w:instrText>'
                for one in (words[:cut], words[cut:])
            ),
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    changed = text.replace("</w:p>", f"{field}</w:p>", 1).encode()
    assert "链接" in refused(rewritten(content, **{"word/document.xml": changed})).message
