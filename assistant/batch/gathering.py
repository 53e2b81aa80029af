"""What a batch is to draft: the facts files of a folder, or the projects of a workbook, each as a task.

A workbook is the program's own spreadsheet (one project) or one with 自评表 (each project found in it). A source that
cannot be read costs only itself, unless it is all there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.batch.names import Names
from assistant.batch.task import Task
from assistant.errors import AssistantError, DocumentError, FactsError, InputError
from assistant.facts.load import MAX_BYTES, facts_from_tree
from assistant.facts.model import ProjectFacts
from assistant.facts.opening import SPREADSHEETS

if TYPE_CHECKING:
    from assistant.files.grid import Grids

FACTS = (".yaml", ".yml", ".json")
MOST = 2000
"""Projects of one batch."""


@dataclass(frozen=True)
class Unusable:
    """A source that gave no task, and why."""

    file: str
    reason: str
    project: str = ""


@dataclass(frozen=True)
class Gathered:
    """What was found, in order; `left` are the names of files in the folder that are no facts files."""

    found: tuple[Task | Unusable, ...]
    left: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What can be drafted."""
        return tuple(one for one in self.found if isinstance(one, Task))

    @property
    def unusable(self) -> tuple[Unusable, ...]:
        """What cannot."""
        return tuple(one for one in self.found if isinstance(one, Unusable))


def gather(source: Path, out: Path, address: Callable[[bytes], str], *, below: bool = False) -> Gathered:
    """The tasks of a folder (with `below`, of the folders in it too) or of a workbook, in the order of their names.

    Raises `InputError` where there is nothing to draft, or drafts would lie among the facts files.
    """
    if source.is_dir():
        files, left = _files(source, out, below)
    elif source.is_file():
        if source.suffix.lower() not in SPREADSHEETS:
            raise InputError(
                f"批量起草要给出文件夹或工作簿，不是“{source.name}”",
                hint="一份事实文件请直接用 assistant draft 文件 -o 输出。",
            )
        files, left = [source], []
    else:
        raise InputError(f"找不到 {source}", hint="请给出放事实文件的文件夹，或有多个项目的工作簿。")
    found, names = [], Names()
    for path in files:
        label = path.relative_to(source).as_posix() if source.is_dir() else path.name
        found.extend(_of_file(path, label, names, address))
        if len(found) > MOST:
            raise InputError(f"项目超过{MOST}个", hint="请分几个文件夹，分批起草。")
    if not found:
        hint = f"事实文件以 {'、'.join((*FACTS, *SPREADSHEETS))} 结尾；要连同下级文件夹，请加 --below。"
        raise InputError(f"{source} 里没有事实文件", hint=hint)
    return Gathered(tuple(found), tuple(left))


def _files(source: Path, out: Path, below: bool) -> tuple[list[Path], list[str]]:
    """The facts files of a folder, and the names of the other files."""
    if out.resolve() == source.resolve():
        raise InputError(
            "输出文件夹不能就是放事实文件的文件夹", hint=f"请换一个，例如 -o {source / '报告'}。"
        )
    inside = source.rglob("*") if below else source.iterdir()
    wanted, left = [], []
    for path in sorted(inside):
        # Hidden files, what Office leaves beside an open file, and what an earlier batch wrote.
        if path.name.startswith((".", "~$")) or not path.is_file() or out.resolve() in path.resolve().parents:
            continue
        known = path.suffix.lower() in (*FACTS, *SPREADSHEETS)
        (wanted if known else left).append(path)
    return wanted, [path.name for path in left]


def _of_file(
    path: Path, label: str, names: Names, address: Callable[[bytes], str]
) -> Iterator[Task | Unusable]:
    if path.suffix.lower() in FACTS:
        yield Task(label, names.give(path.stem), address(_beginning(path)), path)
        return
    try:
        found = _projects(path)
    except AssistantError as error:
        yield Unusable(label, str(error))
        return
    for one in found:
        if isinstance(one, _Read):
            content = one.facts.model_dump_json(exclude_none=True) + "\n".join(one.doubts)
            shown = f"{label}·{one.facts.project.name}" if len(found) > 1 else label
            name = names.give(one.facts.project.name)
            yield Task(shown, name, address(content.encode()), path, one.facts, one.doubts)
        else:
            yield Unusable(f"{label}·{one.project}" if one.project else label, one.reason, one.project)


def _beginning(path: Path) -> bytes:
    """As much as a facts file may have; what cannot be read is told when it is drafted."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return b""


@dataclass(frozen=True)
class _Read:
    facts: ProjectFacts
    doubts: tuple[str, ...] = ()


def _projects(path: Path) -> list[_Read | Unusable]:
    """The projects of a workbook. Raises `DocumentError`, `FactsError`."""
    from assistant.facts.offline_form import marks
    from assistant.facts.offline_form.read import load_offline_form
    from assistant.facts.offline_form.rows import read_pages
    from assistant.files.opening import open_grids

    if any(rows and rows[0].mark == marks.FORM_MARK for _, rows in read_pages(path)):
        return [_Read(load_offline_form(path))]
    return list(_tabled(path, open_grids(path)))


def _tabled(path: Path, grids: Grids) -> Iterator[_Read | Unusable]:
    from assistant.facts.table.reader import read_grids

    first = read_grids(grids)
    if not first.cells:
        raise DocumentError(
            f"文件“{path.name}”里没有找到自评表的内容。",
            hint="表中应有“项目名称”“年初预算数”“一级指标”等栏目；也可以用 assistant facts new 得到的填报表。",
        )
    for number, project in enumerate(first.projects or ("",)):
        reading = first if number == 0 else read_grids(grids, project)
        # That there are several is no doubt here: all of them are taken. What is said of the file is said once.
        doubts = tuple(one.message for one in reading.conflicts if one.kind != "several")
        doubts += reading.notes if number == 0 else ()
        try:
            yield _Read(facts_from_tree(_headed(reading.facts), source=path.name), doubts)
        except FactsError as error:
            yield Unusable(path.name, str(error), project)


def _headed(tree: dict[str, Any]) -> dict[str, Any]:
    """With the groups of what must be given, so that each fault names its field."""
    return {"report": {}, "project": {}, **tree}
