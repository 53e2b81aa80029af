"""The numbers that Word prints by itself before list paragraphs: they are not in the text, but the outline
needs them.

Lists that share one definition count on from each other, as in Word, unless a list starts its levels again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.files.wordstyles import VAL, Styles, W
from assistant.library.loaders.numerals import written

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_UNNUMBERED = ("bullet", "none")


@dataclass(frozen=True)
class _Level:
    """One level of a list: `template` is such as `（%2）`; `restarts` is the level (from 1) whose number sets this
    one back, None for any above it, 0 for never.
    """

    form: str
    template: str
    first: int
    style: str
    restarts: int | None
    legal: bool
    space: bool


@dataclass(frozen=True)
class _List:
    """A list as paragraphs name it: its definition's id, its levels, and where it starts again."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class AutoNumbers:
    """Counts a document's numbered paragraphs in order; ask for each paragraph once."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        """`root` is the numbering part's, None where there is none."""
        self._styles = styles
        self._lists = _lists(root, styles)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()

    def mark(self, paragraph: _Element) -> str:
        """The printed mark, such as `（二）`, or nothing."""
        place = self._styles.list_place(paragraph)
        numbered = self._lists.get(place[0]) if place else None
        if place is None or numbered is None:
            return ""
        at = place[1] if place[1] is not None else _level_of(numbered, place[2])
        if at not in numbered.levels:
            return ""
        counts = self._count(place[0], numbered, at)
        return _printed(numbered, at, counts)

    def _count(self, key: str, numbered: _List, at: int) -> dict[int, int]:
        counts = self._counts[numbered.definition]
        for level in range(at + 1):
            if level in numbered.starts and (key, level) not in self._started:
                self._started.add((key, level))
                counts.pop(level, None)
        counts[at] = counts.get(at, _first(numbered, at) - 1) + 1
        for deeper in [other for other in counts if other > at]:
            known = numbered.levels.get(deeper)
            back = known.restarts if known else None
            if back is None or (back and at < back):
                del counts[deeper]
        return counts


def _printed(numbered: _List, at: int, counts: dict[int, int]) -> str:
    level = numbered.levels[at]
    if level.form in _UNNUMBERED:
        return ""
    text = level.template
    for other in range(_LEVELS):
        if f"%{other + 1}" not in text:
            continue
        form = numbered.levels[other].form if other in numbered.levels else "decimal"
        number = counts.get(other, _first(numbered, other))
        text = text.replace(f"%{other + 1}", written(number, "decimal" if level.legal else form))
    return f"{text} " if text and level.space else text


def _first(numbered: _List, at: int) -> int:
    if at in numbered.starts:
        return numbered.starts[at]
    return numbered.levels[at].first if at in numbered.levels else 1


def _level_of(numbered: _List, style: str) -> int:
    return next((at for at, level in numbered.levels.items() if level.style == style), 0)


def _lists(root: _Element | None, styles: Styles) -> dict[str, _List]:
    if root is None:
        return {}
    definitions = {node.get(f"{W}abstractNumId") or "": node for node in root.findall(f"{W}abstractNum")}
    numbers = {node.get(f"{W}numId") or "": node for node in root.findall(f"{W}num")}
    found: dict[str, _List] = {}
    for key, number in numbers.items():
        definition = _value(number, "abstractNumId")
        # A definition may be only a reference to a style, whose list has the levels.
        linked = styles.list_of(_value(definitions.get(definition), "numStyleLink"))
        if linked in numbers:
            definition = _value(numbers[linked], "abstractNumId")
        node = definitions.get(definition)
        if node is None:
            continue
        levels = dict(map(_level, node.findall(f"{W}lvl")))
        starts: dict[int, int] = {}
        for override in number.findall(f"{W}lvlOverride"):
            levels |= dict(map(_level, override.findall(f"{W}lvl")))
            if override.find(f"{W}startOverride") is not None:
                starts[_integer(override.get(f"{W}ilvl"), 0)] = _integer(_value(override, "startOverride"), 1)
        found[key] = _List(definition, levels, starts)
    return found


def _level(node: _Element) -> tuple[int, _Level]:
    restarts = _value(node, "lvlRestart")
    return _integer(node.get(f"{W}ilvl"), 0), _Level(
        form=_value(node, "numFmt") or "decimal",
        template=_value(node, "lvlText"),
        first=_integer(_value(node, "start"), 1),
        style=_value(node, "pStyle"),
        restarts=_integer(restarts, 0) if restarts else None,
        legal=node.find(f"{W}isLgl") is not None,
        space=_value(node, "suff") != "nothing",
    )


def _value(node: _Element | None, tag: str) -> str:
    found = node.find(f"{W}{tag}") if node is not None else None
    return (found.get(VAL) or "") if found is not None else ""


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise
