"""A model's edit of one section: asked for, checked against the facts, and cut down to what is safe.

What the model changes beside the instruction in figures, names or claims without a source never becomes a hunk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import jinja2

from assistant.drafting.answer import bare_heading, clean
from assistant.drafting.conversation import Conversation
from assistant.drafting.fact_sheet import fact_lines
from assistant.drafting.plan import Plan
from assistant.editing.hunks import Hunk, applied, hunks
from assistant.editing.sheet import Leaf
from assistant.models.chat import ChatModel, Message, complete
from assistant.resources import shipped
from assistant.review.changes import Change, Changes, changes
from assistant.review.ledger import Ledger

_SAYS = {
    "figure": "数字",
    "date": "日期",
    "name": "名称",
    "reference": "文件",
    "placeholder": "待补充标记",
    "claim": "结论",
}


@dataclass(frozen=True)
class Rewritten:
    """The safe hunks of a model's edit, and what was kept out."""

    hunks: list[Hunk]
    refused: tuple[str, ...]


class Rewriter:
    """Edits the sections of one report with one model."""

    def __init__(self, model: ChatModel, plan: Plan, ledger: Ledger, rounds: int = 1) -> None:
        self._model, self._ledger, self._rounds = model, ledger, rounds
        self._system = Conversation(plan).system(fact_lines(plan.facts))

    def rewrite(self, leaf: Leaf, start: int, end: int, instruction: str) -> Rewritten:
        """The hunks that an instruction brings between `start` and `end`. Raises `ModelError`."""
        part = leaf.text[start:end]
        asked = _prompt("rewrite").render(
            heading=bare_heading(leaf.heading), instruction=instruction, text=part
        )
        messages = [self._system, Message("user", asked)]
        answer = part
        for attempt in range(self._rounds + 1):
            reply = complete(self._model, messages, max_tokens=2 * len(part) + 300)
            answer = _within(clean(reply.text), part)
            told = [_complaint(one) for one in _unsafe(changes(part, answer, self._ledger))]
            if not told or attempt == self._rounds:
                break
            messages = [
                *messages,
                Message("assistant", answer),
                Message("user", _prompt("mend").render(faults=told)),
            ]
        return self._safe(leaf, start, part, answer)

    def _safe(self, leaf: Leaf, start: int, part: str, answer: str) -> Rewritten:
        """Hunk by hunk: one that touches what the facts do not bear out stays out, the others stand."""
        kept: list[Hunk] = []
        refused: list[str] = []
        for one in hunks(leaf.id, part, answer):
            unsafe = list(_unsafe(changes(part, applied(part, [*kept, one]), self._ledger)))
            if unsafe:
                refused += [_complaint(change) for change in unsafe]
            else:
                kept.append(one)
        text = leaf.text[:start] + applied(part, kept) + leaf.text[start + len(part) :]
        return Rewritten(hunks(leaf.id, leaf.text, text), tuple(dict.fromkeys(refused)))


def _unsafe(found: Changes) -> Iterable[Change]:
    """What an edit of wording must not do: change, add or drop a figure, name or placeholder, or turn a claim."""
    yield from found.altered
    yield from found.dropped
    yield from (one for one in found.added if one.cls == "claim" or one in found.unfounded)


def _complaint(change: Change) -> str:
    what = _SAYS[change.cls]
    if change.before and change.after:
        return f"{what}“{change.before.text}”被改成了“{change.after.text}”，应保持原样"
    if change.before:
        return f"{what}“{change.before.text}”被删去了，应保留"
    return f"{what}“{change.after.text if change.after else ''}”没有依据，应删去"


def _within(answer: str, part: str) -> str:
    """The answer without the marks around the text; an answer of another size is no edit of it."""
    text = answer.strip().removeprefix("<<<").removesuffix(">>>").strip()
    return text if text and len(text) <= 3 * len(part) + 200 else part


@cache
def _prompt(name: str) -> jinja2.Template:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(shipped("prompts") / "editing"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # plain text, not HTML
    )
    return env.get_template(f"{name}.j2")
