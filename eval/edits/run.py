"""Every case by every writer; what is written in the run's folder already is not asked again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.editing.editor import Editor
from assistant.editing.proposal import Proposal, accepted
from assistant.errors import AssistantError, ModelError, ModelUseless
from assistant.models.chat import ChatModel
from eval.edits.cases import Case
from eval.edits.effects import failed
from eval.edits.laws import broken
from eval.edits.writers import SCRIPTED, scripted

OFFLINE = "offline"
_PATIENCE = 3


@dataclass(frozen=True)
class Row:
    """What came of one case by one writer; `failed` are the checks of the effect, `broken` the laws, `after` the texts of
    the sections that changed.
    """

    case: str
    sort: str
    trap: bool
    writer: str
    way: str
    hunks: int
    changes: int
    caused: int
    cured: int
    fact: str
    message: str
    broken: list[str]
    failed: list[str]
    wrong_way: bool
    seconds: float
    after: dict[str, str]


def judged(case: Case, writer: str, model: ChatModel | None) -> Row:
    """Runs one case. Raises `ModelError`."""
    began = time.perf_counter()
    try:
        proposal = Editor(case.facts, case.pack, model).propose(case.sheet, case.ask, case.scope)
    except AssistantError as told:
        if isinstance(told, ModelError) and not isinstance(told, ModelUseless):
            raise
        # The page says it at its place: what cannot be carried out, or was not answered, changes nothing.
        proposal = Proposal(instruction=case.ask, way="none", message=str(told))
    seconds = time.perf_counter() - began
    after = accepted(case.sheet, proposal)
    return Row(
        case.id,
        case.sort,
        case.trap,
        writer,
        proposal.way,
        len(proposal.hunks),
        len(proposal.changes),
        len(proposal.caused),
        len(proposal.cured),
        proposal.fact.path if proposal.fact else "",
        proposal.message,
        list(broken(case, proposal)),
        list(failed(case, proposal)),
        bool(model and case.way and proposal.way != case.way),
        round(seconds, 2),
        {new.id: new.text for _, new in case.sheet.changed(after)},
    )


def measure(
    cases: Sequence[Case], writers: Sequence[str], open_model: Callable[[], ChatModel], folder: Path
) -> Iterator[Row]:
    """The rows of all cases by all writers, those of an earlier run as they are. A writer is `offline`, a scripted one, or
    the name of the model that `open_model` opens. Raises the `ModelError` when three in a row fail.
    """
    failures = 0
    for writer in writers:
        for case in cases:
            path = folder / f"{writer.replace('/', '_')}--{case.id}.json"
            if path.exists():
                yield Row(**json.loads(path.read_text(encoding="utf-8")))
                continue
            try:
                row = judged(case, writer, _model(writer, case, open_model))
            except ModelError as fault:
                failures += 1
                if failures == _PATIENCE:
                    raise
                print(f"{writer} {case.id} failed: {type(fault).__name__}", flush=True)
                continue
            failures = 0
            _write(path, row)
            yield row


def _model(writer: str, case: Case, open_model: Callable[[], ChatModel]) -> ChatModel | None:
    if writer == OFFLINE:
        return None
    return scripted(writer, case) if writer in SCRIPTED else open_model()


def _write(path: Path, row: Row) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(asdict(row), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)
