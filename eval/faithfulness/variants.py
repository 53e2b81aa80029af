"""The ways of writing that are compared: baselines, the product's pipeline, and the pipeline with one guard taken out.

A guard is taken out by giving the product's own parts something else to work with, never by a switch in the product.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant.drafting.answer import bare_heading, clean, laid_out
from assistant.drafting.composer import compose
from assistant.drafting.exemplars import Exemplar
from assistant.drafting.model_writer import Manner, ModelWriter
from assistant.drafting.plan import SectionPlan
from assistant.errors import ModelUseless
from assistant.library.identities.masking import MaskedText
from assistant.models.chat import ChatModel
from eval.baselines.plain_rag import write_plain
from eval.faithfulness.samples import Case
from eval.faithfulness.without_points import WithoutPoints

ROUNDS = 2


@dataclass(frozen=True)
class Result:
    """A section's text, what was shown to its writer, and what it cost (`usage` as the writer tells it)."""

    text: str
    shown: Sequence[Exemplar] = ()
    calls: int = 0
    outcome: str = ""
    usage: Mapping[str, Any] = field(default_factory=dict)


Variant = Callable[[ChatModel, Case, SectionPlan, Sequence[Exemplar]], Result]


def offline(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """The composer, without a model."""
    return Result(compose(section).text, outcome="offline")


def plain_rag(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """Past passages as they are, the facts, one question."""
    part = replace(case.plan, sections=(section,))
    (one,) = write_plain(model, part, [list(shown)])
    return Result(one.text, shown, 1, "answer", asdict(one.usage))


def pipeline(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """The product."""
    return _written(model, case, section, shown)


def no_masking(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """Past passages with their names and figures."""
    return _written(model, case, section, _raw(shown))


def no_exemplars(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """No past passages."""
    return _written(model, case, section, ())


def no_repair(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """Faults are never told to the model; what does not hold is mended by the composer."""
    return _written(model, case, section, shown, rounds=0)


def no_review(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """The first answer, whatever it says."""
    heard = _Heard()
    made = _writer(model, case, rounds=0).write(section, shown, heard)
    text = clean(heard.text)
    if text:
        text = laid_out(text, bare_heading(section.heading), compose(section).text)
    return Result(text, shown, made.usage.calls, "answer", made.usage.model_dump(mode="json"))


def no_points(model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]) -> Result:
    """The facts alone: the model decides what a section says. The review still holds it against the plan."""
    return _written(WithoutPoints(model, section), case, section, shown)


def no_points_no_review(
    model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]
) -> Result:
    """The facts alone, and the first answer: what the plan does where no review stands behind it."""
    return no_review(WithoutPoints(model, section), case, section, shown)


def no_masking_no_review(
    model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]
) -> Result:
    """Names and figures in the past passages, and the first answer: what masking does where no review stands behind it."""
    return no_review(model, case, section, _raw(shown))


def _written(
    model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar], rounds: int = ROUNDS
) -> Result:
    made = _writer(model, case, rounds).write(section, shown, _Heard())
    usage = made.usage.model_dump(mode="json")
    return Result(made.text, shown, made.usage.calls, made.usage.outcome, usage)


def _writer(model: ChatModel, case: Case, rounds: int) -> ModelWriter:
    return ModelWriter(model, case.plan, case.ledger, Manner(rounds=rounds))


class _Heard:
    """Listens to a section being written: without repair, what it hears is the first answer."""

    def __init__(self) -> None:
        self.text = ""

    def piece(self, text: str) -> None:
        """More text."""
        self.text += text

    def repairing(self, number: int, messages: tuple[str, ...]) -> None:
        """The text so far is withdrawn."""
        self.text = ""


def _raw(shown: Sequence[Exemplar]) -> list[Exemplar]:
    """The exemplars with their names and figures in plain sight."""
    return [replace(one, masked=MaskedText.stored(one.foreign.text)) for one in shown]


VARIANTS: Mapping[str, Variant] = {
    "offline": offline,
    "plain-rag": plain_rag,
    "pipeline": pipeline,
    "no-masking": no_masking,
    "no-exemplars": no_exemplars,
    "no-points": no_points,
    "no-repair": no_repair,
    "no-review": no_review,
    "no-points-no-review": no_points_no_review,
    "no-masking-no-review": no_masking_no_review,
}


def write(
    variant: str, model: ChatModel, case: Case, section: SectionPlan, shown: Sequence[Exemplar]
) -> Result:
    """What a variant makes of a section. An answer that is none is an empty text; raises other `ModelError`s."""
    try:
        return VARIANTS[variant](model, case, section, shown)
    except ModelUseless as fault:
        return Result("", shown, 1, type(fault).__name__)
