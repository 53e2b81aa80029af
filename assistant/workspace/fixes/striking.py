"""Fixes that strike words: a sentence that says nothing of the project's facts, a private number with what introduces it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.acceptance import sentences
from assistant.review.findings import Finding
from assistant.workspace.fixes.anew import about
from assistant.workspace.fixes.bench import Bench
from assistant.workspace.fixes.fix import Edit, Fix

# Rules on what should not be said at all, where nothing true is lost with its sentence.
_UNSAYABLE = frozenset(
    [
        "false_claim", "none_deviation", "no_problem_stated", "all_spent", "on_time", "systems", "funds_arrived", "unfinished",
        "untraced_figure", "untraced_name", "foreign_identity", "near_identity", "foreign_figure", "stale_figure",
        "copied_span", "sister_unit", "other_beneficiaries", "personal_data", "filler", "impossible_date",
    ]
)  # fmt: skip
_PRIVATE = ("personal_data", "filler")
_LABEL = re.compile(
    r"[，、；]?\s?(?:填报人|填表人|联系人|经办人|联系电话|联系方式|电话|手机号?码?|身份证号码?|银行账号|账户|账号|卡号)(?:姓名)?(?:为|是)?\s?[:：]?\s?$"
)
_MARKS = "，、；。！？\n"
# What is left of a clause without its number says nothing if it is this short.
_REMNANT = 8


def struck(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The sentence goes."""
    text = bench.texts.get(finding.section, "")
    if finding.rule not in _UNSAYABLE or finding.start >= finding.end:
        return
    hit = [(a, b) for a, b in sentences(text) if a < finding.end and finding.start < b]
    if hit and not about(bench, text, hit[0][0], hit[-1][1]):
        edit = without(text, finding.section, hit[0][0], hit[-1][1])
        yield Fix("strike", "删去这一句", "text", (edit,), told=text[hit[0][0] : hit[-1][1]])


def private(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The number or name goes with the words that introduce it, and with its clause where that then says nothing."""
    text, start, end = bench.texts[finding.section], finding.start, finding.end
    if label := _LABEL.search(text, max(0, start - 16), start):
        start = label.start()
    if (text[start - 1 : start], text[end : end + 1]) in (("（", "）"), ("(", ")")):
        start, end = start - 1, end + 1
    clause = max(text.rfind(mark, 0, start) for mark in _MARKS) + 1
    if start - clause < _REMNANT and text[end : end + 1] in ("", *_MARKS):
        start = clause
    if text[start - 1 : start] in ("", "。", "！", "？", "\n"):
        # The whole sentence, or the beginning of one, whose mark goes with it.
        end += text[end : end + 1] in ("，", "、", "；", "。")
    elif start == clause and text[end : end + 1] in ("，", "、", "；", "。", "", "\n"):
        start -= 1
    edit = without(text, finding.section, start, end)
    yield Fix("drop", "删去", "text", (edit,), told=text[edit.start : edit.end].strip())


def is_private(finding: Finding, bench: Bench) -> bool:
    """Whether a finding is about a private number or name, whatever its rule says of it."""
    return any(
        one.rule in _PRIVATE
        and (one.section, one.start, one.end) == (finding.section, finding.start, finding.end)
        for one in bench.findings
    )


def without(text: str, section: str, start: int, end: int) -> Edit:
    """Characters struck; a line that is then empty goes with them."""
    if text[start - 1 : start] in ("", "\n") and text[end : end + 1] in ("", "\n"):
        if end < len(text):
            end += 1
        elif start:
            start -= 1
    return Edit(section, start, end, "")
