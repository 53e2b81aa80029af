"""A model that is not told what to say: the plan's points are taken out of what the pipeline asks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.answer import bare_heading
from assistant.drafting.plan import SectionPlan
from assistant.models.chat import ChatModel, Message, Usage

_ASK = "请根据项目事实，撰写本项目“{heading}”一节的正文。"


class WithoutPoints:
    """A model that is asked for a section by its heading, where it would have been given points."""

    def __init__(self, model: ChatModel, section: SectionPlan) -> None:
        self._model = model
        self._points = tuple((point.subject + point.text).rstrip("。；，") for point in section.points)
        self._ask = _ASK.format(heading=bare_heading(section.heading))

    @property
    def name(self) -> str:
        """The model's own."""
        return self._model.name

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str | Usage]:
        """The model's answer to the messages, the request for points replaced by one without."""
        sent = list(messages)
        asked = next((at for at, one in enumerate(sent) if self._lists_points(one)), None)
        if asked is not None:
            sent[asked] = replace(sent[asked], content=self._ask)
        return self._model.stream(sent, max_tokens=max_tokens)

    def _lists_points(self, message: Message) -> bool:
        """Whether a message has a line that ends with a point of the section (an item's mark may stand before it)."""
        lines = (line for line in message.content.splitlines() if line.startswith("- "))
        return message.role == "user" and any(line.endswith(self._points) for line in lines)
