"""A suggestion in a model's words, asked for by a person, one at a time: counted while it is written, ended when they say so."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.advice.suggestion import Advice, Suggestion
from assistant.drafting.adapting import adapted
from assistant.drafting.plan import make_plan
from assistant.errors import AssistantError, NotThere
from assistant.models.chat import ChatModel, Message, Usage
from assistant.store.database import Database
from assistant.store.people import Person
from assistant.store.rights import editable
from assistant.wiring import LibraryPrecedents, open_chat_model
from assistant.workspace.faults import told
from assistant.workspace.problem_case import Case, case_of
from assistant.workspace.workspace import Workspace


class Halted(AssistantError):
    """Somebody stopped it."""


@dataclass
class Polish:
    """One suggestion being worded. Once `ended` is set there is a `text`, or a `fault` (message and hint)."""

    key: str
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    since: float = field(default_factory=time.monotonic)
    characters: int = 0
    text: str = ""
    fault: tuple[str, str] | None = None

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.since


def begin(workspace: Workspace, by: Person, project: str, key: str, model: ChatModel | None = None) -> Polish:
    """Begins to word a suggestion, on a thread of its own; `model` None is the configured one.

    Raises `NotThere`, `NotAllowed`, `FactsError`. What the model does wrong is the `fault` of what is returned.
    """
    _may(workspace.database, by, project)
    case = case_of(workspace, by, project)
    one = case.suggestion(key)
    if one is None:
        raise NotThere("数据已不再显示这处偏差", hint="请刷新页面看最新内容。")
    made = Polish(key)
    threading.Thread(
        target=_work, args=(workspace, case, one, made, model), name="polish", daemon=True
    ).start()
    return made


def _work(workspace: Workspace, case: Case, one: Suggestion, made: Polish, model: ChatModel | None) -> None:
    try:
        made.text = _worded(workspace, case, one, made, model or open_chat_model(workspace.settings))
    except Halted:
        pass
    except Exception as error:  # here the person's request ends
        made.fault = told(error)
    finally:
        made.ended.set()


def _worded(workspace: Workspace, case: Case, one: Suggestion, made: Polish, model: ChatModel) -> str:
    """Figures and effect in the model's words; the title and the cause stay as they are."""
    facts, pack = case.base.facts, case.pack
    told_once = one.model_copy(update={"cause": ""})
    library = workspace.library
    shown = (
        [] if library.is_empty() else LibraryPrecedents(library, pack).exemplars([one.problem[:120]], facts)
    )
    advice = Advice(deviations=[], suggestions=[told_once])
    rounds = workspace.settings.repair_rounds
    text = adapted(advice, make_plan(facts, pack), _Watched(model, made), shown, rounds).suggestions[0].text
    return text.removeprefix(one.title).lstrip("。，：；, ").strip()


class _Watched:
    """A model whose answer is counted, and broken off when somebody says so."""

    def __init__(self, model: ChatModel, made: Polish) -> None:
        self._model, self._made = model, made

    @property
    def name(self) -> str:
        return self._model.name

    def stream(self, messages: Sequence[Message], *, max_tokens: int | None = None) -> Iterator[str | Usage]:
        """See `ChatModel.stream`. Raises `Halted`."""
        for item in self._model.stream(messages, max_tokens=max_tokens):
            if self._made.stop.is_set():
                raise Halted("已停止")
            if isinstance(item, str):
                self._made.characters += len(item)
            yield item


def _may(database: Database, by: Person, project: str) -> None:
    """A model's words cost money: they are for those who may use them."""
    with database.reading() as session:
        editable(session, by, project)
