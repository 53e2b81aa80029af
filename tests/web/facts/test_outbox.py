"""What a browser sends as changes: read where it is what the page sends, refused in Chinese where it is anything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.web.facts.outbox import MAX_CHANGES, changes_of
from assistant.workspace.filling_changes import Fill, InsertRow, MoveRow, RemoveRow, Settle


def test_the_pages_changes() -> None:
    sent = [
        {"op": "fill", "path": "report.region", "text": "甲", "before": "乙"},
        {"op": "settle", "path": "report.region"},
        {"op": "remove", "row": "funds.payments[0]"},
        {"op": "insert", "row": "funds.payments[0]", "texts": {"amount": "3"}},
        {"op": "move", "row": "funds.payments[1]", "by": "-1"},
    ]
    assert changes_of(json.dumps(sent)) == [
        Fill("report.region", "甲", "乙"),
        Settle("report.region"),
        RemoveRow("funds.payments[0]"),
        InsertRow("funds.payments[0]", (("amount", "3"),)),
        MoveRow("funds.payments[1]", -1),
    ]


@pytest.mark.parametrize(
    "sent",
    ["", "{", "null", "{}", '["fill"]', '[{"op":"drop"}]', "[" * 5000, "[{}]", "x" * 2_000_001],
)
def test_anything_else_is_refused(sent: str) -> None:
    with pytest.raises(InputError):
        changes_of(sent)


def test_too_many_changes_are_refused() -> None:
    sent: list[Any] = [{"op": "settle", "path": "report.region"}] * (MAX_CHANGES + 1)
    with pytest.raises(InputError):
        changes_of(json.dumps(sent))
