"""How long to wait before another try."""

from __future__ import annotations

import time
from email.utils import formatdate

import httpx2
import openai
import pytest

from assistant.models.retries import LONGEST_WAIT, pause, wait_asked


def busy(retry_after: str | None) -> openai.RateLimitError:
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    request = httpx2.Request("POST", "http://host/v1")
    return openai.RateLimitError(
        "", response=httpx2.Response(429, headers=headers, request=request), body=None
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3.0), ("0.5", 0.5), ("-4", 0.0), ("soon", None), ("nan", None), ("", None), (None, None)],
)
def test_seconds_asked(value: str | None, seconds: float | None) -> None:
    assert wait_asked(busy(value)) == seconds


def test_a_date_asked() -> None:
    assert 3500 < (wait_asked(busy(formatdate(time.time() + 3600, usegmt=True))) or 0) <= 3600
    assert wait_asked(busy(formatdate(time.time() - 60, usegmt=True))) == 0


def test_an_error_without_a_response_asks_nothing() -> None:
    assert wait_asked(ValueError("x")) is None


def test_pauses_grow_and_stay_bounded() -> None:
    first, second, late = pause(0, None), pause(1, None), pause(50, None)
    assert first is not None
    assert second is not None
    assert late is not None
    assert 0 < first <= 0.5 < second <= 1.0
    assert late <= LONGEST_WAIT


def test_the_server_is_obeyed_within_reason() -> None:
    assert pause(0, 7.0) == 7.0
    assert pause(0, LONGEST_WAIT + 1) is None
    assert pause(0, float("inf")) is None
