"""The file's own properties: a title, the language, no trace of the program that wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from eval.docx.row import NOTHING, Check, equal
from eval.docx.word_file import WordFile, first


def properties(file: WordFile) -> Iterator[Check]:
    """The checks of docProps/core.xml."""
    core = file.part("docProps/core.xml")
    title = first(core, "dc:title/text()")
    yield Check("文档属性 标题", "非空", title or NOTHING, bool(title))
    yield equal("文档属性 语言", "zh-CN", first(core, "dc:language/text()"))
    yield equal("文档属性 备注", "", first(core, "dc:description/text()"))
