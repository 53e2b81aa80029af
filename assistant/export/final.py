"""A final copy holds no mark that somebody must still act on; nobody signs what is unfinished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.errors import InputError
from assistant.export.paper import Paper
from assistant.export.placeholders import pieces

_TOLD = 20


def refuse_unfinished(paper: Paper) -> None:
    """Raises InputError naming every 【待补充】 and 【待核实】 that is left, with the place where it stands."""
    found = Counter(
        (place, piece.text) for place, text in _texts(paper) for piece in pieces(text) if piece.placeholder
    )
    if not found:
        return
    lines = [
        f"{place}：{mark}" + (f"（{times}处）" if times > 1 else "") for (place, mark), times in found.items()
    ]
    more = [f"……另有{len(lines) - _TOLD}项"] if len(lines) > _TOLD else []
    raise InputError(
        f"还有{found.total()}处待补充或待核实，不能导出定稿：\n" + "\n".join([*lines[:_TOLD], *more]),
        hint="请先补齐数据、核实内容，或先导出工作稿。",
    )


def before_text(paper: Paper) -> Iterator[tuple[str, str]]:
    """What is printed before the sections, each with its place."""
    yield "标题", paper.title
    yield "封面标题", paper.cover_title or ""
    for line in paper.cover:
        yield f"封面“{line.label}”", line.value


def after_text(paper: Paper) -> Iterator[tuple[str, str]]:
    """What is printed behind the sections, each with its place."""
    for name in paper.listed:
        yield "附件说明", name
    for annex in paper.annexes:
        for cell in annex.form.cells:
            yield f"附件“{annex.title}”", str(cell.value)
    if paper.signature:
        yield "落款", f"{paper.signature.unit}\n{paper.signature.date}"


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """All texts that are printed, each with its place."""
    yield from before_text(paper)
    for section in paper.sections:
        place = f"“{section.heading}”" if section.heading else "正文开头"
        yield place, section.heading
        yield place, section.text
    yield from after_text(paper)
