"""What has become of a section, in a word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from assistant.workspace.board import Part as Running
from assistant.workspace.board import State as RunState
from assistant.workspace.report import Part


class State(StrEnum):
    """The value is what the reader sees."""

    WAITING = "等待"
    WRITING = "正在写"
    REPAIRING = "核对修改"
    LEFT = "未写"
    GAP = "待补"
    EDITED = "已改"
    DONE = "完成"
    EMPTY = "标题"


_OF_RUN = {
    RunState.WAITING: State.WAITING,
    RunState.WRITING: State.WRITING,
    RunState.REPAIRING: State.REPAIRING,
    RunState.LEFT: State.LEFT,
}


def state_of(part: Part, running: Mapping[str, Running]) -> State:
    """A section's state: of its text where there is one, of the run that writes it otherwise."""
    if part.revision is None:
        run = running.get(part.id)
        return _OF_RUN.get(run.state, State.LEFT) if run else State.LEFT
    if not part.text:
        return State.EMPTY
    if "【待" in part.text:
        return State.GAP
    return State.EDITED if part.revision.origin in ("human", "import") else State.DONE
