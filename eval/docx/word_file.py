"""A .docx file as XML parts, and the effective properties of its styles."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

# lxml ships no types.
Element = Any

FACES = ("ascii", "hAnsi", "eastAsia", "cs")
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "pr": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
_EMPTY = etree.Element("none")


class WordFile:
    """The parts of one file. A missing part reads as an empty element: checks fail, they do not crash."""

    def __init__(self, path: Path) -> None:
        """Raises OSError if the file cannot be read, ValueError if it is no zip of XML."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.path = path
        try:
            with zipfile.ZipFile(path) as package:
                self.names = package.namelist()
                self.damaged = package.testzip()
                names = [name for name in self.names if name.endswith((".xml", ".rels"))]
                self._parts = {name: etree.fromstring(package.read(name), parser) for name in names}
        except (zipfile.BadZipFile, etree.XMLSyntaxError) as fault:
            raise ValueError(f"not a Word file: {path}") from fault
        self.document = self.part("word/document.xml")
        self.styles = self.part("word/styles.xml")
        self.settings = self.part("word/settings.xml")
        self.sections = find(self.document, ".//w:sectPr") or [_EMPTY]

    def part(self, name: str) -> Element:
        """The root of a part."""
        return self._parts.get(name, _EMPTY)

    def parts(self) -> Iterator[tuple[str, Element]]:
        """All parts that are XML."""
        yield from self._parts.items()

    @property
    def covers(self) -> list[Element]:
        """The sections before the one whose pages are counted from a number that it names."""
        return self.sections[: self._text]

    @property
    def text(self) -> Element:
        """The section of the text."""
        return self.sections[self._text]

    @property
    def annexes(self) -> list[Element]:
        """The sections behind the text."""
        return self.sections[self._text + 1 :]

    @property
    def _text(self) -> int:
        named = [place for place, one in enumerate(self.sections) if first(one, "w:pgNumType/@w:start")]
        return named[0] if named else len(self.sections) - 1

    def texts(self) -> Iterator[Element]:
        """The parts that hold text: the document, its headers and footers."""
        for name, root in self._parts.items():
            if name.startswith(("word/document", "word/header", "word/footer")):
                yield root

    def footer(self, section: Element, kind: str) -> Element:
        """The footer that a section names for `default` or `even` pages."""
        key = first(section, f"w:footerReference[@w:type='{kind}']/@r:id")
        relations = self.part("word/_rels/document.xml.rels")
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        return self.part(f"word/{targets.get(key)}")

    def style(self, name: str) -> Element | None:
        """The paragraph style with this name in the file (`heading 1`), whatever its id."""
        for style in find(self.styles, "w:style[@w:type='paragraph']"):
            if first(style, "w:name/@w:val").lower() == name.lower():
                return style
        return None

    def of_style(self, style: Element | None, path: str) -> str:
        """A style's property (`w:rPr/w:sz/@w:val`), own, inherited or default; '' if nobody sets it."""
        seen = []
        while style is not None and style not in seen:
            if value := first(style, path):
                return value
            seen.append(style)
            style = self._by_id(first(style, "w:basedOn/@w:val"))
        kind, _, rest = path.partition("/")
        return first(self.styles, f"w:docDefaults/{kind}Default/{kind}/{rest}")

    def style_of(self, paragraph: Element) -> str:
        """The name of a paragraph's style."""
        style = self._by_id(first(paragraph, "w:pPr/w:pStyle/@w:val"))
        return "" if style is None else first(style, "w:name/@w:val")

    def of_run(self, run: Element, path: str) -> str:
        """A property of a run: its own, that of its character style, that of its paragraph's style."""
        named = self._by_id(first(run, "w:rPr/w:rStyle/@w:val"))
        own = first(run, path) or ("" if named is None else first(named, path))
        return own or self.of_paragraph(find(run, "ancestor::w:p[1]")[0], path)

    def of_paragraph(self, paragraph: Element, path: str) -> str:
        """A property of a paragraph or, failing that, of its style."""
        return first(paragraph, path) or self.of_style(
            self._by_id(first(paragraph, "w:pPr/w:pStyle/@w:val")), path
        )

    def _by_id(self, key: str) -> Element | None:
        found = find(self.styles, "w:style[@w:styleId = $key]", key=key) if key else []
        return found[0] if found else None


def find(element: Element, path: str, **variables: str) -> list[Any]:
    """What an XPath with the prefixes w, r and dc finds below the element."""
    return element.xpath(path, namespaces=_NAMES, **variables)


def first(element: Element, path: str) -> str:
    """The first attribute or text that the path finds, or ''."""
    found = find(element, path)
    return str(found[0]) if found else ""


def text(element: Element) -> str:
    """All text below the element."""
    return "".join(find(element, ".//w:t/text()"))
