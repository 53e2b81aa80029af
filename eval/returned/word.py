"""An exported .docx to be edited as people do: the tools of a test, not of the product."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from typing import Any

from lxml.etree import SubElement, fromstring, tostring

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_MAIN}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:w14="{W14[1:-1]}"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHEN = "2025-04-02T09:30:00Z"
Element = Any


class Word:
    """A file: its body as a tree, its other parts as bytes."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = fromstring(self.parts["word/document.xml"])
        self.body: Element = self.root.find(f"{W}body")
        self._next = 9000

    def bytes(self) -> bytes:
        """The file as edited."""
        self.parts["word/document.xml"] = tostring(self.root, xml_declaration=True, encoding="UTF-8")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in self.parts.items():
                archive.writestr(name, raw)
        return out.getvalue()

    @property
    def paragraphs(self) -> list[Element]:
        """Those of the body, outside of tables."""
        return self.body.findall(f"{W}p")

    def find(self, begins: str) -> Element:
        """The last paragraph that begins with these words: what stands on the cover comes first."""
        return [one for one in self.paragraphs if text_of(one).startswith(begins)][-1]

    def section(self, heading: str) -> list[Element]:
        """A heading's paragraph and those up to the next heading."""
        first = self.find(heading)
        out = [first]
        for one in first.itersiblings():
            if one.tag != f"{W}p" or _style(one).startswith(("Heading", "Attachment", "Signature")):
                break
            out.append(one)
        return out

    def id(self) -> str:
        """A number that nothing in the file has."""
        self._next += 1
        return str(self._next)

    def paragraph(self, text: str, style: str = "BodyText") -> Element:
        """A new paragraph, not placed yet."""
        return made(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>')

    def add_part(self, name: str, kind: str, xml: str, relation: str = "") -> None:
        """A part beside the document, with its relation and content type."""
        self.parts[f"word/{name}"] = xml.encode()
        types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
        override = f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{kind}+xml"/></Types>'
        self.parts[types] = self.parts[types].replace(b"</Types>", override.encode())
        address = relation or f"{_RELATIONS}/{kind}"
        link = f'<Relationship Id="rX{self.id()}" Type="{address}" Target="{name}"/></Relationships>'
        self.parts[rels] = self.parts[rels].replace(b"</Relationships>", link.encode())

    def comment(self, paragraph: Element, words: str, text: str, author: str, mark: str = "") -> str:
        """A comment on words of a paragraph; `mark` is the id of its paragraph, for answers to find it."""
        id = self.id()
        at = cut_out(paragraph, words)
        at.addprevious(made(f'<w:commentRangeStart w:id="{id}"/>'))
        at.addnext(made(f'<w:r><w:commentReference w:id="{id}"/></w:r>'))
        at.addnext(made(f'<w:commentRangeEnd w:id="{id}"/>'))
        self.write_comment(id, text, author, mark)
        return id

    def write_comment(self, id: str, text: str, author: str, mark: str = "") -> None:
        """The comment itself; one without a place in the text is an answer."""
        if "word/comments.xml" not in self.parts:
            self.add_part("comments.xml", "comments", f"<w:comments {_NAMESPACES}></w:comments>")
        root = fromstring(self.parts["word/comments.xml"])
        about = f' w14:paraId="{mark}"' if mark else ""
        root.append(
            made(
                f'<w:comment w:id="{id}" w:author="{author}" w:date="{WHEN}"><w:p{about}>{run(text)}</w:p></w:comment>'
            )
        )
        self.parts["word/comments.xml"] = tostring(root)


def made(xml: str) -> Element:
    """An element from its text, `w:` declared."""
    return fromstring(f"<x {_NAMESPACES}>{xml}</x>")[0]


def run(text: str, tag: str = "t") -> str:
    """A run as XML; a tab is a tab."""
    parts = text.replace("&", "&amp;").replace("<", "&lt;").split("\t")
    inner = "<w:tab/>".join(f'<w:{tag} xml:space="preserve">{part}</w:{tag}>' for part in parts)
    return f"<w:r>{inner}</w:r>"


def text_of(paragraph: Element) -> str:
    """The words of a paragraph as they stand."""
    return "".join(one.text or "" for one in paragraph.iter(f"{W}t"))


def write(paragraph: Element, text: str) -> None:
    """Type a paragraph anew: its properties and bookmarks stay."""
    for one in list(paragraph):
        if one.tag not in (f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            paragraph.remove(one)
    ends = [one for one in paragraph if one.tag == f"{W}bookmarkEnd"]
    new = made(run(text))
    if ends:
        ends[0].addprevious(new)
    else:
        paragraph.append(new)


def replace(paragraph: Element, old: str, new: str) -> None:
    """Other words in a paragraph; fails where the old ones do not stand in it."""
    text = text_of(paragraph)
    assert old in text, text
    write(paragraph, text.replace(old, new, 1))


def cut_out(paragraph: Element, words: str) -> Element:
    """The run that holds just these words of a paragraph typed anew."""
    before, _, after = text_of(paragraph).partition(words)
    write(paragraph, before + words + after)
    whole = paragraph.find(f"{W}r")
    parts = [made(run(part)) for part in (before, words, after)]
    for part, text in zip(parts, (before, words, after), strict=True):
        if text:
            whole.addprevious(part)
    paragraph.remove(whole)
    return parts[1]


def inserted(paragraph: Element, after: str, text: str, author: str) -> None:
    """Tracked: text that came behind words of a paragraph."""
    at = cut_out(paragraph, after)
    at.addnext(made(f'<w:ins w:id="1" w:author="{author}" w:date="{WHEN}">{run(text)}</w:ins>'))


def deleted(paragraph: Element, words: str, author: str) -> None:
    """Tracked: words of a paragraph that went."""
    at = cut_out(paragraph, words)
    at.addnext(made(f'<w:del w:id="2" w:author="{author}" w:date="{WHEN}">{run(words, "delText")}</w:del>'))
    paragraph.remove(at)


def marked(paragraph: Element, tag: str, author: str) -> Element:
    """Tracked: the paragraph's mark came (`ins`, `moveTo`) or went (`del`, `moveFrom`)."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = SubElement(paragraph, f"{W}pPr")
        paragraph.insert(0, properties)
    properties.append(made(f'<w:rPr><w:{tag} w:id="3" w:author="{author}" w:date="{WHEN}"/></w:rPr>'))
    return paragraph


def whole(paragraph: Element, tag: str, author: str) -> Element:
    """Tracked: the whole paragraph came or went, mark and all."""
    gone = tag in ("del", "moveFrom")
    text = text_of(paragraph)
    write(paragraph, text)
    old = paragraph.find(f"{W}r")
    words = run(text, "delText" if tag == "del" else "t")
    old.addprevious(made(f'<w:{tag} w:id="4" w:author="{author}" w:date="{WHEN}">{words}</w:{tag}>'))
    paragraph.remove(old)
    if gone:
        for mark in [one for one in paragraph if one.tag.endswith(("bookmarkStart", "bookmarkEnd"))]:
            paragraph.remove(mark)
    return marked(paragraph, tag, author)


def copied(paragraph: Element) -> Element:
    """Another like it, without its bookmarks."""
    twin = deepcopy(paragraph)
    for mark in list(twin.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    return twin


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val") if style is not None else ""
