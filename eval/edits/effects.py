"""Whether a proposal, accepted whole, does what was asked for: one plain check a key of a case's `effect`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.editing.proposal import Proposal, accepted
from assistant.editing.sheet import Sheet
from eval.edits.cases import Case
from eval.edits.laws import FIGURE, by_value

_ITEM = re.compile(
    r"(?m)^\s*(?:\d+[.．、]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|第?[一二三四五六七八九十]是)"
)


@dataclass(frozen=True)
class Outcome:
    """The text in question before and after, and the proposal."""

    before: str
    after: str
    proposal: Proposal

    def figures(self) -> tuple[Counter[str], Counter[str]]:
        """How often each figure stands before and after; an item's number is none."""
        before, after = (_ITEM.sub("", text) for text in (self.before, self.after))
        return _values(before), _values(after)


def failed(case: Case, proposal: Proposal) -> Iterator[str]:
    """The checks of a case that do not hold."""
    told = dict(case.effect)
    section = told.pop("section", case.scope.section)
    after = accepted(case.sheet, proposal)
    outcome = Outcome(_text(case.sheet, section), _text(after, section), proposal)
    for name, wanted in told.items():
        if not CHECKS[name](outcome, wanted):
            yield name
    if case.fact and (proposal.fact is None or proposal.fact.path != case.fact):
        yield "fact"


def _values(text: str) -> Counter[str]:
    return Counter(by_value(one) for one in FIGURE.findall(text))


def _text(sheet: Sheet, section: str | None) -> str:
    return "\n".join(leaf.text for leaf in sheet.leaves) if section is None else sheet.leaf(section).text


def _paragraphs(text: str) -> int:
    return sum(bool(line.strip()) for line in text.split("\n"))


def _sentences(text: str) -> int:
    return len(re.findall(r"[。！？]", text))


def _same_figures(one: Outcome, _: Any) -> bool:
    before, after = one.figures()
    return before == after


def _gate(one: Outcome, _: Any) -> bool:
    return bool(one.proposal.changes)


def _in_order(one: Outcome, words: list[str]) -> bool:
    places = [one.after.find(word) for word in words]
    return -1 not in places and places == sorted(places)


CHECKS: dict[str, Callable[[Outcome, Any], bool]] = {
    "there": lambda one, words: all(word in one.after for word in words),
    "any": lambda one, words: any(word in one.after and word not in one.before for word in words),
    "gone": lambda one, words: all(word not in one.after for word in words),
    "never": lambda one, words: all(one.after.count(word) <= one.before.count(word) for word in words),
    "at_most": lambda one, most: len(one.after) <= most,
    "at_least": lambda one, least: len(one.after) >= least,
    "shorter": lambda one, share: len(one.after) <= share * len(one.before),
    "longer": lambda one, _: len(one.after) > len(one.before),
    "changed": lambda one, _: one.after != one.before,
    "unchanged": lambda one, _: one.after == one.before and not one.proposal.hunks,
    "items": lambda one, least: len(_ITEM.findall(one.after)) >= least,
    "paragraphs": lambda one, number: _paragraphs(one.after) == number,
    "more_sentences": lambda one, _: _sentences(one.after) > _sentences(one.before),
    "starts": lambda one, words: one.after.startswith(words),
    "text": lambda one, words: one.after == words,
    "in_order": _in_order,
    "said": lambda one, words: all(word in one.proposal.message for word in words),
    "figures": _same_figures,
    "gate": _gate,
    "figures_or_gate": lambda one, _: _same_figures(one, _) or _gate(one, _),
    "gate_if_gone": lambda one, words: all(word in one.after for word in words) or _gate(one, words),
}
