"""New projects: from nothing, from a file, from last year's, from a sample. What was read or carried over is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import FactProblem, FactsError, InputError
from assistant.facts.form import make_form
from assistant.facts.form_carry import Carry, carry_over
from assistant.facts.load import facts_from_tree, load_facts
from assistant.facts.paths import leaves, title_of
from assistant.facts.quantities import number_text
from assistant.facts.tree import tree_of
from assistant.outline.packs import load_pack
from assistant.store.people import Person
from assistant.store.projects import Origin, Project
from assistant.workspace.preferences import default_pack
from assistant.workspace.samples import samples
from assistant.workspace.workspace import Workspace

if TYPE_CHECKING:
    from assistant.facts.model import ProjectFacts

FACTS_FILES = (".yaml", ".yml", ".json")
TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".docx", ".doc", ".wps")
HEAD: tuple[str, ...] = ("report.year", "report.unit", "project.name")
"""What every project has."""
_SEEDED = 3


@dataclass(frozen=True)
class Found:
    """What a file holds of a project: a tree for `facts_from_tree` (`HEAD` may be missing), the number of facts, the cells
    without a place (left), doubts, and all projects of the file, the first of which was read unless another was chosen.
    """

    tree: Mapping[str, Any]
    facts: int
    left: int = 0
    doubts: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()

    def head(self) -> dict[str, str]:
        """Year, unit and name as they stand in the file, by path."""
        said = {path: self.tree.get(path.split(".")[0], {}).get(path.split(".")[1]) for path in HEAD}
        return {path: str(value) for path, value in said.items() if value is not None}


@dataclass(frozen=True)
class Begun:
    """A new project, and how it began: facts that are there, those to be renewed, and what to look at."""

    project: Project
    facts: int
    left: int = 0
    doubts: tuple[str, ...] = ()
    renewed: tuple[Carry, ...] = ()
    check: tuple[Carry, ...] = ()


def begin_blank(workspace: Workspace, by: Person, pack: str, typed: Mapping[str, str]) -> Begun:
    """A project of which only `HEAD` (and perhaps project.type) is known, by path. Raises `FactsError`, `PackError`."""
    return _begin(workspace, by, _with({}, typed), pack, "新建", "blank")


def read_file(path: Path, project: str | None = None) -> Found:
    """A facts file, the filled-in offline form, or a 自评表. Raises `InputError`, `FactsError`, `DocumentError`."""
    ending = path.suffix.lower()
    if ending in FACTS_FILES:
        return _found(load_facts(path))
    if ending not in TABLES:
        raise InputError(
            f"不支持“{ending or path.name}”文件", hint=f"可以用 {'、'.join((*TABLES, *FACTS_FILES))}。"
        )
    return _offline_form(path) or _table(path, project)


def begin_from_file(
    workspace: Workspace,
    by: Person,
    pack: str,
    path: Path,
    name: str,
    typed: Mapping[str, str],
    project: str | None = None,
) -> Begun:
    """A project from a file; `typed` gives what the file lacks of `HEAD`, and wins over it. The file (called `name`) is
    kept with the project. Raises as `read_file`, and `FactsError` for what is still lacking.
    """
    found = read_file(path, project)
    begun = _begin(workspace, by, _with(found.tree, typed), pack, f"从文件“{name}”读入", "file")
    workspace.material.keep(by, begun.project.id, name, path.read_bytes())
    return Begun(begun.project, found.facts, found.left, found.doubts)


def next_head(project: Project) -> dict[str, str]:
    """What next year's project is likely called: the year after, also where the name tells it."""
    year = str(project.year + 1)
    return {
        "report.year": year,
        "report.unit": project.unit,
        "project.name": project.name.replace(str(project.year), year),
    }


