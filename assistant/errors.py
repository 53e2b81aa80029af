"""Every error a user can meet, as one tree; messages are Chinese: what is wrong, where, what to do.

    AssistantError
    ├── InputError                what the user gave cannot be used (exit code 2)
    │   ├── FactsError            one `FactProblem` for every fault of a facts file
    │   ├── PackError             a locality pack is broken: file, line, field
    │   └── DocumentError         a document cannot be read (empty, encrypted, truncated, mislabelled)
    ├── LibraryError              the index of past reports cannot be used
    │   └── EmbedderMismatch      it was built by another embedder: re-index
    ├── ModelError                the language model did not answer usefully
    │   ├── ModelUnreachable      nothing listens at the address, or the connection was reset
    │   ├── ModelTimeout          no answer within the limit
    │   ├── ModelRefused          401 / 403: key missing or wrong
    │   ├── ModelNotFound         404: no such model or path
    │   ├── ModelBusy             429: too many requests, after the allowed retries
    │   ├── ModelBadRequest       400 / 413 / 422
    │   │   └── ModelTooLong      prompt and answer do not fit the context: asked again with less, it costs no draft
    │   ├── ModelServerFault      5xx
    │   ├── ModelCutOff           the stream ended before the answer did
    │   └── ModelUseless          the server works, this answer is of no use: it costs one section, not the draft
    │       ├── ModelEmpty        an answer without text
    │       ├── ModelLooping      an answer that repeats itself
    │       ├── ModelDeclined     an apology or a word about being an AI instead of an answer
    │       ├── ModelForeign      an answer in another language than Chinese
    │       ├── ModelGarbled      characters that are no text: broken encoding, base64, a web page
    │       └── ModelMisshapen    an answer that is not the form that was asked for, also after a correction
    ├── StoreError                the database of projects cannot be used
    │   ├── NotThere              no such project, draft or user, or not for this user
    │   ├── NotAllowed            the user's role does not allow it
    │   └── Stale                 somebody else has changed it meanwhile: look, then decide
    └── SettingsError             a setting is missing or contradicts another

Vendor exceptions are turned into these where the vendor is called (models/faults.py, library/storage/, library/loaders/).
"""

from __future__ import annotations

from dataclasses import dataclass


class AssistantError(Exception):
    """An error with a Chinese message for the user. Its text never holds keys, prompts or report text."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(AssistantError):
    """What the user gave cannot be used."""


@dataclass(frozen=True)
class FactProblem:
    """One fault of a facts file: where (path and Chinese title), what stands there, what is expected."""

    path: str
    title: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f"{self.title}（{self.path}）" if self.path else self.title
        shown = f"，现为“{self.value}”" if self.value else ""
        return f"{where}：{self.message}{shown}"


class FactsError(InputError):
    """A facts file with faults, all of them at once."""

    def __init__(self, source: str, problems: list[FactProblem]) -> None:
        lines = "\n".join(f"  {number}. {problem}" for number, problem in enumerate(problems, 1))
        super().__init__(f"事实文件 {source} 有 {len(problems)} 处问题：\n{lines}")
        self.source = source
        self.problems = problems


class PackError(InputError):
    """A locality pack is broken: file, line and field are in the message."""


class DocumentError(InputError):
    """A document cannot be read."""


class LibraryError(AssistantError):
    """The index of past reports cannot be used."""


class EmbedderMismatch(LibraryError):
    """The index was built by another embedder."""


class ModelError(AssistantError):
    """The language model did not answer usefully."""


class ModelUnreachable(ModelError):
    """Nothing listens at the address, or the connection was reset."""


class ModelTimeout(ModelError):
    """No answer within the limit."""


class ModelRefused(ModelError):
    """401 or 403."""


class ModelNotFound(ModelError):
    """404: no such model or path."""


class ModelBusy(ModelError):
    """429, after the allowed retries."""


class ModelBadRequest(ModelError):
    """400, 413 or 422: the server does not take the request."""


class ModelTooLong(ModelBadRequest):
    """Prompt and answer do not fit the model's context."""


class ModelServerFault(ModelError):
    """5xx."""


class ModelCutOff(ModelError):
    """The stream ended before the answer did."""


class ModelUseless(ModelError):
    """The server works, this answer is of no use: it costs one section, not the draft."""


class ModelEmpty(ModelUseless):
    """An answer without text."""


class ModelLooping(ModelUseless):
    """An answer that repeats itself; the call was ended early."""


class ModelDeclined(ModelUseless):
    """An apology or a word about being an AI instead of an answer."""


class ModelForeign(ModelUseless):
    """An answer in another language than the Chinese that was asked for."""


class ModelGarbled(ModelUseless):
    """Characters that are no text: broken encoding, base64, control characters, the source of a web page."""


class ModelMisshapen(ModelUseless):
    """An answer that is not the form (JSON) that was asked for, also after a correction."""


class SettingsError(AssistantError):
    """A setting is missing or contradicts another."""


class StoreError(AssistantError):
    """The database of projects cannot be used."""


class NotThere(StoreError):
    """No such project, draft or user, or not for this user: the two are not told apart."""


class NotAllowed(StoreError):
    """The user's role does not allow it."""


class Stale(StoreError):
    """Somebody else has changed it meanwhile. `latest` is the id of what stands there now."""

    def __init__(self, message: str, latest: int, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.latest = latest
