"""What the administrator chose for this installation: a small file in the home folder."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from assistant.errors import InputError, NotAllowed, StoreError
from assistant.outline.packs import DEFAULT_PACK, pack_names
from assistant.store.people import Person
from assistant.workspace.workspace import Workspace

_FILE = "preferences.json"


def default_pack(workspace: Workspace) -> str:
    """The pack that a new project begins with; the program's own where none was chosen, or it is there no more."""
    try:
        kept = json.loads((workspace.settings.home / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return DEFAULT_PACK
    chosen = kept.get("pack") if isinstance(kept, dict) else None
    return chosen if isinstance(chosen, str) and chosen in pack_names() else DEFAULT_PACK


def set_default_pack(workspace: Workspace, by: Person, pack: str) -> None:
    """Chooses the pack of new projects. Raises `NotAllowed`, `InputError`, `StoreError`."""
    if by.role != "admin":
        raise NotAllowed("只有管理员可以设定默认模板", hint="请联系管理员。")
    if pack not in pack_names():
        raise InputError("没有这个地方模板", hint="请刷新页面后重选。")
    path = workspace.settings.home / _FILE
    try:
        _write(path, json.dumps({"pack": pack}, ensure_ascii=False))
    except OSError as error:
        raise StoreError(f"存不了设置：{error.strerror}", hint="请检查磁盘空间和权限。") from None


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).replace(path)
