"""The model writer: a section's points → prose by a language model, portion by portion, judged as a whole at the end.

A kept text of an earlier draft is used again only if it passes the same review, against the facts of today.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.acceptance import faults
from assistant.drafting.composer import compose
from assistant.drafting.conversation import Conversation, Room, asked, shown
from assistant.drafting.draft import Outcome, SectionDraft, Step, Usage
from assistant.drafting.exchange import Exchange, Workshop
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.judge import Case, Judge
from assistant.drafting.plan import Plan, SectionPlan
from assistant.drafting.portions import Portion, portions_of
from assistant.drafting.prompts import load_prompt
from assistant.drafting.telling import Listener, Telling
from assistant.models.chat import ChatModel, Message
from assistant.review.ledger import Ledger

_REVISION = 1
"""Part of every content address: raised when texts that were accepted before shall be written anew."""


@dataclass(frozen=True)
class Written:
    """A finished section text with its cost."""

    text: str
    usage: Usage


@dataclass(frozen=True)
class Manner:
    """How a model is used: rounds of repair, from how many items on each is asked for by itself (0: never), tokens of
    context (None: unknown), whatever else changes its words (`variant`: temperature …), and a person's `note` on how to
    put it.
    """

    rounds: int = 2
    items_apart: int = 3
    context: int | None = None
    variant: str = ""
    note: str = ""


def section_messages(
    plan: Plan, section: SectionPlan, exemplars: Sequence[Exemplar], system: Message | None = None
) -> list[Message]:
    """The conversation that asks for a whole section: rules and facts, a masked exchange, the section's points."""
    portion = Portion(section.heading, section.blocks, compose(section))
    opening = Conversation(plan).opening(portion, exemplars)
    return [system or opening[0], *opening[1:]]


def worth_asking(section: SectionPlan) -> bool:
    """Whether a model has something to word: a section of headings or placeholders only is the composer's."""
    return any(portion.worth_asking for portion in portions_of(section, 0))


class ModelWriter:
    """Writes sections of one plan with one model. Safe to use from several threads."""

    def __init__(self, model: ChatModel, plan: Plan, ledger: Ledger, manner: Manner | None = None) -> None:
        self._manner, self._model = manner or Manner(), model
        self._judge = Judge(plan, ledger)
        conversation = Conversation(plan, self._manner.note)
        self._shop = Workshop(model, conversation, Room(self._manner.context), self._manner.rounds)
        self._rules = [
            conversation.system(()).content,
            load_prompt("repair").render(faults=()),
            load_prompt("repair_sentences").render(sentences=(), omissions=()),
        ]

    def key(self, section: SectionPlan, exemplars: Sequence[Exemplar]) -> str:
        """The content address of a section: what decides its wording. Empty where the model is not asked.

        The facts are not in it, only the points made of them: the review at reuse sees to the rest.
        """
        portions = self._portions(section)
        if not any(portion.worth_asking for portion in portions):
            return ""
        manner = [self._manner.rounds, self._manner.items_apart, self._manner.variant, self._manner.note]
        content = [
            _REVISION,
            self._model.name,
            manner,
            self._rules,
            [message.content for message in shown(exemplars)],
            [[one.number, one.composed.text, asked(one).content] for one in portions],
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    def write(self, section: SectionPlan, exemplars: Sequence[Exemplar], listener: Listener) -> Written:
        """The section's text. Raises `ModelError`; whatever else the model does, the text is sound or marked."""
        case, usage, telling = Case(section, exemplars), Usage(), Telling(listener)
        portions = self._portions(section)
        texts: list[str] = []
        outcomes: set[Outcome] = set()
        for portion in portions:
            text = portion.composed.text
            telling.begins(portion.mark if portion.worth_asking else text)
            if portion.orders:
                usage.steps.append(_orders_left(portion))
            if portion.worth_asking:
                exchange = Exchange(self._shop, self._judge, case, portion, usage, telling)
                text = exchange.text()
                outcomes.add(exchange.outcome)
            telling.finished(text)
            texts.append(text)
        usage.outcome = _together(outcomes)
        return Written(self._sealed(case, self._joined(case, portions, texts, usage), usage), usage)

    def kept(
        self, section: SectionPlan, exemplars: Sequence[Exemplar], earlier: SectionDraft
    ) -> Written | None:
        """An earlier text as this section's, at no cost; None if it does not pass the review against today's facts."""
        case, composed, text = Case(section, exemplars), compose(section), earlier.text
        if text != self._judge.sealed(case, composed.text)[0]:
            found = faults(text, composed, self._judge.errors(case, text, composed))
            # What two items say alike, and how long they are, was judged item by item.
            if any(one.rule not in ("repeated", "too_long") for one in found):
                return None
        steps = [*earlier.usage.steps, Step(outcome="reused")]
        return Written(text, Usage(outcome=earlier.usage.outcome, reused=True, steps=steps))

    def _portions(self, section: SectionPlan) -> list[Portion]:
        return portions_of(section, self._manner.items_apart)

    def _joined(self, case: Case, portions: Sequence[Portion], texts: list[str], usage: Usage) -> str:
        """The portions in a row. One that is sound by itself but not beside the others gives way to the composer's."""
        text, composed = "\n".join(texts), compose(case.section)
        errors = self._judge.errors(case, text, composed) if len(portions) > 1 else []
        if not errors:
            return text
        start = 0
        for index, portion in enumerate(portions):
            end = start + len(texts[index])
            if any(one.start <= end and one.end > start for one in errors):
                texts[index], usage.outcome = portion.composed.text, "mixed"
                usage.steps.append(Step(outcome="composed", item=portion.number))
            start = end + 1
        text = "\n".join(texts)
        if self._judge.errors(case, text, composed):
            text, usage.outcome = composed.text, "composed"
            usage.steps.append(Step(outcome="composed"))
        return text

    def _sealed(self, case: Case, text: str, usage: Usage) -> str:
        sealed, doubtful = self._judge.sealed(case, text)
        if sealed != text:
            rules, said = (
                dict.fromkeys(values) for values in zip(*((d.rule, d.text) for d in doubtful), strict=True)
            )
            usage.steps.append(Step(outcome="marked", rules=list(rules), sentences=list(said)))
        return sealed


def _orders_left(portion: Portion) -> Step:
    """The record of points that no model was shown."""
    return Step(outcome="composed", item=portion.number, rules=["orders"], sentences=list(portion.orders))


def _together(outcomes: set[Outcome]) -> Outcome:
    """The outcome of a section by those of its portions."""
    if not outcomes:
        return "offline"
    if len(outcomes) == 1:
        return next(iter(outcomes))
    return "mixed" if outcomes & {"mixed", "composed"} else "repaired"
