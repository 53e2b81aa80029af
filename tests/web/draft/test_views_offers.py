"""Imported changes of figures: a button for each fact that could be changed instead."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.editing.hunks import hunks
from assistant.editing.proposal import FactChange, Proposal
from assistant.store.talk import Message
from assistant.web.draft.views.talk import talk
from assistant.workspace.talking import Line
from tests.web.fragments import read

HOSTILE = '"><script>alert(1)</script>'


def line(*offers: FactChange) -> Line:
    message = Message(1, "assistant", "安娜", "改了1处。", "", 7, False, datetime(2026, 1, 1, tzinfo=UTC))
    proposal = Proposal(
        instruction="取回", way="import", hunks=hunks("a", "共10台。", "共12台。"), offers=list(offers)
    )
    return Line(message, proposal)


def offer(path: str, title: str = "数量") -> FactChange:
    return FactChange(path=path, title=title, before="10台", after="12台", value="12")


def test_each_fact_has_a_button_with_its_path() -> None:
    found = read(talk([line(offer("a.b"), offer("c.d"))], None, {"a": "一、概况"}, can_edit=True))
    buttons = [one for one in found.all("button") if one.attributes.get("data-do") == "instead"]
    assert [(one.attributes["data-proposal"], one.attributes["data-path"]) for one in buttons] == [
        ("7", "a.b"),
        ("7", "c.d"),
    ]


def test_who_may_not_edit_has_none_and_titles_are_escaped() -> None:
    html = talk([line(offer("a.b", HOSTILE))], None, {"a": "一、概况"}, can_edit=True)
    assert "<script>" not in html
    assert "instead" not in talk([line(offer("a.b"))], None, {"a": "一、概况"}, can_edit=False)
