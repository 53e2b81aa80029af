"""The one place that turns openai's, httpx's and LangChain's exceptions into `assistant.errors`.

A vendor's text is looked at to tell causes apart, then dropped: servers echo keys and prompts in errors.
The table is by class, so that one that a new openai version brings is noticed by a test instead of by a user.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant import errors
from assistant.models import complaints
from assistant.models.complaints import Endpoint
from assistant.models.retries import wait_asked

_CONTEXT_SIGNS = (
    "context length",
    "context_length",
    "context size",
    "context_size",
    "context window",
    "prompt is too long",
    "max_model_len",
)
_BALANCE_SIGNS = ("insufficient_quota", "insufficient balance", "arrearage")


@dataclass(frozen=True)
class Fault:
    """An error for the user, whether another try could help, and the seconds the server asked to wait."""

    error: errors.ModelError
    retry: bool = False
    wait: float | None = None


class Failed(Exception):
    """Carries a fault from where a vendor is called to where it is decided whether to try again."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(type(fault.error).__name__)
        self.fault = fault


@cache
def known_classes() -> dict[type[Exception], type[errors.ModelError]]:
    """Every vendor exception we know, with its meaning; an unlisted subclass means what its parent means."""
    import httpx2
    import openai
    from langchain_core.exceptions import ContextOverflowError, LangChainException

    return {
        openai.APITimeoutError: errors.ModelTimeout,
        openai.APIConnectionError: errors.ModelUnreachable,
        openai.AuthenticationError: errors.ModelRefused,
        openai.OAuthError: errors.ModelRefused,
        openai.PermissionDeniedError: errors.ModelRefused,
        openai.NotFoundError: errors.ModelNotFound,
        openai.RateLimitError: errors.ModelBusy,
        openai.ConflictError: errors.ModelBusy,
        openai.BadRequestError: errors.ModelBadRequest,
        openai.UnprocessableEntityError: errors.ModelBadRequest,
        openai.InternalServerError: errors.ModelServerFault,
        openai.APIStatusError: errors.ModelServerFault,
        openai.APIResponseValidationError: errors.ModelServerFault,
        openai.APIError: errors.ModelServerFault,
        openai.LengthFinishReasonError: errors.ModelCutOff,
        openai.ContentFilterFinishReasonError: errors.ModelCutOff,
        openai.OpenAIError: errors.ModelServerFault,
        # Of features this program does not use; listed so that the list is complete.
        openai.InvalidWebhookSignatureError: errors.ModelServerFault,
        openai.WebSocketConnectionClosedError: errors.ModelServerFault,
        openai.WebSocketQueueFullError: errors.ModelServerFault,
        # What openai lets through while a stream is read.
        httpx2.TimeoutException: errors.ModelTimeout,
        httpx2.RequestError: errors.ModelUnreachable,
        httpx2.HTTPError: errors.ModelServerFault,
        httpx2.StreamError: errors.ModelServerFault,
        httpx2.InvalidURL: errors.ModelUnreachable,
        OSError: errors.ModelUnreachable,
        ContextOverflowError: errors.ModelBadRequest,
        LangChainException: errors.ModelServerFault,
        # Not JSON, not UTF-8, or JSON of another shape than the chat completions API's.
        ValueError: errors.ModelServerFault,
        LookupError: errors.ModelServerFault,
        TypeError: errors.ModelServerFault,
        AttributeError: errors.ModelServerFault,
    }


def translate(error: Exception, endpoint: Endpoint, *, mid_answer: bool) -> Fault:
    """The fault that a vendor's exception means. `mid_answer`: part of the answer had already arrived."""
    status = _status(error)
    kind = _BY_STATUS.get(status) or _kind_of_class(error)
    if kind is errors.ModelUnreachable:
        return _unreachable(error, endpoint, mid_answer)
    if status == 402 or _says(error, _BALANCE_SIGNS):
        return Fault(complaints.out_of_credit(endpoint))
    if kind in (errors.ModelBadRequest, errors.ModelServerFault) and _says(error, _CONTEXT_SIGNS):
        return Fault(complaints.too_long(endpoint))
    if kind is errors.ModelServerFault and not _is_answer(error):
        return Fault(complaints.not_openai(endpoint))
    # Our own timeout is not tried again: somebody would wait three times as long for the same silence.
    retry = kind in (errors.ModelBusy, errors.ModelServerFault) or status == 408
    return Fault(complaints.general(kind, endpoint, status), retry, wait_asked(error))


def _unreachable(error: Exception, endpoint: Endpoint, mid_answer: bool) -> Fault:
    if mid_answer:
        return Fault(complaints.cut_off(endpoint), retry=True)
    if any("certificate" in str(cause).lower() for cause in _causes(error)):
        return Fault(complaints.untrusted(endpoint))
    return Fault(complaints.general(errors.ModelUnreachable, endpoint, _status(error)), retry=True)


# Statuses that openai has no class for, and those that an error in the middle of a stream has as its code.
_BY_STATUS: dict[int | None, type[errors.ModelError]] = {
    400: errors.ModelBadRequest,
    401: errors.ModelRefused,
    402: errors.ModelRefused,
    403: errors.ModelRefused,
    404: errors.ModelNotFound,
    405: errors.ModelNotFound,
    407: errors.ModelUnreachable,
    408: errors.ModelTimeout,
    410: errors.ModelNotFound,
    413: errors.ModelBadRequest,
    422: errors.ModelBadRequest,
    429: errors.ModelBusy,
}


def _status(error: Exception) -> int | None:
    """The HTTP status, or the numeric code that an error event of a stream carries in its place."""
    value = getattr(error, "status_code", None) or getattr(error, "code", None)
    return int(value) if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()) else None


def _kind_of_class(error: Exception) -> type[errors.ModelError]:
    import httpx2

    # openai has one class for "no connection" and "no answer"; the user must check different things.
    if any(isinstance(cause, httpx2.ConnectTimeout) for cause in _causes(error)):
        return errors.ModelUnreachable
    known = known_classes()
    return next((known[parent] for parent in type(error).__mro__ if parent in known), errors.ModelServerFault)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _is_answer(error: Exception) -> bool:
    """Whether a server of the right kind reported the fault, rather than our reading of it failing."""
    import openai

    return isinstance(error, openai.APIError) and not isinstance(error, openai.APIResponseValidationError)


def _says(error: Exception, signs: tuple[str, ...]) -> bool:
    """Whether the vendor's message holds one of the signs; the message itself goes no further."""
    text = f"{error} {getattr(error, 'code', '')} {getattr(error, 'type', '')}".lower()
    return any(sign in text for sign in signs)
