"""The locality packs of this installation; each is read again only when its file has changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import PackError
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack, pack_folder, pack_names


@dataclass(frozen=True)
class KnownPack:
    """A pack as the settings show it; `fault` says why it cannot be used, then there is no `pack`."""

    id: str
    pack: Pack | None
    fault: str = ""

    @property
    def title(self) -> str:
        """Its title, or its id where it cannot be read."""
        return self.pack.title if self.pack else self.id


def known_pack(name: str) -> Pack:
    """The pack of that name. Raises `PackError`."""
    folder = pack_folder()
    files = (folder / "common.yaml", folder / name / "pack.yaml")
    return _read(name, tuple(_changed(path) for path in files))


def known_packs() -> tuple[KnownPack, ...]:
    """All packs, the default of the program first."""
    return tuple(_known(name) for name in pack_names())


def _known(name: str) -> KnownPack:
    try:
        return KnownPack(name, known_pack(name))
    except PackError as error:
        return KnownPack(name, None, str(error))


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _read(name: str, stamps: tuple[int, ...]) -> Pack:
    return load_pack(name)
