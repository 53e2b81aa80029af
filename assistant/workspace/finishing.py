"""What stands between a draft and its final copy: marks that are left anywhere in it, sections that are not written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.export.final import after_text, before_text
from assistant.export.of_draft import paper_of
from assistant.export.paper import Paper
from assistant.export.placeholders import pieces
from assistant.workspace.report import Report
from assistant.workspace.todo import Todo, todo_list

_TOLD = 5


@dataclass(frozen=True)
class Obstacles:
    """`todos` are the marks of the text; `elsewhere` those on the cover, in headings and annexes, as place and mark;
    `unwritten` the sections without a text, as id and heading.
    """

    todos: tuple[Todo, ...]
    elsewhere: tuple[tuple[str, str], ...]
    unwritten: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.todos) + len(self.elsewhere) + len(self.unwritten)

    def refuse(self) -> None:
        """Raises `InputError` while there are any."""
        if not self.count:
            return
        named = [
            *(f"“{heading}”还没有写" for _, heading in self.unwritten),
            *(f"{place}：{mark}" for place, mark in self.elsewhere),
            *(f"“{one.heading}”：{one.title}" for one in self.todos),
        ]
        more = f"……共{len(named)}处" if len(named) > _TOLD else ""
        raise InputError(
            f"还有{self.count}处没有处理，不能导出定稿：{'；'.join(named[:_TOLD])}{more}",
            hint="请在报告页“待补”中逐项处理，或先下载工作稿。",
        )


def obstacles(report: Report) -> Obstacles:
    """All of them, in the report's order."""
    printed = paper_of(report.draft())
    elsewhere = tuple(
        (place, piece.text) for place, text in _around(printed) for piece in pieces(text) if piece.placeholder
    )
    unwritten = tuple((one.id, one.heading) for one in report.parts if one.revision is None)
    return Obstacles(todo_list(report.facts, report.pack, report.sheet, {}).open, elsewhere, unwritten)


def _around(printed: Paper) -> Iterator[tuple[str, str]]:
    """All texts beside those of the sections, each with its place."""
    yield from before_text(printed)
    yield from (("标题", section.heading) for section in printed.sections)
    yield from after_text(printed)
