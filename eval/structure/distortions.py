"""The sample reports as staff's files spoil them: other brackets, numbers lost or misread, a contents page, styles
instead of numbers, headings broken in two. Each makes a text, its styles, and the labels that then hold.

Deterministic: what is spoilt depends on the heading's place only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.library.documents import SourceDocument
from assistant.library.structure.tree import grow
from assistant.outline.headings import is_heading_words
from assistant.outline.numbering import Numbered, read
from eval.structure.labels import Labelled


@dataclass(frozen=True)
class Heading:
    """A heading of a sample report: its number, its words, the text under it."""

    mark: Numbered
    words: str
    body: str

    @property
    def alone(self) -> bool:
        """Whether it stands on its own line."""
        return self.body.startswith("\n") or not self.body.strip()


@dataclass(frozen=True)
class Spoilt:
    """A report's text with the styles of its lines, and its labelled headings."""

    text: str
    styles: tuple[tuple[int, int], ...]
    headings: tuple[Labelled, ...]


Spoil = Callable[[int, Heading], tuple[str, int]]


def spoil(document: SourceDocument, labels: Sequence[Labelled], how: str) -> Spoilt:
    """A sample report spoilt in the named way (see `WAYS`)."""
    tree = grow(document.text, document.name)
    pieces = list(tree.pieces())
    headings = [
        _heading(section.heading, piece) for section, piece in zip(tree.sections, pieces[1:], strict=True)
    ]
    text, styles = pieces[0], []
    if how.startswith("contents"):
        text += _contents(headings, paged=how.endswith("pages"))
    for at, heading in enumerate(headings):
        opening, style = WAYS[how](at, heading)
        if style:
            styles.append((len(text), style))
        text += opening + heading.body
    return Spoilt(text, tuple(styles), tuple(labels))


def _heading(heading: str, piece: str) -> Heading:
    mark = read(heading)
    assert mark is not None
    return Heading(mark, mark.rest, piece[len(heading) :])


def _contents(headings: Sequence[Heading], *, paged: bool) -> str:
    lines = [
        one.mark.mark + one.words + (f"......{page}" if paged else "") for page, one in enumerate(headings, 1)
    ]
    return "目录\n" + "\n".join(lines) + "\n"


def _as_is(at: int, one: Heading) -> tuple[str, int]:
    return one.mark.mark + one.words, 0


def _brackets(at: int, one: Heading) -> tuple[str, int]:
    digits = "".join(c for c in one.mark.mark if c.isalnum())
    forms = {
        1: ("{}.", "{},", "{} 、"),
        2: ("（{})", "({}）", "[{}]", "( {} )", "【{}】"),
        3: ("{}、", "{} .", "{}．", "{})"),
        4: ("({})", "（{})", "{}）"),
    }[one.mark.level]
    return forms[at % len(forms)].format(digits) + one.words, 0


_MISREAD = {
    1: {1: ("—、", "-、", "ー、"), 2: ("=、", "ニ、"), 3: ("ミ、",)},
    2: {1: ("（—）", "（-）", "(一"), 2: ("（=）", "（ニ）"), 3: ("（ミ）", "C三)")},
    3: {1: ("l.", "I.", "|.")},
    4: {1: ("（l）", "(I)")},
}


def _misread(at: int, one: Heading) -> tuple[str, int]:
    forms = _MISREAD[one.mark.level].get(one.mark.number, ())
    if forms:
        return forms[at % len(forms)] + one.words, 0
    if one.mark.level == 1 and at % 2:
        return one.mark.mark.rstrip("、") + " " + one.words, 0
    return _as_is(at, one)


def _unnumbered(at: int, one: Heading) -> tuple[str, int]:
    lost = at % 4 == 3 and one.alone and is_heading_words(one.words) and one.mark.level <= 3
    return (one.words, 0) if lost else _as_is(at, one)


def _styled(at: int, one: Heading) -> tuple[str, int]:
    return (one.words if one.alone else one.mark.mark + one.words), one.mark.level if one.alone else 0


def _half_styled(at: int, one: Heading) -> tuple[str, int]:
    """Style levels one deeper than the headings' (the title's style is the first); each second number is gone."""
    if not one.alone:
        return _as_is(at, one)
    return (one.words if at % 2 else one.mark.mark + one.words), one.mark.level + 1


def _broken(at: int, one: Heading) -> tuple[str, int]:
    if one.alone and len(one.words) >= 8:
        for ending in ("及整改措施", "和公开情况", "及实施过程情况", "开展情况", "完成情况", "情况", "分析"):
            if one.words.endswith(ending) and len(one.words) > len(ending) + 2:
                return one.mark.mark + one.words[: -len(ending)] + "\n" + ending, 0
    return _as_is(at, one)


WAYS: dict[str, Spoil] = {
    "mixed brackets and points": _brackets,
    "numbers misread": _misread,
    "a number in four missing": _unnumbered,
    "contents page with pages": _as_is,
    "contents page, no numbers": _as_is,
    "styles instead of numbers": _styled,
    "styles, and half of the numbers": _half_styled,
    "headings broken in two lines": _broken,
}
