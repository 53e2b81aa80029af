"""Reads an HTML fragment as a browser would: the elements, their attributes and the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "progress"}


@dataclass
class Element:
    """An element, its attributes and all text below it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    open: bool = True


@dataclass
class Fragment:
    """A parsed fragment."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""
    unbalanced: int = 0

    def all(self, tag: str, style: str = "") -> list[Element]:
        """The elements of that tag, of that class if one is given, in order."""
        return [
            e
            for e in self.elements
            if e.tag == tag and (not style or style in e.attributes.get("class", "").split())
        ]

    def tags(self) -> set[str]:
        return {element.tag for element in self.elements}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fragment = Fragment()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.fragment.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open[-1].tag != tag:
            self.fragment.unbalanced += 1
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.fragment.text += data
        for element in self._open:
            element.text += data

    def close(self) -> None:
        super().close()
        self.fragment.unbalanced += len(self._open)


def read(html: str) -> Fragment:
    """The fragment's elements and text; fails on tags that do not close."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.fragment.unbalanced == 0, html
    return reader.fragment
