"""Lines of a web page: its main text through trafilatura; all its text where it is a document saved as a page.

Headings keep their level and tables their rows. What the page hides is taken out before anything is extracted.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import DocumentError
from assistant.library.documents import row
from assistant.library.loaders.htmlhidden import take_out
from assistant.library.loaders.reading import Reading, left_out
from assistant.library.loaders.reflow import Line

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LENGTH = 4 * 1024 * 1024  # characters, without pictures that are written into the page
_PICTURE = re.compile(r"""data:[\w/+.-]+;base64,[^"'\s)>]*""")
# A short report is a report too: trafilatura's own 250 would take a page of 200 characters for no article.
_LEAST = 50
_NO_TEXT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "select",
    "button",
    "textarea",
    "svg",
    "nav",
    "footer",
}
_INLINE = {
    *(
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "small",
        "span",
    ),
    *("strong", "strike", "sub", "sup", "tt", "u", "hi", "ref"),
}
_BYTE_MARKS = (
    *((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    *((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Word and Excel name themselves in the pages they save; such a page is all document, without navigation.
_OFFICE = re.compile(r"urn:schemas-microsoft-com:office|ProgId\s+content=.?(Word|Excel)", re.IGNORECASE)


def read(name: str, content: bytes) -> Reading:
    """The page's main text, or all its text where no main text can be told. Raises `DocumentError`."""
    import lxml.html
    from lxml.etree import LxmlError

    page = _PICTURE.sub("", _DECLARATION.sub("", _decoded(content)).replace("\0", ""))
    if len(page) > MAX_LENGTH:
        raise DocumentError(
            f"网页“{name}”有 {len(page)} 个字符，超过 {MAX_LENGTH} 的上限。", hint="请只保留报告正文。"
        )
    try:
        tree = lxml.html.document_fromstring(page)
    except (LxmlError, ValueError, AssertionError) as fault:
        raise DocumentError(f"网页“{name}”里没有可读的内容。", hint="请重新保存网页后再试。") from fault
    unseen = take_out(tree)
    is_document = not name.lower().endswith((".html", ".htm")) or _OFFICE.search(page[:20_000]) is not None
    lines = [] if is_document else list(_lines(_main(tree)))
    return Reading(lines or list(_lines(tree)), left_out(unseen))


def _main(tree: _Element) -> _Element | None:
    import trafilatura
    from lxml.etree import LxmlError
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_LEAST))
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, fast=True, config=config)
    except (LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError):
        return None  # a page that it cannot take is read whole
    body = getattr(found, "body", None)
    if body is None or len("".join(body.itertext())) < _LEAST:
        return None
    # Where it finds no article it gives the whole page as one paragraph, its structure lost.
    is_heap = len(body) == 1 and body[0].tag == "p" and "\n" in (body[0].text or "").strip()
    return None if is_heap else body


def _decoded(content: bytes) -> str:
    for mark, encoding in _BYTE_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    declared = _CHARSET.search(content[:4096])
    named = declared.group(1).decode("ascii", "replace").lower() if declared else "utf-8"
    # Pages that call themselves GB2312 use GB18030's characters. What a page says of itself may be wrong.
    first = "gb18030" if named.startswith("gb") else "utf-8"
    for encoding in (first, "utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(first, errors="replace")


def _lines(root: _Element | None) -> Iterator[Line]:
    """The lines of a page or of trafilatura's extract of one (<head rend="h2">, <row>, <cell>, <item>, <lb>)."""
    if root is None:
        return
    from lxml.etree import iterwalk

    pieces: list[str] = []
    level = 0
    inside = 0  # of an element that is dealt with as a whole
    for event, node in iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        whole = tag == "table" or (tag in _NO_TEXT and not node.get("rend"))
        if event == "start":
            inside += whole
            if inside:
                if whole and inside == 1 and tag == "table":
                    yield from _flushed(pieces, level)
                    yield from _table(node)
                continue
            if tag not in _INLINE and tag:
                yield from _flushed(pieces, level)
                level = _level(node)
            pieces.append((node.text or "") if tag else "")
        else:
            inside -= whole
            if not inside:
                if tag not in _INLINE and tag:
                    yield from _flushed(pieces, level)
                    level = 0
                pieces.append(node.tail or "")
    yield from _flushed(pieces, level)


def _flushed(pieces: list[str], level: int) -> Iterator[Line]:
    text = " ".join("".join(pieces).split())
    pieces.clear()
    if text:
        yield Line(text, level=level)


def _level(node: _Element) -> int:
    name = node.get("rend", "") if node.tag == "head" else node.tag
    return int(name[1]) if re.fullmatch("h[1-6]", name) else 0


def _table(table: _Element) -> Iterator[Line]:
    """A table's rows; one that only lays out the page (a single cell) or holds other tables gives its text."""
    if any(table is not inner for inner in table.iter("table")):
        for cell in _within(table, ("td", "th", "cell")):
            yield from _lines(cell)
        return
    rows = [list(_within(one, ("td", "th", "cell"))) for one in _within(table, ("tr", "row"))]
    if sum(map(len, rows)) == 1:
        yield from _lines(next(cells[0] for cells in rows if cells))
        return
    for cells in rows:
        texts = [" ".join(line.text for line in _lines(cell)) for cell in cells]
        if any(texts):
            yield Line(row(texts))


def _within(node: _Element, tags: tuple[str, ...]) -> Iterator[_Element]:
    """The nearest elements of these names below `node`."""
    for child in node:
        if child.tag in tags:
            yield child
        elif isinstance(child.tag, str) and child.tag != "table":
            yield from _within(child, tags)
