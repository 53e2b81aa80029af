"""The conversation that asks for a portion: rules and facts, a masked exchange, the points; shorter where it must be.

The first message is the same for all sections, so that a server's prefix cache applies. Where prompt and answer do not
fit the model's context, the example goes first, then facts that the portion does not need; never a point.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from assistant.drafting.answer import bare_heading
from assistant.drafting.exemplars import Exemplar, example_of
from assistant.drafting.fact_sheet import fact_lines
from assistant.drafting.plan import Plan
from assistant.drafting.portions import Portion
from assistant.drafting.prompts import load_prompt
from assistant.models.chat import Message
from assistant.review.mentions import find_mentions

_TOTALS = "funds."


class Length(IntEnum):
    """How much goes along with the points."""

    WHOLE = 0
    NO_EXAMPLE = 1
    SHORT_FACTS = 2


class Conversation:
    """The opening messages for the portions of one plan; with a person's `note` on how to put them."""

    def __init__(self, plan: Plan, note: str = "") -> None:
        self._plan, self._note = plan, note
        self._facts = fact_lines(plan.facts)
        self._system = self.system(self._facts)

    def system(self, facts: Sequence[str]) -> Message:
        """The rules, with some lines of facts."""
        unit = self._plan.facts.report.unit
        we = self._plan.pack.self_name(unit)
        return Message("system", load_prompt("system").render(unit=unit, we=we, facts="\n".join(facts)))

    def opening(
        self, portion: Portion, exemplars: Sequence[Exemplar], length: Length = Length.WHOLE
    ) -> list[Message]:
        """What is sent first."""
        system = self._system
        if length is Length.SHORT_FACTS:
            system = self.system(self._needed(portion))
        return [system, *(shown(exemplars) if length is Length.WHOLE else ()), asked(portion, self._note)]

    def _needed(self, portion: Portion) -> list[str]:
        """The parts of the fact lines that hold a figure or name of the portion, and the totals of the money."""
        needed = {mention.key for mention in find_mentions(portion.composed.text)}
        kept = (
            "；".join(part for part in line.split("；") if needed & {m.key for m in find_mentions(part)})
            for line in self._facts
        )
        totals = (
            f"- {one.title}：{one.text}"
            for name, one in self._plan.derived.items()
            if name.startswith(_TOTALS)
        )
        lines = [line if line.startswith("-") else f"- {line}" for line in kept if line]
        return [*lines, *totals]


def asked(portion: Portion, note: str = "") -> Message:
    """The request for one portion."""
    paragraphs: list[dict[str, Any]] = [
        {"name": f"第{number}段", "mark": one.mark, "points": list(one.points)}
        for number, one in enumerate(portion.paragraphs, 1)
    ]
    heading = bare_heading(portion.heading)
    return Message("user", load_prompt("section").render(heading=heading, paragraphs=paragraphs, note=note))


def shown(exemplars: Sequence[Exemplar]) -> list[Message]:
    """The exchange of the best passage that gives one, masked; nothing where there is none."""
    example = next((one for one in map(example_of, exemplars) if one is not None), None)
    if example is None:
        return []
    question = load_prompt("exemplar").render(heading=example.topic, points=example.points)
    return [Message("user", question), Message("assistant", example.prose)]


class Room:
    """How many tokens prompt and answer may have together: as set, and as learned from what the server refused.

    Shared by all sections of a draft; a race costs a refused request, no more.
    """

    def __init__(self, limit: int | None = None) -> None:
        self._limit = limit

    def holds(self, tokens: int) -> bool:
        """Whether that many tokens are worth sending."""
        return self._limit is None or tokens <= self._limit

    def refused(self, tokens: int) -> None:
        """That many were too many."""
        self._limit = tokens - 1 if self._limit is None else min(self._limit, tokens - 1)


def estimated(messages: Sequence[Message], answer: int) -> int:
    """Tokens of prompt and answer together, rather too many: a token a character, and the wrapping of each message."""
    return sum(len(message.content) + 8 for message in messages) + answer
