"""An answer as a pydantic value: asked for as JSON, read leniently, validated, corrected once.

The schema goes to the server where it takes one, and into the prompt in any case: a server may hold the model to the
form, but only the prompt tells it what the fields mean. Weighed against LangChain in docs/decisions.md.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from assistant.models import complaints
from assistant.models.chat import ChatModel, Message, Reply, Usage, json_stream, replied
from assistant.models.lenient_json import NotJson, find_values
from assistant.resources import shipped

log = logging.getLogger(__name__)

Answer = TypeVar("Answer", bound=BaseModel)
_TOLD = 12


@dataclass(frozen=True)
class Answered(Generic[Answer]):
    """A valid answer and its cost. `cut`: the model ran into its limit, so lists may lack their last items."""

    value: Answer
    usage: Usage
    cut: bool = False


def ask(
    model: ChatModel,
    messages: Sequence[Message],
    schema: type[Answer],
    *,
    max_tokens: int | None = None,
    repairs: int = 1,
) -> Answered[Answer]:
    """The model's answer to `messages`, whose last turn is the user's, as a `schema`.

    Fields that may be left out should go with `extra="forbid"`, else any object is a valid answer. Raises `ModelMisshapen`
    where the answer is invalid after `repairs` corrections, and every other `ModelError` as it comes.
    """
    form = _form(schema)
    asked = _instructed(messages, form)
    usage = Usage()
    for attempt in range(repairs + 1):
        reply = replied(json_stream(model, asked, form, max_tokens=max_tokens))
        usage += reply.usage
        read = _read(reply, schema)
        if isinstance(read, Answered):
            return replace(read, usage=usage)
        log.info(
            "model %s: answer %d for %s has %d faults", model.name, attempt + 1, schema.__name__, len(read)
        )
        asked = [*_instructed(messages, form), Message("assistant", reply.text), _correction(read)]
    raise complaints.misshapen(model.name)


def _read(reply: Reply, schema: type[Answer]) -> Answered[Answer] | list[str]:
    """The value in a reply, or what is wrong with it; of several objects the last one that says something counts."""
    try:
        found = find_values(reply.text)
    except NotJson as error:
        return [_not_json(reply.text, error.at)]
    faults: list[str] = []
    for one in [each for each in reversed(found) if each.value] or found:
        if one.cut and not one.value:
            faults = faults or [_words()["cut"]]
            continue
        try:
            return Answered(schema.model_validate(one.value), reply.usage, one.cut)
        except ValidationError as error:
            faults = faults or [*([_words()["cut"]] if one.cut else []), *map(_explained, error.errors())]
    return faults


def _instructed(messages: Sequence[Message], form: Mapping[str, Any]) -> list[Message]:
    """The conversation with the schema at its end, so that what goes before keeps its place in a server's cache."""
    *before, last = messages
    told = _words()["instruct"].format(schema=json.dumps(form, ensure_ascii=False)).strip()
    return [*before, Message(last.role, f"{last.content}\n\n{told}")]


def _correction(faults: Sequence[str]) -> Message:
    numbered = (f"{number}）{fault}" for number, fault in enumerate(dict.fromkeys(faults[:_TOLD]), 1))
    return Message("user", _words()["repair"].format(problems="\n".join(numbered)).strip())


def _not_json(text: str, at: int) -> str:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return _words()["not_json"].format(line=line, column=column)


def _explained(detail: ErrorDetails) -> str:
    """One pydantic fault in the words of prompts/structured.yaml; the value is not repeated, the model has it."""
    words = _words()
    where = ".".join(str(part) for part in detail["loc"]) or words["whole"]
    expected = words["expected"].get(detail["type"], words["other"])
    return words["problem"].format(where=where, expected=expected.format(**detail.get("ctx", {})))


@cache
def _words() -> dict[str, Any]:
    return yaml.safe_load((shipped("prompts") / "structured.yaml").read_text(encoding="utf-8"))


def _form(schema: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema, without the patterns that pydantic gives numbers: grammars of servers refuse such patterns."""
    return _plain(schema.model_json_schema())


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        kept = {key: _plain(value) for key, value in node.items()}
        pattern = kept.get("pattern")
        if isinstance(pattern, str) and "(?" in pattern:
            del kept["pattern"]
        return kept
    return [_plain(one) for one in node] if isinstance(node, list) else node
