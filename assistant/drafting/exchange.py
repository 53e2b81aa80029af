"""One exchange: a portion is asked for, judged, repaired at most N times, and mended by the composer; each step is recorded.

Whatever the model does, the text is sound; only errors of the connection or of the server's owner leave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.drafting.acceptance import Fault, faults, sentences
from assistant.drafting.answer import bare_heading, clean, laid_out
from assistant.drafting.conversation import Conversation, Length, Room, estimated
from assistant.drafting.delimiting import inert
from assistant.drafting.draft import Outcome, Step, Usage
from assistant.drafting.fallback import mend, mend_paragraphs
from assistant.drafting.judge import Case, Judge
from assistant.drafting.portions import Portion
from assistant.drafting.repair import Repair, pruned, repair_of
from assistant.drafting.telling import Telling
from assistant.errors import ModelTooLong, ModelUseless
from assistant.models.chat import ChatModel, Message
from assistant.models.chat import Usage as Tokens

_NO_ANSWER = "模型没有写出可用的正文"


@dataclass(frozen=True)
class Workshop:
    """What all exchanges of a draft share; `rounds` of repair at most."""

    model: ChatModel
    conversation: Conversation
    room: Room
    rounds: int


@dataclass
class Exchange:
    """The writing of one portion; `usage` is the section's and is added to."""

    shop: Workshop
    judge: Judge
    case: Case
    portion: Portion
    usage: Usage
    telling: Telling
    outcome: Outcome = "model"
    _length: Length = Length.WHOLE
    _attempts: list[tuple[str, list[Fault]]] = field(default_factory=list)

    def text(self) -> str:
        """A sound text. Raises `ModelError`, but for useless answers and for prompts that are too long."""
        repair: Repair | None = None
        for number in range(self.shop.rounds + 1):
            if number:
                self.usage.repairs += 1
                told = repair.told if repair else (_NO_ANSWER,)
                self.telling.repairing(number, told, repair.text if repair else self.portion.mark)
            try:
                answer = self._ask(number, repair)
            except ModelUseless:
                self._step(number, "useless")
                continue
            except ModelTooLong:
                break
            text, found = self._judged(number, answer, repair)
            if not found:
                struck = self.usage.steps[-1].outcome == "pruned"
                self.outcome = "repaired" if number or struck else "model"
                return text
            stuck = any(text == earlier for earlier, _ in self._attempts)
            self._attempts.append((text, found))
            repair = repair_of(text, found, stuck=stuck)
        return self._mended()

    def _judged(self, number: int, answer: str, repair: Repair | None) -> tuple[str, list[Fault]]:
        """The answer as a text of the portion, without what can be spared, and what speaks against it."""
        text = repair.applied(answer, self.portion.composed.text) if repair else None
        if text is None:
            text = self._laid_out(answer)
        found = self._faults(text)
        spared = pruned(text, found) if found else None
        if spared is not None and not self._faults(spared):
            self._step(number, "pruned", text, found)
            return spared, []
        self._step(number, "faulty" if found else "sound", text, found)
        return text, found

    def _laid_out(self, answer: str) -> str:
        text = laid_out(clean(answer), bare_heading(self.portion.heading), self.portion.expected)
        return self.portion.mark + text.removeprefix(self.portion.mark)

    def _faults(self, text: str) -> list[Fault]:
        composed = self.portion.composed
        return faults(text, composed, self.judge.errors(self.case, text, composed))

    def _ask(self, number: int, repair: Repair | None) -> str:
        """The model's answer, asked with less where the context is too short. Raises `ModelError`."""
        limit = len(self.portion.composed.text) * 2 + 200
        while True:
            messages = self.shop.conversation.opening(self.portion, self.case.exemplars, self._length)
            if repair:
                messages += [Message("assistant", inert(repair.text)), Message("user", repair.request)]
            tokens = estimated(messages, limit)
            if self.shop.room.holds(tokens):
                try:
                    return self._streamed(messages, limit, shown=repair is None)
                except ModelTooLong:
                    self.shop.room.refused(tokens)
            self._shorten(number)

    def _shorten(self, number: int) -> None:
        """Less to send from now on. Raises `ModelTooLong` when there is nothing left to leave out."""
        if self._length is Length.SHORT_FACTS:
            self._step(number, "too_long")
            raise ModelTooLong("本节内容超过了模型的上下文长度。")
        self._length = Length(self._length + 1)
        self._step(number, "no_example" if self._length is Length.NO_EXAMPLE else "short_facts")

    def _streamed(self, messages: Sequence[Message], limit: int, *, shown: bool) -> str:
        pieces: list[str] = []
        self.usage.calls += 1
        for item in self.shop.model.stream(messages, max_tokens=limit):
            if isinstance(item, Tokens):
                self.usage.prompt_tokens += item.prompt_tokens
                self.usage.cached_tokens += item.cached_tokens
                self.usage.completion_tokens += item.completion_tokens
                self.usage.seconds = round(self.usage.seconds + item.seconds, 3)
            else:
                pieces.append(item)
                self.telling.piece(item if shown else "")
        return "".join(pieces)

    def _mended(self) -> str:
        """Sound sentences and the composer's; its paragraphs, then all of its text, where the mixture is not sound."""
        own = self.portion.composed.text
        if self._attempts:
            text, found = min(self._attempts, key=lambda one: len(one[1]))
            mixture = mend(text, found, own)
            for candidate in (mixture.text, mend_paragraphs(mixture.text, self._faults(mixture.text), own)):
                if mixture.kept and candidate != own and not self._faults(candidate):
                    self.outcome = "mixed"
                    self._step(self.shop.rounds, "mended", text, found)
                    return candidate
        self.outcome = "composed"
        self._step(self.shop.rounds, "composed")
        return own

    def _step(self, number: int, outcome: str, text: str = "", found: Sequence[Fault] = ()) -> None:
        self.usage.steps.append(step(outcome, text, found, round=number, item=self.portion.number))


def step(
    outcome: str, text: str = "", found: Sequence[Fault] = (), *, round: int = 0, item: int | None = None
) -> Step:
    """The record of what happened to a text: the rules it broke, and the sentences concerned."""
    spans = [
        (start, end)
        for start, end in sentences(text)
        if any(one.start < end and one.end > start for one in found if one.start >= 0)
    ]
    concerned = [
        *(text[start:end].strip() for start, end in spans),
        *(one.about for one in found if one.start < 0 and one.about),
    ]
    return Step.model_validate(
        {
            "round": round,
            "item": item,
            "outcome": outcome,
            "rules": list(dict.fromkeys(one.rule for one in found)),
            "sentences": list(dict.fromkeys(concerned)),
        }
    )
