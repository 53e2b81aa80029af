"""`python -m eval load kills | sessions`."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import tempfile
from pathlib import Path

import eval.load as package
from assistant.resources import shipped
from eval.load.killing import Killing, Outcome, facts_files, told
from eval.load.sessions import at_work, make_users, markdown, server

_SAMPLE = "2022-school-sanzhong"


def main(arguments: list[str]) -> int:
    """The command; 1 where a fault was found."""
    parser = argparse.ArgumentParser(
        prog="python -m eval load",
        description=package.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True)
    kills = commands.add_parser("kills")
    kills.add_argument("--rounds", type=int, default=50)
    kills.add_argument("--projects", type=int, default=20)
    kills.add_argument("--seed", type=int, default=1)
    kills.add_argument("--server", action="store_true", help="kill a real server, visited over HTTP")
    kills.add_argument("-o", "--output", type=Path)
    kills.set_defaults(work=_kills)
    sessions = commands.add_parser("sessions")
    sessions.add_argument("--sessions", type=int, default=20)
    sessions.add_argument(
        "--think", type=float, default=3.0, help="the longest pause of a person, in seconds"
    )
    sessions.add_argument("--login", action="store_true", help="each person with an account of their own")
    sessions.add_argument("-o", "--output", type=Path)
    sessions.set_defaults(work=_sessions)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("eval.load").setLevel(logging.INFO)
    return given.work(given)


def _sessions(given: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        home, numbers = Path(folder), [901, 801, *range(1, given.sessions + 1)]
        password = make_users(home, numbers) if given.login else ""
        with server(home, login=given.login) as address:
            at_work(address, 1, 0.0, 901, password)  # what is made once, is made
            alone = at_work(address, 1, given.think, 801, password)
            many = at_work(address, given.sessions, given.think, 1, password)
    print(markdown(alone, many))
    for fault in (*alone.errors, *many.errors, *many.mixed):
        print(fault, file=sys.stderr)
    if given.output:
        result = {
            "sessions": given.sessions,
            "think": given.think,
            "login": given.login,
            "cores": os.cpu_count(),
            "seconds": round(many.seconds, 1),
            "errors": many.errors,
            "mixed": many.mixed,
            "all": many.pages(),
            "many": many.table(),
            "alone": alone.table(),
        }
        text = json.dumps(result, ensure_ascii=False, indent=1)
        Path(f"{given.output}.json").write_text(text + "\n", encoding="utf-8")
        Path(f"{given.output}.md").write_text(markdown(alone, many), encoding="utf-8")
    return bool(alone.errors or many.errors or many.mixed)


def _kills(given: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        home = Path(folder)
        facts = facts_files(home, shipped("corpus") / f"{_SAMPLE}.yaml", given.projects)
        worker = "eval.load.over_http" if given.server else "eval.load.worker"
        outcome = Killing(home / "home", facts, given.seed, worker=worker).run(given.rounds)
    print(_kills_markdown(outcome))
    for fault in outcome.faults:
        print(fault, file=sys.stderr)
    if given.output:
        text = json.dumps(told(outcome), ensure_ascii=False, indent=1)
        Path(f"{given.output}.json").write_text(text + "\n", encoding="utf-8")
        Path(f"{given.output}.md").write_text(_kills_markdown(outcome), encoding="utf-8")
    return bool(outcome.faults)


def _kills_markdown(outcome: Outcome) -> str:
    rows = [
        ("kills", outcome.kills),
        ("of these while a draft was being written", outcome.in_drafting),
        ("texts that were told to be accepted", outcome.told),
        ("lost", len(outcome.lost)),
        ("doubled", len(outcome.doubled)),
        ("requests to the model", outcome.requests),
        ("requests for a section that was finished before", len(outcome.paid_again)),
        ("drafts that came to their end", outcome.drafts_done),
        ("other faults (database, a draft that failed)", len(outcome.unsound)),
    ]
    return (
        "\n".join(["| what | number |", "|---|---|", *(f"| {name} | {number} |" for name, number in rows)])
        + "\n"
    )
