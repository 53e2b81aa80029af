"""`python -m eval faithfulness generate | score`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import eval.faithfulness as package
from assistant.drafting.exemplars import Exemplars
from assistant.errors import AssistantError
from assistant.models.chat import ChatModel
from assistant.settings import Settings
from assistant.wiring import exemplars_of, open_chat_model
from eval.faithfulness.generate import Run, generate
from eval.faithfulness.samples import FACTS, PACK, SECTIONS
from eval.faithfulness.variants import VARIANTS
from eval.faithfulness.weak_model import weak_model


def main(arguments: list[str]) -> int:
    """The command; 2 where the model or the library failed (what is written stays)."""
    given = _given(arguments)
    try:
        return given.work(given)
    except (AssistantError, ValueError) as fault:
        print(fault, file=sys.stderr)
        return 2


def _given(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval faithfulness",
        description=package.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True)
    first = commands.add_parser("generate")
    first.add_argument("--run", type=Path, required=True)
    first.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    first.add_argument(
        "--facts", nargs="+", default=list(FACTS), help="samples' names, or paths of facts files"
    )
    first.add_argument("--pack", default=PACK)
    first.add_argument("--sections", type=int, default=SECTIONS, help="how many of each report")
    first.add_argument("--model", choices=("settings", "weak"), default="settings")
    first.add_argument("--exemplars", choices=("library", "corpus"), default="library")
    first.set_defaults(work=_generate)
    second = commands.add_parser("score")
    second.add_argument("--run", type=Path, required=True)
    second.add_argument("-o", "--output", type=Path)
    second.set_defaults(work=_score)
    return parser.parse_args(arguments)


def _generate(given: argparse.Namespace) -> int:
    run = Run(given.run, given.variants, given.facts, given.pack, given.sections)
    settings = Settings()
    for line in generate(
        run, _model(given.model, settings), _exemplars(given.exemplars, settings, given.pack)
    ):
        print(line, file=sys.stderr, flush=True)
    return 0


def _model(name: str, settings: Settings) -> Callable[[], ChatModel]:
    """Opens the model: a server is opened once, a scripted one has a cache of its own each time."""
    return weak_model if name == "weak" else cache(lambda: open_chat_model(settings))


def _exemplars(source: str, settings: Settings, pack: str) -> Exemplars:
    if source == "library":
        return exemplars_of(settings, pack)
    from eval.faithfulness.corpus import CorpusExemplars

    return CorpusExemplars()


def _score(given: argparse.Namespace) -> int:
    from eval.faithfulness.picture import draw
    from eval.faithfulness.score import scored
    from eval.faithfulness.tables import markdown

    result = scored(given.run)
    print(markdown(result))
    if given.output:
        # The date in a result's name has no ending of its own, so the endings are appended.
        Path(f"{given.output}.json").write_text(_as_json(result), encoding="utf-8")
        Path(f"{given.output}.md").write_text(markdown(result), encoding="utf-8")
        draw(result, Path(f"{given.output}.png"))
    return 0


def _as_json(result: Mapping[str, Any]) -> str:
    """Totals for people to read, the rows a line each."""
    totals = json.dumps(
        {key: one for key, one in result.items() if key != "rows"}, ensure_ascii=False, indent=1
    )
    rows = ",\n".join(json.dumps(one, ensure_ascii=False) for one in result["rows"])
    return f'{totals.removesuffix("}").rstrip()},\n "rows": [\n{rows}\n ]\n}}\n'
