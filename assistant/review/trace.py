"""Trace: each mention of a text → the fact or formula that says the same, or a finding.

Where the writer knows the source (offline composer), its span is taken; otherwise the ledger decides by meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.mentions import Mention, find_mentions

_NAMES = {
    "amount": "金额", "rate": "比率", "points": "百分点", "date": "日期", "month": "年月", "month_day": "日期",
    "month_only": "月份", "year": "年份", "count": "数量", "score": "分值", "code": "编号", "document_number": "文号",
    "title": "文件名", "organisation": "单位名称", "place": "地名", "person": "姓名",
}  # fmt: skip


@dataclass(frozen=True)
class Traced:
    """A mention and the path that it traces to, or None."""

    mention: Mention
    path: str | None


def trace(text: str, ledger: Ledger, known: Sequence[tuple[int, int, str]] = ()) -> list[Traced]:
    """Every mention of a text with its source; `known` are (start, end, path) that the writer vouches for."""
    return [Traced(mention, _path(mention, ledger, known)) for mention in find_mentions(text)]


def _path(mention: Mention, ledger: Ledger, known: Sequence[tuple[int, int, str]]) -> str | None:
    paths = ledger.find_all(mention)
    # The writer's own words hold no name or figure: what only touches a span it vouches for comes from that fact.
    vouched = next((path for start, end, path in known if start < mention.end and mention.start < end), None)
    if vouched and (vouched in paths or not paths):
        return vouched
    return paths[0] if paths else None


def untraced(section: str, traced: Sequence[Traced]) -> Iterator[Finding]:
    """One finding for each mention without a source."""
    for one in traced:
        if one.path is None:
            mention = one.mention
            name = _NAMES[mention.type]
            yield Finding(
                rule="untraced_name"
                if mention.type in ("organisation", "place", "person", "title")
                else "untraced_figure",
                severity="error",
                section=section,
                start=mention.start,
                end=mention.end,
                text=mention.text,
                message=f"{name}“{mention.text}”在填报的事实中没有依据，请核对后改正或补充事实",
            )
