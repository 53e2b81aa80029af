"""The journal of finished sections: append-only, flushed to disk, readable after a kill at any moment.

One JSON line per section, addressed by content (same facts, plan, exemplars, prompt and model → same key), so a
restarted draft neither redoes nor pays for what is finished. A torn last line is skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import ValidationError

from assistant.drafting.draft import SectionDraft
from assistant.errors import InputError


class Journal:
    """Finished sections in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def sections(self) -> dict[str, SectionDraft]:
        """All finished sections by key; the latest of a key wins."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return {}
        found: dict[str, SectionDraft] = {}
        for line in lines:
            try:
                entry = json.loads(line)
                found[str(entry["key"])] = SectionDraft.model_validate(entry["section"])
            except (ValueError, KeyError, TypeError, ValidationError):
                continue
        return found

    def append(self, key: str, section: SectionDraft) -> None:
        """Keep a section; when this returns, it survives a crash of the machine."""
        line = json.dumps({"key": key, "section": section.model_dump(mode="json")}, ensure_ascii=False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # A leading line break ends a line that an earlier crash may have torn.
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, f"\n{line}\n".encode("utf-8", "replace"))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise InputError(
                f"写不了草稿记录 {self._path}：{error.strerror}", hint="请检查磁盘空间和权限。"
            ) from None
