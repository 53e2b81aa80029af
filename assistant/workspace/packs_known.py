"""The locality packs of this installation."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import PackError
from assistant.outline.pack import Pack
from assistant.outline.packs import load_pack, pack_names


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


def known_packs() -> tuple[KnownPack, ...]:
    """All packs, the default of the program first."""
    return tuple(_known(name) for name in pack_names())


def _known(name: str) -> KnownPack:
    try:
        return KnownPack(name, load_pack(name))
    except PackError as error:
        return KnownPack(name, None, str(error))
