"""Handlers whose errors are told on the page, where they belong: here a person's request ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from assistant.errors import FactsError
from assistant.web.faults import told
from assistant.web.views.card import refusal, trouble

Updates = dict[Any, Any]


def told_at(place: str) -> Callable:
    """A handler of an object with controls `at`: an error stands in that control, in Chinese, with what to do."""

    def decorated(handler: Callable[..., Updates]) -> Callable[..., Updates]:
        @wraps(handler)
        def answered(self: Any, *values: Any) -> Updates:
            try:
                # Gradio takes an empty dictionary for a value.
                return handler(self, *values) or gr.skip()
            except Exception as error:
                return {getattr(self.at, place): fault(error)}

        return answered

    return decorated


def fault(error: Exception) -> str:
    """An error as HTML; a facts file's with one line for every fault."""
    return refusal(error) if isinstance(error, FactsError) else trouble(*told(error))
