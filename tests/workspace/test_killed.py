"""kill -9 in the middle of drafting and editing: nothing accepted is lost or doubled, nothing finished is paid again.

`python -m eval load kills` does the same fifty times.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.resources import shipped
from eval.load.killing import Killing, Outcome, facts_files

KILLS = 5
SAMPLE = shipped("corpus") / "2022-school-sanzhong.yaml"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def killing(home: Path) -> Killing:
    made = Killing(home / "home", facts_files(home, SAMPLE, 1), seed=7, longest=0.5)
    made.run(KILLS)
    return made


def test_nothing_accepted_is_lost_and_drafts_go_on(killing: Killing) -> None:
    outcome = killing.outcome
    assert outcome.faults == []
    assert (outcome.kills, outcome.drafts_done) == (KILLS, 1)
    assert outcome.told > 0 and outcome.requests > 0


def test_a_loss_would_show(killing: Killing, home: Path) -> None:
    """The accounts are made again upon a database that was tampered with."""
    database = home / "home" / "workspace.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        mark = killing.accepted[-1]["mark"]
        connection.execute("UPDATE section_revisions SET text = replace(text, ?, '')", (mark,))
        first = killing.accepted[0]["mark"]
        connection.execute("UPDATE section_revisions SET text = replace(text, ?, ?)", (first, first + first))
    killing.outcome = Outcome()
    killing.account()
    assert [one for one in killing.outcome.lost if mark in one]
    assert first == mark or [one for one in killing.outcome.doubled if first in one]


def test_a_section_asked_for_again_would_show(killing: Killing) -> None:
    (system, question), place = next(iter(killing.sections.items()))
    said = [{"messages": [{"content": system}, {"content": question}]}]
    killing.outcome = Outcome()
    killing.unpaid(json.loads(json.dumps(said)), {place})
    assert killing.outcome.paid_again == [" ".join(place)]
