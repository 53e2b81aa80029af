"""What a Word file's styles say of a paragraph or a run: its heading level, its list, and whether it can be seen.

A style says what it says itself or what the style it is based on says; what stands at the paragraph or the run
comes before both. Table styles are asked for one thing only: whether they darken the ground.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
_OFF = {"0", "false", "off", "none"}
_MAX_CHAIN = 20  # a chain of styles that is longer runs in a circle
_TINY = 4  # half-points: 2 points
_WHITE = 0xF0  # the least of a colour's three parts from which it cannot be told from white paper
_BODY = 9  # Word's outline level of text that is no heading


class Styles:
    """The styles of a document, from the root of its styles part (None where it has none)."""

    def __init__(self, root: _Element | None) -> None:
        self._by_id: dict[str, _Element] = {}
        self._default = ""
        self._defaults: _Element | None = None
        self._chains: dict[str, tuple[_Element, ...]] = {}
        self._looks: dict[tuple[str, str], list[_Element]] = {}
        if root is None:
            return
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for style in root.findall(f"{W}style"):
            key = style.get(f"{W}styleId") or ""
            self._by_id[key] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in (None, *_OFF):
                self._default = key

    def level(self, paragraph: _Element) -> int:
        """The heading level (1–9) that the paragraph or its style has, 0 for none."""
        properties = _properties(paragraph, "pPr")
        own = _number(properties.find(f"{W}outlineLvl")) if properties is not None else None
        if own is not None:
            return own + 1 if 0 <= own < _BODY else 0
        for style in self._chain(self._style_of(paragraph)):
            said = _number(style.find(f"{W}pPr/{W}outlineLvl"))
            if said is None:
                said = _number_in_name(_name(style))
            if said is not None:
                return said + 1 if 0 <= said < _BODY else 0
        return 0

    def is_contents(self, paragraph: _Element) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        chain = self._chain(self._style_of(paragraph))
        return any(_name(style).startswith(("toc ", "目录 ")) for style in chain)

    def list_place(self, paragraph: _Element) -> tuple[str, int | None, str] | None:
        """(list id, level, style id) of a numbered paragraph, None for one without a number.

        The level is None where only the list can tell it, by the style that it gives its levels to.
        """
        key = self._style_of(paragraph)
        level: int | None = None
        for source in (paragraph, *self._chain(key)):
            properties = _properties(source, "pPr")
            found = properties.find(f"{W}numPr") if properties is not None else None
            if found is None:
                continue
            said = _number(found.find(f"{W}ilvl"))
            level = said if level is None else level
            number = found.find(f"{W}numId")
            if number is not None:
                where = number.get(VAL) or "0"
                at_style = level if source is paragraph or level is not None else None
                return None if where == "0" else (where, at_style, source.get(f"{W}styleId") or key)
        return None

    def list_of(self, style: str) -> str | None:
        """The list id that a numbering style stands for."""
        for one in self._chain(style):
            number = one.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is not None:
                return number.get(VAL)
        return None

    def is_seen(self, run: _Element, paragraph: _Element, *, shaded: bool = False) -> bool:
        """Whether a reader of the printed page sees the run; `shaded` where the ground under it is not white."""
        own = _properties(run, "rPr")
        sources = [*([own] if own is not None else ()), *self._look(own, paragraph)]
        hidden = _first(sources, "vanish")
        if hidden is not None and hidden.get(VAL) not in _OFF:
            return False
        size = _number(_first(sources, "sz"))
        if size is not None and size <= _TINY:
            return False
        colour = _first(sources, "color")
        if colour is None or not is_white(colour.get(VAL)):
            return True
        ground = _first(sources, "highlight")
        marked = ground is not None and ground.get(VAL) not in ("none", "white")
        return shaded or marked or _darkens(_first(sources, "shd")) or self._paragraph_darkens(paragraph)

    def table_darkens(self, table: _Element) -> bool:
        """Whether the table or its style lays a colour under any of its cells."""
        own = table.find(f"{W}tblPr/{W}shd")
        chain = self._chain(_style(table, "tblPr/tblStyle"))
        return _darkens(own) or any(_darkens(shade) for style in chain for shade in style.iter(f"{W}shd"))

    def _paragraph_darkens(self, paragraph: _Element) -> bool:
        sources = [_properties(one, "pPr") for one in (paragraph, *self._chain(self._style_of(paragraph)))]
        return any(_darkens(source.find(f"{W}shd")) for source in sources if source is not None)

    def _style_of(self, paragraph: _Element) -> str:
        properties = _properties(paragraph, "pPr")
        return (_style(properties, "pStyle") if properties is not None else "") or self._default

    def _look(self, run: _Element | None, paragraph: _Element) -> list[_Element]:
        """What the styles of a run, by its properties, and of its paragraph say of characters, nearest first."""
        key = (_style(run, "rStyle") if run is not None else "", self._style_of(paragraph))
        if key not in self._looks:
            said = [_properties(style, "rPr") for name in key for style in self._chain(name)]
            self._looks[key] = [one for one in (*said, self._defaults) if one is not None]
        return self._looks[key]

    def _chain(self, key: str) -> tuple[_Element, ...]:
        if key not in self._chains:
            found: list[_Element] = []
            at = key
            while at in self._by_id and len(found) < _MAX_CHAIN:
                found.append(self._by_id[at])
                at = _style(found[-1], "basedOn")
            self._chains[key] = tuple(found)
        return self._chains[key]


def cell_darkens(cell: _Element) -> bool:
    """Whether a table cell has a coloured ground of its own."""
    return _darkens(cell.find(f"{W}tcPr/{W}shd"))


def is_white(colour: str | None) -> bool:
    """Whether `RRGGBB` cannot be told from white paper."""
    try:
        parts = bytes.fromhex(colour or "")
    except ValueError:
        return False
    return len(parts) == 3 and min(parts) >= _WHITE


def _darkens(shade: _Element | None) -> bool:
    if shade is None:
        return False
    if shade.get(VAL) == "solid":
        return not is_white(shade.get(f"{W}color"))
    fill = shade.get(f"{W}fill") or "auto"
    return (fill != "auto" and not is_white(fill)) or (shade.get(VAL) or "").startswith("pct")


def _properties(element: _Element, tag: str) -> _Element | None:
    """The properties of a paragraph, a run or a style. Those of a paragraph come first: behind them may be a
    million runs, and they are asked for at each.
    """
    if element.tag == f"{W}style":
        return element.find(f"{W}{tag}")
    return next((child for child in islice(element, 3) if child.tag == f"{W}{tag}"), None)


def _first(sources: list[_Element], tag: str) -> _Element | None:
    return next((found for source in sources if (found := source.find(f"{W}{tag}")) is not None), None)


def _style(element: _Element, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return (found.get(VAL) or "") if found is not None else ""


def _name(style: _Element) -> str:
    return _style(style, "name").lower()


def _number_in_name(name: str) -> int | None:
    """`heading 2` or `标题 2` → 1: files not made by Word may leave the level to the name."""
    kind, _, number = name.partition(" ")
    return (
        int(number) - 1 if kind in ("heading", "标题") and number.isdecimal() and number.isascii() else None
    )


def _number(element: _Element | None) -> int | None:
    try:
        return int(float(element.get(VAL) or "")) if element is not None else None
    except (ValueError, OverflowError):
        return None
