"""A scripted model that knows what to say: the composer's words for the points it is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.conversation import asked
from assistant.drafting.plan import Plan
from assistant.drafting.portions import portions_of
from assistant.models.chat import Message


class Echo:
    """Answers each request of a plan with the composed text that it asks for."""

    def __init__(self, plan: Plan, apart: int = 3) -> None:
        self._texts = {
            asked(portion).content: portion.expected
            for section in plan.sections
            for portion in portions_of(section, apart)
        }

    def __call__(self, messages: Sequence[Message]) -> str:
        """The text; `LookupError` for a request that is not one of the plan's."""
        found = next((one.content for one in reversed(messages) if one.content in self._texts), "")
        return self._texts[found]
