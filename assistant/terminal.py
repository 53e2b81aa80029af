"""What the commands share: messages on stderr, one JSON document on stdout, faults told in Chinese, a progress bar."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import AssistantError, FactsError

if TYPE_CHECKING:
    from rich.progress import Progress

AsJson = Annotated[bool, typer.Option("--json", help="在标准输出给出一个JSON文档")]


def say(message: str) -> None:
    """A message for the person, on stderr."""
    typer.echo(message, err=True)


def answer(document: Any) -> None:
    """The JSON document, on stdout."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


@contextmanager
def told_in_chinese(as_json: bool) -> Iterator[None]:
    """Errors of the assistant end the command with code 2 and their reason; anything else is a defect and says so."""
    try:
        yield
    except AssistantError as error:
        say(f"错误：{error}")
        if as_json:
            answer({"error": {"message": error.message, "hint": error.hint, "problems": _problems(error)}})
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        say("已停止。")
        raise typer.Exit(130) from None


def _problems(error: AssistantError) -> list[dict[str, str]]:
    if not isinstance(error, FactsError):
        return []
    return [
        {"path": one.path, "title": one.title, "value": one.value, "message": one.message}
        for one in error.problems
    ]


def progress_bar() -> Progress:
    """A progress bar on stderr; plain silence where stderr is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
