"""The unit's own templates: a Word file in, its outline as a pack draft out; kept packs with the file they came from."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from assistant.errors import InputError, NotAllowed, NotThere, PackError, StoreError
from assistant.library.library import Library
from assistant.outline.deriving import FoundHeading, PackDraft, TemplateShape, derive_pack
from assistant.outline.deriving_yaml import pack_yaml
from assistant.outline.kinds import Kind
from assistant.outline.pack_places import is_pack_id, pack_folder
from assistant.outline.packs import pack_names, read_pack
from assistant.store.people import Person
from assistant.workspace.workspace import Workspace

_STEM = "own"
_LONGEST_TITLE = 60
_WRITTEN = re.compile(r"\d[^。\n]*。")


@dataclass(frozen=True)
class Derived:
    """An uploaded template on its way to a pack: its bytes, its shape, and the draft made of them."""

    content: bytes
    shape: TemplateShape
    draft: PackDraft


@dataclass(frozen=True)
class OwnTemplate:
    """A pack of this installation; `fault` says why it cannot be used, `uses` how many projects are written by it."""

    id: str
    title: str
    source: str
    sections: int
    uses: int
    fault: str = ""


def derive(workspace: Workspace, by: Person, name: str, content: bytes) -> Derived:
    """The draft of a pack from an uploaded template. Raises `NotAllowed`, `DocumentError`, `InputError`."""
    _check_rights(by)
    return derived(workspace.library, name, content, _free_id(_home(workspace)))


def derived(library: Library, name: str, content: bytes, id: str, title: str = "") -> Derived:
    """As `derive`, for whoever has a library. The file is read for its headings in a child process, as every upload."""
    # Loaded where it is used: python-docx takes a while.
    from assistant.export.template.shape import template_shape

    # The first look is within limits, and tells a file that is no template before anything is read into it.
    template_shape(name, content, ())
    shape = template_shape(name, content, _headings(library, name, content))
    return Derived(content, shape, derive_pack(shape, id, _title(title or PurePath(name).stem)))


def corrected(made: Derived, title: str, kinds: Mapping[str, Sequence[Kind | str]]) -> Derived:
    """The draft with another title and a person's kinds, by a section's place. Raises `InputError`."""
    chosen = {place: tuple(map(_kind, wanted)) for place, wanted in kinds.items()}
    draft = derive_pack(made.shape, made.draft.pack.id, _title(title), chosen)
    return Derived(made.content, made.shape, draft)


def save(
    workspace: Workspace, by: Person, made: Derived, title: str, kinds: Mapping[str, Sequence[Kind | str]]
) -> str:
    """Keeps the pack with its template, for all new projects to choose. Its id. Raises `NotAllowed`, `InputError`, `PackError`,
    `StoreError`.
    """
    _check_rights(by)
    home = _home(workspace)
    draft = corrected(made, title, kinds).draft
    if any(one.title == draft.pack.title for one in templates(workspace, by)):
        raise InputError(f"已有名为“{draft.pack.title}”的模板", hint="请换一个名称，或先删除原来的。")
    id = draft.pack.id if not (home / draft.pack.id).exists() else _free_id(home)
    name = write_pack(home, id, draft, made.content).name
    workspace.audit.note(by, "template.save", pack=name)
    return name


def write_pack(home: Path, id: str, draft: PackDraft, template: bytes) -> Path:
    """Writes a pack's folder whole or not at all, read back once before it counts. The folder."""
    check_id(id)
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as made:
            folder = Path(made) / id
            folder.mkdir()
            (folder / "pack.yaml").write_text(pack_yaml(draft), encoding="utf-8")
            (folder / "template.docx").write_bytes(template)
            read_pack(folder / "pack.yaml", id)
            folder.rename(home / id)
    except OSError as error:
        raise StoreError(f"存不了模板：{error.strerror}", hint="请检查磁盘空间和权限。") from None
    return home / id


def remove(workspace: Workspace, by: Person, id: str) -> None:
    """Deletes a pack of this installation that no project uses. Raises `NotAllowed`, `NotThere`, `InputError`."""
    _check_rights(by)
    folder = _home(workspace) / id
    if not is_pack_id(id) or not folder.is_dir():
        raise NotThere("没有这个模板", hint="请刷新页面后重选。")
    uses = workspace.projects.by_pack()[id]
    if uses:
        raise InputError(f"还有{uses}个项目用这个模板，不能删除", hint="请先为这些项目更换地方模板。")
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(f"删不了模板：{error.strerror}", hint="请检查文件权限。") from None
    workspace.audit.note(by, "template.remove", pack=id)


def templates(workspace: Workspace, by: Person) -> list[OwnTemplate]:
    """The packs of this installation, the broken ones too. Raises `NotAllowed`."""
    _check_rights(by)
    home, uses = _home(workspace), workspace.projects.by_pack()
    found = sorted(path.parent.name for path in home.glob("*/pack.yaml") if is_pack_id(path.parent.name))
    return [_listed(home, id, uses[id]) for id in found]


def check_id(id: str) -> str:
    """The id, if an own pack may have it. Raises `InputError`."""
    if not is_pack_id(id):
        raise InputError(
            f"模板编号“{id}”不能用", hint="请用小写英文字母开头，只用小写字母、数字和 -，最多40个。"
        )
    if (pack_folder() / id).exists():
        raise InputError(f"模板编号“{id}”已被程序自带的模板使用", hint="请换一个编号。")
    return id


def may_keep(by: Person) -> bool:
    """Whether somebody may keep and remove templates: who administers this installation, or works on it alone."""
    return by.role == "admin"


def _listed(home: Path, id: str, uses: int) -> OwnTemplate:
    try:
        pack = read_pack(home / id / "pack.yaml", id)
    except PackError as error:
        return OwnTemplate(id, id, "", 0, uses, error.message)
    fault = "与程序自带的模板编号相同，不会使用" if (pack_folder() / id).exists() else ""
    return OwnTemplate(id, pack.title, pack.source, len(pack.placed()), uses, fault)


def _check_rights(by: Person) -> None:
    if not may_keep(by):
        raise NotAllowed("只有管理员可以添加或删除本单位模板", hint="请联系管理员。")


def _headings(library: Library, name: str, content: bytes) -> tuple[FoundHeading, ...]:
    """The headings that stand in the file; what the library only cut by content is none, nor is one that is itself a finding
    of a report that is written already (1.设备到货晚).
    """
    with tempfile.TemporaryDirectory(prefix="report-assistant-") as folder:
        # Not under the user's name for it, which may be no file name.
        path = Path(folder) / "template.docx"
        path.write_bytes(content)
        tree = library.outline(path)
    return tuple(
        FoundHeading(one.heading, one.level, one.kinds, one.confidence)
        for one in tree.sections
        if not one.unheaded and not (one.is_matter and _WRITTEN.search(one.body))
    )


def _home(workspace: Workspace) -> Path:
    return workspace.settings.home / "packs"


def _free_id(home: Path) -> str:
    """own, own-2, own-3 …"""
    taken = {path.name for path in home.glob("*")} | set(pack_names())
    number = 1
    while (id := _STEM if number == 1 else f"{_STEM}-{number}") in taken:
        number += 1
    return id


def _title(title: str) -> str:
    said = re.sub(r"\s+", " ", title).strip()[:_LONGEST_TITLE]
    if not said:
        raise InputError("模板还没有名称", hint="请写一个能认出来的名称，例如“某县2024年自评报告”。")
    return said


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise InputError(f"没有“{kind}”这种章节类型", hint="请刷新页面后重选。") from None
