from __future__ import annotations

from assistant.drafting.draft import SectionDraft
from assistant.drafting.events import SectionDone, SectionRepair, SectionStarted, SectionText, Started
from assistant.workspace.board import Board, State


def _board(*events) -> Board:
    board = Board("题目")
    for event in (Started((("a", "一、甲"), ("b", "（一）乙"))), *events):
        board.take(event)
    return board


def _done(id: str, text: str) -> SectionDone:
    return SectionDone(SectionDraft(id=id, heading="一、甲", level=1, kinds=[], text=text), key="k")


def test_states_follow_the_events():
    board = _board(SectionStarted("a"))
    assert [part.state for part in board.parts.values()] == [State.WRITING, State.WAITING]
    assert [part.level for part in board.parts.values()] == [1, 2]
    board.take(SectionRepair("a", 1, ("数字不符",)))
    assert board.parts["a"].state is State.REPAIRING
    board.take(_done("a", "正文"))
    assert (board.parts["a"].state, board.parts["a"].faults, board.done) == (State.DONE, (), 1)


def test_withdrawn_text_stays_until_its_replacement_begins():
    board = _board(
        SectionStarted("a"), SectionText("a", "旧"), SectionText("a", "文"), SectionRepair("a", 1, ("错",))
    )
    assert (board.parts["a"].text, board.parts["a"].stale) == ("旧文", True)
    board.take(SectionText("a", "新"))
    assert (board.parts["a"].text, board.parts["a"].stale) == ("新", False)


def test_a_run_that_ends_early_leaves_what_was_begun_unfinished():
    board = _board(SectionStarted("a"), SectionText("a", "半"))
    board.end()
    assert [part.state for part in board.parts.values()] == [State.LEFT, State.WAITING]