def begin_from_last(
    workspace: Workspace, by: Person, pack: str, last: str, typed: Mapping[str, str] | None = None
) -> Begun:
    """Next year's project: names and structure stay, figures, dates and results are asked anew, and the old project stays
    linked. What of `HEAD` is not typed is as in `next_head`. Raises `NotThere`, `FactsError`.
    """
    before = workspace.projects.get(by, last)
    facts = facts_from_tree(workspace.projects.facts(by, last).tree)
    carried = carry_over(facts, make_form())
    tree = _with(_with(carried.tree, next_head(before)), typed or {})
    begun = _begin(workspace, by, tree, pack, f"沿用{before.year}年度", "last", last)
    check = tuple(one for one in carried.kept if one.check)
    return Begun(begun.project, len(carried.kept), renewed=carried.renewed, check=check)


def begin_sample(workspace: Workspace, by: Person, pack: str, sample: str) -> Begun:
    """A sample project by its title (see `samples`). Raises `InputError`."""
    path = samples().get(sample)
    if path is None:
        raise InputError("没有这个样例", hint="请刷新页面后再选。")
    found = read_file(path)
    return _begin(workspace, by, _with(found.tree, {}), pack, "样例", "sample")


def seed_samples(workspace: Workspace) -> list[Project]:
    """A few sample projects for the single user of a workspace in which nothing was ever made."""
    by = workspace.people.local()
    if workspace.people.any() or any(workspace.projects.list(by, archived) for archived in (False, True)):
        return []
    # The newest last: the list shows those changed last first.
    chosen = list(samples())[:_SEEDED]
    return [begin_sample(workspace, by, default_pack(workspace), one).project for one in reversed(chosen)]


def plain_tree(tree: Any) -> Any:
    """Facts as JSON keeps them: figures and dates as text, which `facts_from_tree` reads back exactly."""
    if isinstance(tree, Mapping):
        return {key: plain_tree(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [plain_tree(value) for value in tree]
    if isinstance(tree, Decimal):
        return number_text(tree)
    return tree.isoformat() if isinstance(tree, date) else tree


def _begin(
    workspace: Workspace,
    by: Person,
    tree: dict[str, Any],
    pack: str,
    remark: str,
    origin: Origin,
    last: str | None = None,
) -> Begun:
    load_pack(pack)
    facts = _checked(tree)
    project = workspace.projects.create(by, plain_tree(tree_of(facts)), pack, remark, origin, last)
    return Begun(project, sum(1 for _ in leaves(facts)))


def _checked(tree: dict[str, Any]) -> ProjectFacts:
    """The facts; what is lacking of `HEAD` is told by its own title."""
    lacking = [
        FactProblem(path, title_of(path), "", "请填写")
        for path in HEAD
        if not str(tree.get(path.split(".")[0], {}).get(path.split(".")[1]) or "").strip()
    ]
    if lacking:
        raise FactsError("新项目", lacking)
    return facts_from_tree(tree, source="新项目")


def _with(tree: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """The tree with what was typed, by path; blanks change nothing."""
    made = {key: dict(value) if isinstance(value, Mapping) else value for key, value in tree.items()}
    for path, text in typed.items():
        group, _, name = path.partition(".")
        if text.strip():
            made.setdefault(group, {})[name] = text.strip()
    return made


def _found(facts: ProjectFacts, left: int = 0) -> Found:
    return Found(tree_of(facts), sum(1 for _ in leaves(facts)), left)


def _offline_form(path: Path) -> Found | None:
    """The program's own spreadsheet, filled in; None where the file is none."""
    from assistant.facts.offline_form import marks
    from assistant.facts.offline_form.read import read_offline_form
    from assistant.facts.offline_form.rows import read_pages
    from assistant.facts.opening import SPREADSHEETS

    if path.suffix.lower() not in SPREADSHEETS:
        return None
    if not any(rows and rows[0].mark == marks.FORM_MARK for _, rows in read_pages(path)):
        return None
    reading = read_offline_form(path)
    return _found(reading.facts(path.name), len(reading.unread))


def _table(path: Path, project: str | None) -> Found:
    from assistant.facts.table.reader import read_table

    reading = read_table(path, project)
    paths = {cell.path for cell in reading.cells}
    doubts = tuple(one.message for one in reading.conflicts)
    return Found(reading.facts, len(paths), len(reading.unmapped), doubts, reading.projects)
