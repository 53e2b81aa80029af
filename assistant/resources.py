"""Where the files that ship with the program lie: `prompts/` and `corpus/` in a checkout, `assistant/data/` in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder `prompts` or `corpus`, from the installed wheel or from the checkout."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
