"""Repair: the failing sentences of a text go back to the model by number, and its new sentences take their place.

Only what is wrong is written again; the rest of the text stays as it was accepted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.acceptance import Fault, sentences
from assistant.drafting.answer import clean
from assistant.drafting.composer import item_marks
from assistant.drafting.prompts import load_prompt
from assistant.review.mentions import Key, find_mentions

# Faults of the whole text: no single sentence is to blame.
_WHOLE = frozenset({"shape", "too_long", "too_short"})
# Faults of a sentence that says more than was planned: struck out where it holds nothing that was.
_SPARE = frozenset(
    {"unsupported", "swelling", "repeated", "copied_span", "added_figure", "added_mark", "added_symbol"}
)
_NUMBERED = re.compile(r"^\s*[（(]?(\d{1,2})(?:[)）、]|[.．](?!\d))\s*(.*)$")
_MOST = 8
"""Things named in one request: a weak model loses count beyond."""


@dataclass(frozen=True)
class Repair:
    """A text and what is to be written again: spans of sentences with their faults, and what is missing, with where it
    stands in the composed text. `whole` are faults that no sentence is to blame for; `anew` asks for all of the text.
    """

    text: str
    failing: tuple[tuple[int, int], ...]
    messages: tuple[tuple[str, ...], ...]
    missing: tuple[int, ...]
    omissions: tuple[str, ...]
    whole: tuple[str, ...] = ()
    anew: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """What is wrong, one message a fault."""
        return tuple(
            dict.fromkeys([*self.whole, *(m for one in self.messages for m in one), *self.omissions])
        )[:_MOST]

    @property
    def request(self) -> str:
        """What the model is told. A text of the wrong shape is asked for anew, all of it."""
        if self.anew:
            return load_prompt("repair").render(faults=self.told)
        shown = [
            {"text": self.text[start:end].strip(), "faults": list(messages)}
            for (start, end), messages in zip(self.failing, self.messages, strict=True)
        ]
        return load_prompt("repair_sentences").render(sentences=shown, omissions=list(self.omissions))

    def applied(self, answer: str, composed: str) -> str | None:
        """The text with the answer's sentences put in; None where the answer does not keep to the numbers."""
        if self.anew:
            return None
        given = _by_number(answer, len(self.failing) + len(self.omissions))
        if not given:
            return None
        # (where, which, what): two sentences for one place keep their order.
        changes = [
            (start, end, number, _marked(self.text[start:end], given[number]))
            for number, (start, end) in enumerate(self.failing, 1)
            if number in given
        ]
        for number, origin in enumerate(self.missing, len(self.failing) + 1):
            if number in given:
                at = place_of(origin, self.text, composed)
                changes.append((at, at, number, given[number]))
        text = self.text
        for start, end, _, new in sorted(changes, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def repair_of(text: str, found: Sequence[Fault], *, stuck: bool = False) -> Repair:
    """The repair that some faults of a text need. `stuck`: asking for sentences has changed nothing."""
    by_sentence: dict[tuple[int, int], list[str]] = {}
    for start, end in sentences(text):
        told = [one.message for one in found if one.start >= 0 and one.start < end and one.end > start]
        if told:
            by_sentence[start, end] = list(dict.fromkeys(told))
    left_out = {one.message: one.origin for one in found if one.start < 0 and one.rule not in _WHOLE}
    failing = list(by_sentence)[:_MOST]
    omitted = list(left_out)[: _MOST - len(failing)]
    whole = tuple(one.message for one in found if one.rule in _WHOLE)
    return Repair(
        text,
        tuple(failing),
        tuple(tuple(by_sentence[span]) for span in failing),
        tuple(left_out[message] for message in omitted),
        tuple(omitted),
        whole,
        stuck or bool(whole) or not (failing or omitted),
    )


def pruned(text: str, found: Sequence[Fault]) -> str | None:
    """The text without the sentences whose only fault is to say more than was planned; None if there are none."""
    kept, at, struck = "", 0, False
    for start, end in sentences(text):
        rules = {one.rule for one in found if one.start >= 0 and one.start < end and one.end > start}
        if rules and rules <= _SPARE and not item_marks(text[start:end]):
            kept, at, struck = kept + text[at:start], end, True
    lines = (kept + text[at:]).split("\n")
    return "\n".join(line for line in lines if line) if struck else None


def place_of(origin: int, text: str, composed: str) -> int:
    """Where in a text something belongs that stands at `origin` in the composed text: behind the last sentence of its
    paragraph that says what comes before it, else at the paragraph's beginning.
    """
    number = composed.count("\n", 0, origin)
    lines = text.split("\n")
    index = min(number, len(lines) - 1)
    start = sum(len(line) + 1 for line in lines[:index])
    before = _keys(composed[:origin].rpartition("\n")[2])
    said = [end for _, end in _sentences_of(lines[index], before)]
    if said:
        return start + max(said)
    return start + len(next(iter(item_marks(lines[index])), ""))


def _sentences_of(line: str, keys: set[Key]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in sentences(line) if keys & _keys(line[start:end])]


def _keys(text: str) -> set[Key]:
    return {mention.key for mention in find_mentions(text)}


def _by_number(answer: str, asked: int) -> dict[int, str]:
    """The sentences of an answer by their numbers."""
    given: dict[int, str] = {}
    lines = answer.splitlines()
    for line in lines:
        found = _NUMBERED.match(line)
        if found and 1 <= int(found.group(1)) <= asked:
            given.setdefault(int(found.group(1)), _sentence(found.group(2)))
    return given


def _sentence(text: str) -> str:
    """A sentence of an answer: closed, without quotation marks around it; empty if it is to be left out."""
    line = clean(text).replace("\n", "").strip()
    if line.startswith("“") and line.find("”") == len(line) - 1:
        line = line[1:-1]
    if not line or line.strip("。（）()【】") in ("删去", "删除", "无"):
        return ""
    return line if line.endswith(("。", "！", "？")) else line.rstrip("，、；：") + "。"


def _marked(old: str, new: str) -> str:
    """The new sentence with the item's mark that the old one opened with."""
    mark = next(iter(item_marks(old)), "")
    return mark + new.removeprefix(mark) if mark else new
