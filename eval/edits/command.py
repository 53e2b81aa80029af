"""`python -m eval edits`."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path

import eval.edits as package
from assistant.errors import AssistantError
from assistant.models.chat import ChatModel
from eval.edits.cases import load_cases
from eval.edits.run import OFFLINE, Row, measure
from eval.edits.tables import group, markdown, totals
from eval.edits.writers import SCRIPTED


def main(arguments: list[str]) -> int:
    """The command; 2 where the model failed (what is written stays)."""
    parser = argparse.ArgumentParser(
        prog="python -m eval edits",
        description=package.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--model", action="store_true", help="ask the model of the settings too")
    parser.add_argument("--no-scripted", action="store_true", help="leave out the scripted answers")
    parser.add_argument("--only", nargs="+", default=[], help="ids of instructions or commands")
    parser.add_argument("--run", type=Path, required=True, help="the folder of the answers")
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(arguments)
    try:
        with _quiet():
            rows = _rows(given)
    except AssistantError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(markdown(rows))
    if given.output:
        _write(given.output, rows)
    return 0


@contextmanager
def _quiet() -> Iterator[None]:
    """Guarded models warn of every answer that is none: here most of them are made so."""
    log = logging.getLogger("assistant")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


def _rows(given: argparse.Namespace) -> list[Row]:
    instructions = [one for one in load_cases("instruction") if not given.only or one.id in given.only]
    commands = [one for one in load_cases("command") if not given.only or one.id in given.only]
    writers = [OFFLINE, *([] if given.no_scripted else SCRIPTED)]
    rows: list[Row] = []
    opened = cache(_opened)
    named = [opened().name] if given.model else []
    for cases, answering in ((commands, [OFFLINE]), (instructions, [*writers, *named])):
        for row in measure(cases, answering, opened, given.run):
            rows.append(row)
            if row.writer in named:
                told = "broken" if row.broken else "short" if row.failed else "ok"
                print(f"{row.case} {row.way} {told} {row.seconds:.0f}s", file=sys.stderr, flush=True)
    return rows


def _opened() -> ChatModel:
    from assistant.settings import Settings
    from assistant.wiring import open_chat_model

    return open_chat_model(Settings())


def _write(path: Path, rows: Sequence[Row]) -> None:
    """Totals for people to read, the rows a line each; the texts only of a real model, whose answers do not come twice."""
    head = json.dumps(totals(rows), ensure_ascii=False, indent=1)
    told = [asdict(row) | ({} if group(row) == "model" else {"after": {}}) for row in rows]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in told)
    # The date in a result's name has no ending of its own, so the endings are appended.
    Path(f"{path}.json").write_text(f'{{"totals": {head},\n"rows": [\n{lines}\n]}}\n', encoding="utf-8")
    Path(f"{path}.md").write_text(markdown(rows), encoding="utf-8")
