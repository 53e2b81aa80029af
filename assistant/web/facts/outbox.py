"""What a page has typed and not seen saved yet, as it arrives: JSON from a browser, taken for nothing before it is checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assistant.errors import InputError
from assistant.workspace.filling_changes import Change, Fill, InsertRow, MoveRow, RemoveRow, Settle

MAX_CHANGES = 3000
_MAX_JSON = 2_000_000


def changes_of(text: str) -> list[Change]:
    """The changes in their order. Raises `InputError`."""
    if len(text) > _MAX_JSON:
        raise _refused("一次改动的内容过多", "请分几次粘贴。")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused() from None
    if not isinstance(found, list) or len(found) > MAX_CHANGES:
        raise _refused("一次改动的内容过多", "请分几次粘贴。")
    return [_change(one) for one in found]


def _change(one: Any) -> Change:
    if not isinstance(one, Mapping):
        raise _refused()
    said = {str(name): str(value) for name, value in one.items()}
    at, row = said.get("path", ""), said.get("row", "")
    match said.get("op"):
        case "fill":
            return Fill(at, said.get("text", ""), said.get("before", ""))
        case "settle":
            return Settle(at)
        case "remove":
            return RemoveRow(row)
        case "insert":
            texts = one.get("texts")
            given = texts.items() if isinstance(texts, Mapping) else ()
            return InsertRow(row, tuple((str(name), str(text)) for name, text in given))
        case "move":
            return MoveRow(row, -1 if said.get("by") == "-1" else 1)
    raise _refused()


def _refused(message: str = "网页传来的内容看不懂", hint: str = "请刷新页面后再试。") -> InputError:
    return InputError(message, hint=hint)
