"""The file's own properties: title, unit and language, no trace of the program that wrote it or of the machine."""

from __future__ import annotations

from collections.abc import Iterator

from eval.docx.row import NOTHING, Check, equal
from eval.docx.word_file import WordFile, find, first

_TRACES = ("python", "macintosh", "schemas-microsoft-com:mac", "microsoft office word", "libreoffice")


def properties(file: WordFile) -> Iterator[Check]:
    """The checks of docProps and of what programs leave behind in a text."""
    core = file.part("docProps/core.xml")
    for name, path in (("标题", "dc:title/text()"), ("作者", "dc:creator/text()")):
        found = first(core, path)
        yield Check(f"文档属性 {name}", "非空", found or NOTHING, bool(found))
    yield equal("文档属性 语言", "zh-CN", first(core, "dc:language/text()"))
    yield equal("文档属性 备注", "", first(core, "dc:description/text()"))
    yield equal(
        "文档属性 程序", "", first(file.part("docProps/app.xml"), "//*[local-name() = 'Application']/text()")
    )
    yield equal(
        "修订标识 rsid",
        0,
        sum(len(find(root, "//@*[starts-with(local-name(), 'rsid')]")) for _, root in file.parts()),
    )
    yield equal("所附模板", 0, len(find(file.settings, "w:attachedTemplate")))
    yield equal("程序和机器的痕迹", 0, sum(_traces(root) for _, root in file.parts()))


def _traces(root: object) -> int:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    content = etree.tostring(root, encoding="unicode").lower()
    return sum(trace in content for trace in _TRACES)
