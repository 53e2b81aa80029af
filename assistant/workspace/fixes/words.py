"""Fixes that put other words in the place of a finding's: what the rule or the facts say should stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.drafting.doubts import DOUBTFUL
from assistant.editing.hand import Target, carry_out
from assistant.editing.hunks import hunks
from assistant.editing.orders import Order, Renumber, Shorten
from assistant.facts.quantities import number_text
from assistant.review.findings import Finding
from assistant.workspace.fixes.bench import Bench
from assistant.workspace.fixes.fix import Edit, Fix, alike, on, replaced, short
from assistant.workspace.fixes.striking import is_private, private, without

_RATE = re.compile(r"\d[\d.]*\s?[%％]")
_SCORE = re.compile(r"\d[\d.]*\s?分")
_NOTE = re.compile(r"[（(][^（()）\n]*[）)]|[_＿]{3,}|…{4,}|\d{2,4}字(?:以内|左右)")
_ENDS = ("", "。", "；", "！", "？", "\n")
_MARKED = re.compile(r"[【】\n]")
# What may be marked for a person to check: the draft does not know what should stand there.
_DOUBTED = DOUBTFUL | {
    "near_identity",
    "foreign_figure",
    "stale_figure",
    "impossible_date",
    "template_residue",
}


def word_fixes(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The fixes of one finding of the text, the surest first."""
    if not finding.section or finding.start >= finding.end:
        return
    if finding.fix is not None:
        yield from _given(finding, bench)
    make = _BY_RULE.get(finding.rule)
    if make is None and is_private(finding, bench):
        make = private
    if make:
        yield from make(finding, bench)


def marking(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The words kept, but marked 【待核实：…】, so that nobody signs them unseen."""
    if finding.rule not in _DOUBTED or finding.start >= finding.end:
        return
    start, end = _widest(finding, bench)
    words = bench.texts[finding.section][start:end]
    if not _MARKED.search(words):
        mark = Edit(finding.section, start, end, f"【待核实：{words}】")
        yield Fix("mark", "标为待核实", "text", (mark,), told="原文不变，加上【待核实】标记")


def _given(finding: Finding, bench: Bench) -> Iterator[Fix]:
    fix = finding.fix or ""
    yield replaced(finding, fix, label="" if fix else "把两行连起来")
    same = alike(finding, bench.findings)
    if len(same) > 1:
        yield Fix(
            "all", f"全文{len(same)}处都改为“{short(fix)}”", "text", tuple(on(one, fix) for one in same)
        )


def _widest(finding: Finding, bench: Bench) -> tuple[int, int]:
    """The span of the widest doubtful name that a name stands in: 青禾县 within 青禾县农业农村局."""
    around = [
        (one.start, one.end)
        for one in bench.findings
        if one.section == finding.section
        and one.rule in DOUBTFUL
        and one.start <= finding.start
        and finding.end <= one.end
    ]
    return min(around, key=lambda span: span[0] - span[1], default=(finding.start, finding.end))


def _executed(finding: Finding, bench: Bench) -> Iterator[Fix]:
    rate = bench.plan.derived.get("funds.execution_rate")
    if rate:
        yield from _in_span(finding, _RATE, rate.text)


def _declared(finding: Finding, bench: Bench) -> Iterator[Fix]:
    score = bench.facts.evaluation.declared_score
    if score is not None:
        yield from _in_span(finding, _SCORE, f"{number_text(score)}分")


def _in_span(finding: Finding, form: re.Pattern[str], then: str) -> Iterator[Fix]:
    after = form.sub(then, finding.text, count=1)
    if after != finding.text:
        yield replaced(finding, after, label=f"改为填报的{then}")


def _ten_thousands(finding: Finding, bench: Bench) -> Iterator[Fix]:
    if finding.text.endswith("元") and not finding.text.endswith(("万元", "亿元")):
        yield replaced(finding, f"{finding.text.rstrip('元').rstrip()}万元")


def _years(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """今年 may be the evaluated year or that of the writing; the person knows."""
    year = bench.facts.report.year
    for word, years in (("今年", (year, year + 1)), ("去年", (year - 1, year))):
        if word in finding.text:
            for one in years:
                yield replaced(finding, finding.text.replace(word, f"{one}年"), f"year-{one}")


def _residue(finding: Finding, bench: Bench) -> Iterator[Fix]:
    if _NOTE.fullmatch(finding.text):
        yield _dropped(finding, "删去")


def _repeated(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """A whole sentence goes with its closing mark; a part of one is for a person to word."""
    text = bench.texts[finding.section]
    before, after = text[max(0, finding.start - 1) : finding.start], text[finding.end : finding.end + 1]
    if before not in _ENDS or after not in _ENDS:
        return
    end = finding.end + (after not in ("", "\n"))
    start = finding.start
    if before == "；" and after == "。":
        start, end = start - 1, end - 1
    edit = without(text, finding.section, start, end)
    yield Fix("drop", "删去重复的这一句", "text", (edit,), told=finding.text)


def _bracket(finding: Finding, bench: Bench) -> Iterator[Fix]:
    yield _dropped(finding, f"删去这个“{finding.text}”")


def _dropped(finding: Finding, label: str) -> Fix:
    return Fix("drop", label, "text", (on(finding, ""),))


def _by_order(order: Order, id: str, label: str) -> Callable[[Finding, Bench], Iterator[Fix]]:
    """An order that is carried out on the whole section."""

    def make(finding: Finding, bench: Bench) -> Iterator[Fix]:
        leaf = bench.sheet.leaf(finding.section)
        then = carry_out(order, Target(leaf.heading, leaf.text))
        changes = hunks(leaf.id, leaf.text, then)
        if changes:
            edits = tuple(Edit(leaf.id, one.start, one.end, one.after) for one in changes)
            yield Fix(id, label, "text", edits)

    return make


_BY_RULE: dict[str, Callable[[Finding, Bench], Iterator[Fix]]] = {
    "rate_conflict": _executed,
    "rate_arithmetic": _executed,
    "score_parts": _declared,
    "score_conflict": _declared,
    "unit_scale": _ten_thousands,
    "relative_year": _years,
    "template_residue": _residue,
    "personal_data": private,
    "filler": private,
    "repeated_sentence": _repeated,
    "unpaired_bracket": _bracket,
    "number_jump": _by_order(Renumber(), "renumber", "本节重新编号"),
    "hollow_words": _by_order(Shorten(None, ""), "shorten", "精简本节的套话"),
}
