"""Changes: what an edit adds to, drops from or alters in a text, by class, each new value with its trace.

An edit may reword; it may not silently change a fact. Mentions, placeholders and the polarity of claims are compared;
what only moved is no change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

from assistant.review.ledger import Ledger
from assistant.review.trace import Status, trace

ChangeClass = Literal["figure", "date", "name", "reference", "placeholder", "claim"]
ChangeKind = Literal["added", "dropped", "altered", "moved"]

_CLASSES: dict[str, ChangeClass] = {
    "date": "date", "month": "date", "month_day": "date", "month_only": "date", "year": "date",
    "organisation": "name", "place": "name", "person": "name", "project": "name",
    "document_number": "reference", "title": "reference", "code": "reference",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"【待(?:补充|核实)：[^【】]*+】")
_CLAUSE = re.compile(r"[^，。；：！？\n]*[，。；：！？\n]|[^，。；：！？\n]+$")
_GRADE = re.compile(r"(?:等级|等次|评定)(?:为|是)?[“\"]?([优良中差])")
_POLARITY = re.compile(
    r"(?P<no>未(?:能|按期|按时|全部|完全|如期)?(?:完成|达到|达成|达标|实现|拨付|支付|到位)|没有(?:完成|达到|实现)|未达|不达标|低于|不足|延期|推迟|下降|减少|降低)"
    r"|(?P<yes>(?:超额|圆满|全部|如期|按期|按时|顺利)?(?:完成|达到|达成|达标|实现)|超过|高于|提前|上升|增加|提高|增长|全部(?:拨付|支付|到位))"
)


@dataclass(frozen=True)
class Item:
    """Something that a text says and an edit may change; `key` is its meaning, `at` its order in the text."""

    kind: ChangeClass
    key: tuple[str, ...]
    text: str
    start: int
    end: int
    status: Status | None = None
    path: str | None = None


@dataclass(frozen=True)
class Change:
    """One change; `before` is None for what was added, `after` for what was dropped."""

    kind: ChangeKind
    cls: ChangeClass
    before: Item | None
    after: Item | None


@dataclass(frozen=True)
class Changes:
    """All changes of an edit; those that only moved are kept apart."""

    altered: tuple[Change, ...]
    added: tuple[Change, ...]
    dropped: tuple[Change, ...]
    moved: tuple[Change, ...]

    @property
    def any(self) -> bool:
        """Whether the edit changes what the text says."""
        return bool(self.altered or self.added or self.dropped)

    @property
    def unfounded(self) -> tuple[Change, ...]:
        """New values that the facts do not know or contradict."""
        new = (*self.altered, *self.added)
        return tuple(one for one in new if one.after and one.after.status in ("untraced", "contradicted"))


def changes(before: str, after: str, ledger: Ledger) -> Changes:
    """What an edit from one text to the other changes."""
    if before == after:
        return Changes((), (), (), ())
    old, new = _items(before, ledger), _items(after, ledger)
    gone, come = _unmatched(old, new), _unmatched(new, old)
    altered = list(_paired(before, after, gone, come))
    used_old = {id(one.before) for one in altered}
    used_new = {id(one.after) for one in altered}
    return Changes(
        tuple(altered),
        tuple(Change("added", one.kind, None, one) for one in come if id(one) not in used_new),
        tuple(Change("dropped", one.kind, one, None) for one in gone if id(one) not in used_old),
        tuple(_moved(old, new)),
    )


def _items(text: str, ledger: Ledger) -> list[Item]:
    found = [
        Item(
            _CLASSES.get(one.mention.type, "figure"),
            one.mention.key,
            one.mention.text,
            one.mention.start,
            one.mention.end,
            one.status,
            one.path,
        )
        for one in trace(text, ledger)
    ]
    for match in _PLACEHOLDER.finditer(text):
        found.append(Item("placeholder", ("placeholder", match.group()), match.group(), *match.span()))
    for match in _GRADE.finditer(text):
        found.append(Item("claim", ("grade", match.group(1)), match.group(1), *match.span(1)))
    for match in _POLARITY.finditer(_PLACEHOLDER.sub(lambda gap: " " * len(gap.group()), text)):
        found.append(Item("claim", ("claim", match.lastgroup or ""), match.group(), *match.span()))
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))


def _unmatched(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    """Items beyond those that the other text says as often."""
    left = Counter(one.key for one in others)
    out = []
    for one in items:
        if left[one.key]:
            left[one.key] -= 1
        else:
            out.append(one)
    return out


def _paired(before: str, after: str, gone: Sequence[Item], come: Sequence[Item]) -> Iterator[Change]:
    """Dropped and added items of one class that stand in the same place of both texts are one altered item."""
    places = _places(before, after) if gone and come else []
    free = list(come)
    for old in gone:
        reach = [(j1, j2) for _, i1, i2, j1, j2 in places if i1 < old.end and old.start < i2]
        for new in free:
            same_place = any(j1 < new.end and new.start < j2 for j1, j2 in reach)
            if new.kind == old.kind and same_place and _alike(old, new, before, after):
                free.remove(new)
                yield Change("altered", old.kind, old, new)
                break


def _places(before: str, after: str) -> list[tuple[str, int, int, int, int]]:
    """Which characters of one text stand where in the other, clause by clause."""
    old, new = _CLAUSE.findall(before), _CLAUSE.findall(after)
    at_old = [0, *accumulate(map(len, old))]
    at_new = [0, *accumulate(map(len, new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(tag, at_old[i1], at_old[i2], at_new[j1], at_new[j2]) for tag, i1, i2, j1, j2 in codes]


def _alike(old: Item, new: Item, before: str, after: str) -> bool:
    """Whether the words around two items agree on one side at least."""
    left = before[max(0, old.start - 3) : old.start] == after[max(0, new.start - 3) : new.start]
    right = before[old.end : old.end + 3] == after[new.end : new.end + 3]
    return left or right or old.key[0] == new.key[0]


def _moved(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Change]:
    """Items of both texts that stand in another order."""
    gone = {id(one) for one in _unmatched(old, new)}
    come = {id(one) for one in _unmatched(new, old)}
    kept_old = [one for one in old if id(one) not in gone]
    kept_new = [one for one in new if id(one) not in come]
    matcher = SequenceMatcher(None, [x.key for x in kept_old], [x.key for x in kept_new], autojunk=False)
    staying = {i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)}
    for index, one in enumerate(kept_old):
        if index not in staying:
            partner = next((x for x in kept_new if x.key == one.key), None)
            yield Change("moved", one.kind, one, partner)
