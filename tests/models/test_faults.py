"""Every vendor exception has a meaning, Chinese words, and nothing of the vendor's text."""

from __future__ import annotations

import ssl
from typing import Any

import httpx2
import openai
import openai._exceptions
import pytest
from langchain_openai.chat_models import base as langchain_chat

from assistant import errors
from assistant.models import complaints
from assistant.models.complaints import Endpoint
from assistant.models.faults import Fault, known_classes, translate

ENDPOINT = Endpoint("http://host:8000/v1", "small", 30)
REQUEST = httpx2.Request("POST", "http://host:8000/v1/chat/completions")
LEAK = "sk-leaked-key 某局内部报告"


def classes_of(module: object) -> set[type[Exception]]:
    return {
        value
        for value in list(vars(module).values())  # openai fills its namespace when looked at
        if isinstance(value, type) and issubclass(value, Exception) and value.__module__.startswith("openai")
    }


def status_error(status: int, message: str = LEAK, **body: Any) -> openai.APIStatusError:
    response = httpx2.Response(status, request=REQUEST)
    made = openai.OpenAI(api_key="k", base_url="http://host")._make_status_error(
        message, body={"error": body}, response=response
    )
    assert isinstance(made, openai.APIStatusError)
    return made


def fault(error: Exception, *, mid_answer: bool = False) -> Fault:
    return translate(error, ENDPOINT, mid_answer=mid_answer)


def test_every_public_class_of_openai_is_listed() -> None:
    public = {cls for cls in classes_of(openai) if not cls.__name__.startswith("_")}
    assert public
    assert public - set(known_classes()) == set()


def test_every_other_class_of_openai_has_a_listed_parent() -> None:
    for cls in classes_of(openai._exceptions) | classes_of(langchain_chat):
        assert any(parent in known_classes() for parent in cls.__mro__), cls


@pytest.mark.parametrize(
    ("code", "kind", "retry"),
    [
        (400, errors.ModelBadRequest, False),
        (401, errors.ModelRefused, False),
        (402, errors.ModelRefused, False),
        (403, errors.ModelRefused, False),
        (404, errors.ModelNotFound, False),
        (405, errors.ModelNotFound, False),
        (408, errors.ModelTimeout, True),
        (409, errors.ModelBusy, True),
        (413, errors.ModelBadRequest, False),
        (422, errors.ModelBadRequest, False),
        (429, errors.ModelBusy, True),
        (500, errors.ModelServerFault, True),
        (503, errors.ModelServerFault, True),
        (529, errors.ModelServerFault, True),
    ],
)
def test_statuses(code: int, kind: type[errors.ModelError], retry: bool) -> None:
    found = fault(status_error(code))
    assert type(found.error) is kind
    assert found.retry is retry
    assert LEAK not in str(found.error)
    assert found.error.hint


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 8192 tokens",
        "request (60029 tokens) exceeds the available context size (8192 tokens)",
        "prompt is too long",
    ],
)
@pytest.mark.parametrize("code", [400, 500])
def test_a_prompt_too_long(code: int, message: str) -> None:
    found = fault(status_error(code, message))
    assert type(found.error) is errors.ModelTooLong
    assert "上下文长度" in found.error.message
    assert not found.retry


def test_a_context_that_is_none_of_ours() -> None:
    assert type(fault(status_error(500, "context deadline exceeded")).error) is errors.ModelServerFault


@pytest.mark.parametrize(("code", "name"), [(429, "insufficient_quota"), (400, "Arrearage"), (402, "x")])
def test_an_empty_account_is_not_tried_again(code: int, name: str) -> None:
    found = fault(status_error(code, code=name))
    assert type(found.error) is errors.ModelRefused
    assert "余额" in found.error.message
    assert not found.retry


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


def test_no_connection_and_no_answer_are_told_apart() -> None:
    slow_connect = caused(openai.APITimeoutError(REQUEST), httpx2.ConnectTimeout("x"))
    slow_answer = caused(openai.APITimeoutError(REQUEST), httpx2.ReadTimeout("x"))
    assert type(fault(slow_connect).error) is errors.ModelUnreachable
    assert type(fault(slow_answer).error) is errors.ModelTimeout
    assert fault(slow_connect).retry
    assert not fault(slow_answer).retry


def test_a_connection_lost_in_the_answer_is_a_cut() -> None:
    lost = openai.APIConnectionError(request=REQUEST)
    assert type(fault(lost).error) is errors.ModelUnreachable
    assert type(fault(lost, mid_answer=True).error) is errors.ModelCutOff


def test_an_unknown_certificate_has_its_own_words() -> None:
    cause = ssl.SSLCertVerificationError("certificate verify failed: self-signed certificate")
    found = fault(caused(openai.APIConnectionError(request=REQUEST), cause))
    assert type(found.error) is errors.ModelUnreachable
    assert "证书" in found.error.message
    assert not found.retry


@pytest.mark.parametrize("error", [ValueError(LEAK), KeyError(LEAK), TypeError(LEAK), AttributeError(LEAK)])
def test_an_answer_of_another_shape(error: Exception) -> None:
    found = fault(error)
    assert type(found.error) is errors.ModelServerFault
    assert "/v1" in found.error.hint
    assert LEAK not in str(found.error)
    assert not found.retry


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"code": 401}, errors.ModelRefused),
        ({"code": "429"}, errors.ModelBusy),
        ({"code": "oops"}, errors.ModelServerFault),
        (None, errors.ModelServerFault),
    ],
)
def test_an_error_in_the_stream(body: object, kind: type[errors.ModelError]) -> None:
    assert type(fault(openai.APIError(LEAK, REQUEST, body=body)).error) is kind


def test_every_kind_has_words() -> None:
    for kind in {*known_classes().values()}:
        error = complaints.general(kind, ENDPOINT, 418)
        assert type(error) is kind
        assert error.hint
        assert "{" not in str(error)
