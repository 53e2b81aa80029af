"""What a person is told whose correction cannot be taken: what is wrong, and what is nearest."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from assistant.errors import InputError


def unknown(what: str, name: str, known: Mapping[str, str]) -> InputError:
    """Says which known one is nearest, or names them all where none is near."""
    by_label = {label: key for key, label in known.items()}
    near = get_close_matches(name, [*known, *by_label], n=1, cutoff=0.4)
    key = by_label.get(near[0], near[0]) if near else None
    shown = f"{key}（{known[key]}）" if key is not None else "、".join(list(known)[:24])
    return InputError(
        f"没有“{name}”这个{what}", hint=f"最接近的是 {shown}。" if near else f"可用的有：{shown}。"
    )


def broken(error: ValidationError, names: Mapping[str, str]) -> InputError:
    """The first fault of a correction; `names` are the Chinese names of its fields."""
    one = error.errors(include_url=False)[0]
    at = ".".join(str(part) for part in one["loc"]) or "整体"
    where = names.get(at, at)
    return InputError(
        f"更正记录有误：{where}{_REASONS.get(one['type'], '的格式不对')}", hint="请重新更正这一项。"
    )


_REASONS = {
    "extra_forbidden": "是没有的字段",
    "missing": "缺失",
    "json_invalid": "不是合法的JSON",
    "enum": "不是已有的章节类型",
    "string_too_short": "不能为空",
    "string_too_long": "过长，最多200字",
    "greater_than_equal": "太小，年度应在1990至2100之间",
    "less_than_equal": "太大，年度应在1990至2100之间",
    "int_type": "应为整数",
    "string_type": "应为文字",
    "too_short": "不能为空",
}
