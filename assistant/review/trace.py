"""Trace: each mention of a text → the fact or formula that says the same of the same thing, or a finding.

Where the writer knows the source (offline composer), its span is taken; otherwise the ledger decides by meaning, and then
by what the mention is said of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.review.contradictions import Contradiction
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.mentions import Mention, find_mentions

_DIGITS = re.compile(r"[0-9.]+")
Status = Literal["traced", "derived", "contradicted", "untraced"]

_NAMES = {
    "amount": "金额", "rate": "比率", "points": "百分点", "date": "日期", "month": "年月", "month_day": "日期",
    "month_only": "月份", "year": "年份", "count": "数量", "score": "分值", "code": "编号", "document_number": "文号",
    "title": "文件名", "organisation": "单位名称", "place": "地名", "person": "姓名", "project": "项目名称",
}  # fmt: skip


@dataclass(frozen=True)
class Traced:
    """A mention and the path that it traces to. A contradicted mention has no path, but what the facts say instead."""

    mention: Mention
    path: str | None
    status: Status = "untraced"
    instead: Contradiction | None = None


def trace(text: str, ledger: Ledger, known: Sequence[tuple[int, int, str]] = ()) -> list[Traced]:
    """Every mention of a text with its source; `known` are (start, end, path) that the writer vouches for."""
    mentions = find_mentions(text)
    contradicted = ledger.contradictions.find(text, mentions, ledger.find_all)
    # A payee may be named as no organisation usually is (供电单位, 维修服务部): then only its record speaks of it.
    taken = {(one.start, one.end) for one in mentions}
    named = [one for one in contradicted if (one.start, one.end) not in taken]
    said = sorted([*mentions, *named], key=lambda one: (one.start, one.end)) if named else mentions
    return [_traced(mention, ledger, known, contradicted.get(mention)) for mention in said]


def _traced(
    mention: Mention, ledger: Ledger, known: Sequence[tuple[int, int, str]], instead: Contradiction | None
) -> Traced:
    paths = ledger.find_all(mention)
    # The writer's own words hold no name or figure: what only touches a span it vouches for comes from that fact.
    vouched = next((path for start, end, path in known if start < mention.end and mention.start < end), None)
    if vouched and (vouched in paths or not paths):
        return Traced(mention, vouched, "derived" if ledger.is_derived(vouched) else "traced")
    if instead:
        return Traced(mention, None, "contradicted", instead)
    if not paths:
        return Traced(mention, None)
    return Traced(mention, paths[0], "derived" if ledger.is_derived(paths[0]) else "traced")


def untraced(section: str, traced: Sequence[Traced]) -> Iterator[Finding]:
    """One finding for each mention without a source, or against it."""
    for one in traced:
        if one.instead:
            yield _contradicted(section, one.mention, one.instead)
        elif one.path is None:
            mention = one.mention
            name = _NAMES[mention.type]
            yield Finding(
                rule="untraced_name"
                if mention.type in ("organisation", "place", "person", "title", "project")
                else "untraced_figure",
                severity="error",
                section=section,
                start=mention.start,
                end=mention.end,
                text=mention.text,
                message=f"{name}“{mention.text}”在填报的事实中没有依据，请核对后改正或补充事实",
            )


def _contradicted(section: str, mention: Mention, instead: Contradiction) -> Finding:
    fix = _in_place(mention, instead.expected) if instead.certain else None
    advice = "请核对后改正" if fix is None else f"请改为“{fix}”"
    return Finding(
        rule="contradicted",
        severity="error",
        section=section,
        start=mention.start,
        end=mention.end,
        text=mention.text,
        message=f"“{_with_unit(mention, instead)}”说的是{instead.subject}，填报为{instead.expected}，{advice}",
        fix=fix,
        path=instead.path,
    )


def _with_unit(mention: Mention, instead: Contradiction) -> str:
    """A count with the measure that the fact has: a bare 412 tells a reader little."""
    measure = _DIGITS.sub("", instead.expected, count=1) if mention.type == "count" else ""
    return f"{mention.text}{measure}" if mention.text[-1:].isdigit() and len(measure) <= 4 else mention.text


def _in_place(mention: Mention, expected: str) -> str | None:
    """What to put in a mention's place: without the unit where the mention is a bare number."""
    if mention.text[-1:].isdigit():
        number = _DIGITS.match(expected)
        return number.group() if number else None
    return expected
