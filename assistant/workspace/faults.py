"""What a person is told of an error."""

from __future__ import annotations

import logging
import traceback
import uuid
from pathlib import Path

from assistant.errors import AssistantError

_log = logging.getLogger(__name__)


def told(error: Exception) -> tuple[str, str]:
    """Message and hint for the person; a fault of the program gets a number, which stands in the log too."""
    if isinstance(error, AssistantError):
        return error.message, error.hint
    return f"程序内部出错（编号{logged(error)}）", "请把编号告诉管理员。"


def logged(error: Exception) -> str:
    """A number to find the fault by. Not the message: it may quote facts or reports."""
    number = uuid.uuid4().hex[:8]
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    _log.error("request failed: number=%s type=%s at=%s", number, type(error).__name__, places)
    return number
