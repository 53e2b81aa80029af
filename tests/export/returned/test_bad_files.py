"""Files that cannot be taken back: each with a message of its own, in Chinese, that says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from assistant.errors import DocumentError
from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper, PaperSection
from assistant.export.returned.comparing import returned
from assistant.export.returned.reading import MAX_BYTES, read
from eval.returned.word import Word, made

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def word_file(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def with_entity() -> bytes:
    word = Word(docx_bytes(Paper("题")))
    content = word.bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            raw = source.read(name)
            if name == "word/document.xml":
                raw = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x "y">]>' + raw.partition(b"?>")[2]
            target.writestr(name, raw)
    return out.getvalue()


BAD = {
    "报告.xlsx": (b"PK\x03\x04", "不是 Word 文件"),
    "空.docx": (b"", "是空的"),
    "密码.docx": (OLE + wide("EncryptedPackage"), "打开密码"),
    "改名.docx": (OLE + wide("WordDocument"), "只是改了扩展名"),
    "残缺.docx": (docx_bytes(Paper("题"))[:3000], "损坏"),
    "压缩.docx": (zipped(readme="x"), "不是 Word 文档"),
    "文本.docx": ("一、基本情况".encode(), "不是有效的"),
    "扫描.docx": (b"%PDF-1.7 x", "PDF"),
    "实体.docx": (with_entity(), "实体声明"),
    "大.docx": (b"PK" + b"\0" * MAX_BYTES, "超过 20 MB"),
    "长.docx": (word_file(*["这一段有二十个字，重复很多次凑成五百页。" * 20] * 800), "太长"),
    "碎.docx": (word_file(*["段"] * 6001), "太长"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_has_its_own_message(name: str) -> None:
    content, said = BAD[name]
    with pytest.raises(DocumentError, match=said) as caught:
        read(name, content)
    assert name in caught.value.message
    assert caught.value.hint


def test_the_messages_differ() -> None:
    said = []
    for name, (content, _) in BAD.items():
        with pytest.raises(DocumentError) as caught:
            read(name, content)
        said.append(caught.value.message.replace(name, ""))
    assert len(set(said)) == len(said) - 1, "only the two that are too long say the same"


def test_a_file_that_is_no_report_is_told() -> None:
    paper = Paper("题", sections=(PaperSection("一、基本情况", 1, "本项目已完成。", "a"),))
    other = read("合同.docx", word_file("设备采购合同", "甲方：岚桥县水务局", "第一条 标的"))
    with pytest.raises(DocumentError, match="没有找到本报告的任何章节") as caught:
        returned("合同.docx", paper, other)
    assert "合同.docx" in caught.value.message and caught.value.hint


def test_macros_pictures_and_hidden_text_are_told() -> None:
    word = Word(docx_bytes(Paper("题", sections=(PaperSection("一、概况", 1, "正文。", "a"),))))
    word.parts["word/vbaProject.bin"] = b"x"
    paragraph = word.find("正文")
    paragraph.append(made("<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"))
    paragraph.append(made("<w:r><w:drawing/></w:r>"))
    edited = read("报告.docm", word.bytes())
    assert len(edited.notes) == 3
    assert "宏" in edited.notes[0] and "1个图片" in edited.notes[1] and "3 个字是看不见的" in edited.notes[2]
    assert "看不见" not in "".join(block.text for block in edited.accepted)
