"""A model words suggestions: each as a section of one paragraph, under the same acceptance, review and repair.

The paragraph is title, figures, effect and cause; what the model cannot say soundly stays as the pattern says it.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.advice.suggestion import Advice, Suggestion
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.marks import Source, Span
from assistant.drafting.model_writer import Manner, ModelWriter
from assistant.drafting.plan import Block, Plan, Point, SectionPlan
from assistant.models.chat import ChatModel
from assistant.outline.kinds import Kind
from assistant.review.ledger import Ledger


class _Nobody:
    """Suggestions are not shown while they are being worded."""

    def piece(self, text: str) -> None:
        pass

    def repairing(self, number: int, messages: tuple[str, ...]) -> None:
        pass


def adapted(
    advice: Advice,
    plan: Plan,
    model: ChatModel,
    exemplars: Sequence[Sequence[Exemplar]] = (),
    rounds: int = 2,
) -> Advice:
    """The suggestions with `text` in the model's words; `exemplars` are masked passages, suggestion by suggestion.
    Raises `ModelError`.
    """
    writer = ModelWriter(model, plan, Ledger(plan.facts, plan.derived), Manner(rounds, items_apart=0))
    shown = [*exemplars, *([()] * (len(advice.suggestions) - len(exemplars)))]
    worded = [
        one.model_copy(update={"text": writer.write(_section(one), found, _Nobody()).text})
        for one, found in zip(advice.suggestions, shown, strict=True)
    ]
    return advice.model_copy(update={"suggestions": worded})


def _section(one: Suggestion) -> SectionPlan:
    """The suggestion as a section to be written. Its parts come from the facts, so they are traced to the first of them."""
    parts = [one.title, one.evidence, one.consequence, f"原因是{one.cause}" if one.cause else ""]
    points = tuple(_point(part, one.paths) for part in parts if part)
    return SectionPlan(one.id, "存在的问题及原因", 3, (Kind.PROBLEMS,), (Block(points),), tuple(one.missing))


def _point(text: str, paths: Sequence[str]) -> Point:
    spans = (Span(0, len(text), Source(paths[0])),) if paths and "【待" not in text else ()
    return Point(text, spans)
