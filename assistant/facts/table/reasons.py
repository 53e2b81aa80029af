"""The column 偏差原因分析及改进措施: the cause of a deviation and the measure, in one cell or in two."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.facts.table.captions import half_plain, is_dash
from assistant.facts.table.titled import indicator_titles, read_titled, titled

FIELDS = ("deviation", "measure")
_CAUSE = re.compile(r"^(?:偏差|未完成)?原因(?:分析)?[：:]")
_MEASURE = re.compile(r"(?:^|[\n；;。，,\s])(?:下一步)?(?:拟采取的?)?(?:改进|整改)?措施[：:]")
_NOTHING = {"无", "无偏差", "不适用", "没有偏差"}


def read_reasons(text: str) -> dict[str, str]:
    """deviation and measure, either absent."""
    told = read_titled(text, indicator_titles(), FIELDS)
    if told is not None:
        return told
    if is_dash(text) or half_plain(text).strip("。") in _NOTHING:
        return {}
    cause, measure = text, ""
    found = _MEASURE.search(text)
    if found:
        cause, measure = text[: found.start()], text[found.end() :]
    parts = {"deviation": _CAUSE.sub("", cause.strip()), "measure": measure}
    return {name: " ".join(part.split("\n")).strip() for name, part in parts.items() if part.strip()}


def write_reasons(fields: Mapping[str, str]) -> str:
    """The inverse: 原因：…\\n改进措施：…, the cause alone without a mark; with titles where that would not be read back."""
    cause, measure = fields.get("deviation", ""), fields.get("measure", "")
    usual = f"原因：{cause}\n改进措施：{measure}" if cause and measure else cause or f"改进措施：{measure}"
    if not fields or read_reasons(usual) == dict(fields):
        return usual if fields else ""
    return titled({name: fields[name] for name in FIELDS if name in fields}, indicator_titles())
