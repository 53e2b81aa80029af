"""The model writer: one section's points → prose by a language model, checked, repaired, and mended by the composer.

Every message begins with the same system text (rules and facts), so a server's prefix cache applies to all sections.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.drafting.acceptance import Fault, faults
from assistant.drafting.answer import bare_heading, clean, laid_out
from assistant.drafting.composer import Composed, compose, item_marks
from assistant.drafting.draft import Usage
from assistant.drafting.exemplars import Exemplar, example_of
from assistant.drafting.fact_sheet import fact_lines
from assistant.drafting.fallback import mend
from assistant.drafting.plan import Block, Plan, SectionPlan
from assistant.drafting.prompts import load_prompt
from assistant.models.chat import ChatModel, Message
from assistant.models.chat import Usage as Tokens
from assistant.review.ledger import Ledger
from assistant.review.report import Section, SectionReview, review_section
from assistant.review.rules.book import RuleBook


@dataclass(frozen=True)
class Written:
    """A finished section text with its cost."""

    text: str
    usage: Usage


Progress = Callable[[str], None]
Repairing = Callable[[int, tuple[str, ...]], None]


def system_message(plan: Plan) -> Message:
    """Rules and facts: identical for every section of a report."""
    unit = plan.facts.report.unit
    facts = "\n".join(fact_lines(plan.facts))
    return Message(
        "system", load_prompt("system").render(unit=unit, we=plan.pack.self_name(unit), facts=facts)
    )


def section_messages(
    plan: Plan, section: SectionPlan, exemplars: Sequence[Exemplar], system: Message | None = None
) -> list[Message]:
    """The conversation that asks for one section: rules and facts, a masked exchange, the section's points."""
    messages = [system or system_message(plan)]
    example = next((one for one in map(example_of, exemplars) if one is not None), None)
    if example is not None:
        asked = load_prompt("exemplar").render(heading=example.topic, points=example.points)
        messages += [Message("user", asked), Message("assistant", example.prose)]
    paragraphs = _paragraphs(section)
    messages.append(
        Message(
            "user",
            load_prompt("section").render(heading=bare_heading(section.heading), paragraphs=paragraphs),
        )
    )
    return messages


def _paragraphs(section: SectionPlan) -> list[dict[str, object]]:
    composed = compose(section).text.split("\n")
    return [
        {"name": f"第{number}段", "mark": _mark(text) if block.title else "", "points": _points(block, text)}
        for number, (block, text) in enumerate(zip(section.blocks, composed, strict=True), 1)
    ]


def _mark(text: str) -> str:
    return next(iter(item_marks(text)), "")


def _points(block: Block, text: str) -> list[str]:
    said = [(point.subject + point.text).rstrip("。；，") for point in block.points]
    if block.title is None:
        return said
    return (
        [f"{_mark(text)}{block.title.text.rstrip('。')}", *said]
        if block.title.text
        else [_mark(text) + said[0], *said[1:]]
    )


def content_key(messages: Sequence[Message], model: str, rounds: int) -> str:
    """The address of a section's text: same prompt, same model, same settings → same key."""
    body = json.dumps([model, rounds, [(m.role, m.content) for m in messages]], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def vouched(section: SectionPlan, text: str) -> tuple[tuple[int, int, str], ...]:
    """The spans (start, end, path) that the composer vouches for, if the text is its own; placeholders have no source."""
    composed = compose(section)
    if composed.text != text:
        return ()
    return tuple(
        (span.start, span.end, span.source.path) for span in composed.spans if not span.source.missing
    )


def worth_asking(section: SectionPlan) -> bool:
    """Whether a model has something to word: a section of headings or placeholders only is the composer's."""
    return sum(len(point.text) for point in section.points if point.paths) >= 25


class ModelWriter:
    """Writes sections of one plan with one model. Safe to use from several threads."""

    def __init__(self, model: ChatModel, plan: Plan, ledger: Ledger, rounds: int) -> None:
        self._model, self._plan, self._ledger, self._rounds = model, plan, ledger, rounds
        self._system = system_message(plan)
        self._book = RuleBook.of(plan.pack)

    def messages(self, section: SectionPlan, exemplars: Sequence[Exemplar]) -> list[Message]:
        """What will be sent first for a section."""
        return section_messages(self._plan, section, exemplars, self._system)

    def key(self, section: SectionPlan, exemplars: Sequence[Exemplar]) -> str:
        """The content address of a section; empty where the model is not asked."""
        if not worth_asking(section):
            return ""
        return content_key(self.messages(section, exemplars), self._model.name, self._rounds)

    def write(
        self, section: SectionPlan, exemplars: Sequence[Exemplar], progress: Progress, repairing: Repairing
    ) -> Written:
        """The section's text. Raises `ModelError`; whatever else the model does, the text is sound."""
        composed = compose(section)
        if not worth_asking(section):
            return Written(composed.text, Usage(outcome="offline"))
        messages = self.messages(section, exemplars)
        usage = Usage(outcome="model")
        attempts: list[tuple[str, list[Fault]]] = []
        for attempt in range(self._rounds + 1):
            answer = self._ask(messages, usage, len(composed.text), progress)
            text = laid_out(clean(answer), bare_heading(section.heading), composed.text)
            found = faults(text, section, composed, self._review(section, text, exemplars))
            if not found:
                usage.outcome = "repaired" if attempt else "model"
                return Written(text, usage)
            attempts.append((text, found))
            if attempt < self._rounds:
                told = tuple(dict.fromkeys(fault.message for fault in found))[:8]
                repairing(attempt + 1, told)
                usage.repairs += 1
                asked = load_prompt("repair").render(faults=told)
                messages = [
                    *self.messages(section, exemplars),
                    Message("assistant", text),
                    Message("user", asked),
                ]
        text, found = min(attempts, key=lambda one: len(one[1]))
        return self._mended(section, exemplars, composed, text, found, usage)

    def _ask(self, messages: Sequence[Message], usage: Usage, expected: int, progress: Progress) -> str:
        pieces: list[str] = []
        for item in self._model.stream(messages, max_tokens=expected * 2 + 200):
            if isinstance(item, Tokens):
                usage.prompt_tokens += item.prompt_tokens
                usage.cached_tokens += item.cached_tokens
                usage.completion_tokens += item.completion_tokens
                usage.seconds = round(usage.seconds + item.seconds, 3)
            else:
                pieces.append(item)
                progress(item)
        usage.calls += 1
        return "".join(pieces)

    def _review(self, section: SectionPlan, text: str, exemplars: Sequence[Exemplar]) -> SectionReview:
        shown = [exemplar.foreign for exemplar in exemplars]
        return review_section(
            Section(section.id, section.heading, text),
            self._plan.facts,
            self._ledger,
            shown,
            book=self._book,
        )

    def _mended(
        self,
        section: SectionPlan,
        exemplars: Sequence[Exemplar],
        composed: Composed,
        text: str,
        found: list[Fault],
        usage: Usage,
    ) -> Written:
        """Sound sentences and the composer's; the composer's alone if the mixture is not sound either."""
        mended = mend(text, found, composed.text)
        if mended.kept and not faults(
            mended.text, section, composed, self._review(section, mended.text, exemplars)
        ):
            usage.outcome = "mixed"
            return Written(mended.text, usage)
        usage.outcome = "composed"
        return Written(composed.text, usage)
