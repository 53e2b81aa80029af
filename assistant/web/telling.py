"""Handlers whose errors are told on the page, in Chinese, where they belong: here a person's request ends."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from assistant.web.views.card import trouble
from assistant.workspace.faults import told

Updates = dict[Any, Any]


def plainly(error: Exception) -> str:
    """An error as HTML: what is wrong and what to do."""
    return trouble(*told(error))


def told_at(place: str, fault: Callable[[Exception], str] = plainly) -> Callable:
    """A method of handlers that have their controls in `at`; its errors are told in the control of that name, as `fault` says
    them.
    """

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
