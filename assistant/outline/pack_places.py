"""Where packs lie: those of the program in prompts/packs/, those of this installation in `ASSISTANT_HOME`/packs.

It reads the environment at every call, as the settings do, and knows nothing of what stands in a pack.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from assistant.resources import shipped

_ID = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST_ID = 40
_FILE, _TEMPLATE = "pack.yaml", "template.docx"
_HOME = "~/.local/share/report-assistant"  # as in settings.py


@dataclass(frozen=True)
class PackPlace:
    """One pack's file and the file that it is laid over."""

    id: str
    file: Path
    common: Path


def pack_folder() -> Path:
    """Where the packs of the program lie."""
    return shipped("prompts") / "packs"


def home_pack_folder() -> Path:
    """Where the packs of this installation lie: `ASSISTANT_HOME`/packs."""
    home = os.environ.get("ASSISTANT_HOME", "").strip()
    return Path(home or _HOME).expanduser() / "packs"


def is_pack_id(name: str) -> bool:
    """Whether a folder of an own pack may be called so: never a way out of the packs' folder."""
    return len(name) <= _LONGEST_ID and _ID.fullmatch(name) is not None


def places_in(folder: Path) -> dict[str, PackPlace]:
    """The packs of a folder by id, with the folder's own common.yaml."""
    common = folder / "common.yaml"
    found = (PackPlace(path.parent.name, path, common) for path in sorted(folder.glob(f"*/{_FILE}")))
    return {one.id: one for one in found}


def home_places() -> dict[str, PackPlace]:
    """The packs of this installation by id, over the program's common.yaml. None may stand in for one of the program."""
    taken, common = places_in(pack_folder()), pack_folder() / "common.yaml"
    return {
        id: PackPlace(id, place.file, common)
        for id, place in places_in(home_pack_folder()).items()
        if is_pack_id(id) and id not in taken
    }


def template_of(pack_id: str) -> Path | None:
    """The unit's own Word template that a pack was made from; None where it has none."""
    place = home_places().get(pack_id)
    path = place.file.with_name(_TEMPLATE) if place else None
    return path if path and path.is_file() else None
