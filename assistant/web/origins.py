"""Where a figure comes from, in words: see assistant/workspace/origins.py."""

from __future__ import annotations

from assistant.workspace.origins import Origins

__all__ = ["Origins"]
