"""A template opened safely: within limits, without programs, its tracked changes accepted, its controls taken off."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx import Document as open_document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from assistant.errors import DocumentError
from assistant.export.template import changes, controls
from assistant.files.formats import Format, sniff
from assistant.files.package import Package

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

MAX_BYTES = 20 * 1024 * 1024
# Some 500 pages: what has more is no template of a report.
MAX_PARAGRAPHS = 15_000
_COMMENT_MARKS = tuple(qn(f"w:{tag}") for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The attached template is taken off, below.
_CLICKED = ("hyperlink", "attachedTemplate")
_FETCHING = re.compile(
    r"^\s*(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_SAVE_AS = "请在 Word 或 WPS 中打开，另存为 .docx（Word 文档）后再试。"


def open_template(name: str, content: bytes) -> Document:
    """The template, ready to be read or filled. Raises `DocumentError` where it cannot be used, with what to do."""
    if len(content) > MAX_BYTES:
        raise DocumentError(
            f"模板“{name}”超过 {MAX_BYTES // 1048576} MB。", hint="请删去图片和附件，只留报告模板后再试。"
        )
    if sniff(name, content).format is not Format.WORD:
        raise DocumentError(f"模板“{name}”不是 .docx 文件。", hint=_SAVE_AS)
    package = Package(name, content)
    if package.has_macros:
        raise DocumentError(f"模板“{name}”带有宏，不能用作模板。", hint=_SAVE_AS)
    if _fetches(package):
        # Whoever opens a report made from it would ask another machine for the rest, and be seen to.
        raise DocumentError(
            f"模板“{name}”里的图片、对象或文字是从别的文件或网址链接来的，不能用作模板。",
            hint="请在 Word 或 WPS 中把链接的内容改为嵌入，或删去，另存后再试。",
        )
    if _is_strict(content):
        raise DocumentError(f"模板“{name}”是“严格”格式的 Word 文档。", hint=_SAVE_AS)
    try:
        document = open_document(io.BytesIO(content))
    except (ValueError, KeyError, AttributeError, IndexError) as fault:
        # What python-docx says of a package whose parts do not fit together.
        raise DocumentError(f"模板“{name}”不是完整的 Word 文档。", hint=_SAVE_AS) from fault
    _check_size(name, document)
    for root in (document.element.body, *_margins(document)):
        changes.accept(root)
        controls.free(root)
        _without_asides(root)
    _without_comments(document)
    _without_links(document)
    return document


def _fetches(package: Package) -> bool:
    """Whether a program that opens the file fetches parts of it from elsewhere; a link to be clicked fetches nothing."""
    trees = [tree for part in package.parts if (tree := _tree(package, part)) is not None]
    relations = [one for tree in trees for one in tree.iter(_RELATION)]
    return any(
        one.get("TargetMode") == "External" and (one.get("Type") or "").rpartition("/")[2] not in _CLICKED
        for one in relations
    ) or any(_FETCHING.match(text) for tree in trees for text in _fields(tree))


def _fields(tree: _Element) -> Iterator[str]:
    """What the fields say that they are; Word may cut it into many runs."""
    words = ""
    for one in tree.iter(qn("w:instrText"), qn("w:fldChar"), qn("w:fldSimple")):
        if one.tag == qn("w:instrText"):
            words += one.text or ""
            continue
        yield words
        words = one.get(qn("w:instr")) or ""
    yield words


def _tree(package: Package, part: str) -> _Element | None:
    return package.xml(part) if part.lower().endswith((".rels", ".xml")) else None


def _is_strict(content: bytes) -> bool:
    """Whether the document speaks the names of "strict" files, which python-docx does not know."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        main = next(name for name in archive.namelist() if name.lower() == "word/document.xml")
        return b"purl.oclc.org" in archive.read(main)


def _check_size(name: str, document: Document) -> None:
    body = getattr(document.element, "body", None)
    if body is None:
        raise DocumentError(f"模板“{name}”没有正文。", hint=_SAVE_AS)
    count = sum(1 for _ in body.iter(qn("w:p")))
    if count > MAX_PARAGRAPHS:
        raise DocumentError(
            f"模板“{name}”有 {count} 段，像是汇编而不是报告模板。",
            hint="请只留封面、标题和填写说明，删去其余内容后再试。",
        )
    if not any((text.text or "").strip() for text in body.iter(qn("w:t"))):
        raise DocumentError(f"模板“{name}”里没有文字。", hint="请核对是否选错了文件；图片里的文字读不到。")


def _margins(document: Document) -> list:
    """Headers and footers, where they are the section's own."""
    found = []
    for section in document.sections:
        for part in (
            *(section.header, section.footer, section.first_page_header, section.first_page_footer),
            *(section.even_page_header, section.even_page_footer),
        ):
            if not part.is_linked_to_previous:
                found.append(part._element)
    return found


def _without_asides(root) -> None:
    """No words that the printed page does not show, and no anchors of comments: both only say what to write."""
    for run in [run for run in root.iter(qn("w:r")) if _is_hidden(run)]:
        run.getparent().remove(run)
    for mark in [*root.iter(*_COMMENT_MARKS)]:
        holder = mark.getparent()
        holder.remove(mark)
        if holder.tag == qn("w:r") and all(one.tag == qn("w:rPr") for one in holder):
            holder.getparent().remove(holder)


def _is_hidden(run) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")


def _without_comments(document: Document) -> None:
    """The comments that the template came with, and who wrote them."""
    rels = document.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype.rpartition("/")[2] in _COMMENT_PARTS]:
        del rels[key]


def _without_links(document: Document) -> None:
    """No link to the file of the author's machine that the template was made from, no protection against filling it in."""
    settings = document.settings.element
    for tag in ("attachedTemplate", "documentProtection", "writeProtection", "trackRevisions"):
        for one in [*settings.iter(qn(f"w:{tag}"))]:
            link = one.get(qn("r:id"))
            one.getparent().remove(one)
            if link:
                document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.pop(link, None)
