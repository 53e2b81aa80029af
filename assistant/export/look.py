"""What offices set otherwise than the standard's plain reading: the pitch of the lines, the face of letters and digits, bold."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.export import measures

USUAL_LATIN = "Times New Roman"


@dataclass(frozen=True)
class Look:
    """`line`: twips from line to line; `latin`: the face of letters and digits in the text; 二级标题加粗."""

    line: int = measures.LINE
    latin: str = USUAL_LATIN
    bold_second: bool = False


USUAL = Look()
