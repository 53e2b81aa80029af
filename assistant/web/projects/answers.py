"""Errors of handlers that open facts files: told where they belong, one line for every fault of the file."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import FactsError
from assistant.web import telling
from assistant.web.telling import Updates as Updates
from assistant.web.views.card import refusal


def told_at(place: str) -> Callable:
    """A handler of an object with controls `at`: an error stands in that control, in Chinese, with what to do."""
    return telling.told_at(place, fault)


def fault(error: Exception) -> str:
    """An error as HTML; a facts file's with one line for every fault."""
    return refusal(error) if isinstance(error, FactsError) else telling.plainly(error)
