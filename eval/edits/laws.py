"""What holds of every proposal, whatever a model answered.

Figures, names and marks are counted here by plain means (digits, the names in the facts, 【…】), not by those of the
review: what the editor overlooks must not be overlooked here too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from assistant.editing.proposal import Proposal, accepted
from assistant.editing.sheet import Sheet
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leaves
from assistant.review.ledger import Ledger
from assistant.review.report import review_report
from assistant.review.rules import Section
from assistant.review.rules.book import RuleBook
from assistant.review.trace import trace
from eval.edits.cases import Case

LAWS = (
    "scope",
    "whole",
    "new_traced_or_shown",
    "gone_shown",
    "findings_listed",
    "no_leftovers",
    "one_by_one",
)
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LABEL = re.compile(r"(?m)^\s*(?:\d+[.．、]|[（(]\d+[）)])")
_MARK = re.compile(r"【[^【】]*】")
_NAME = re.compile(
    r"(?:有限公司|财政局|人民医院|水利局|公安局|民政局|监督管理局|中心|人民政府|设计所|办公室)$"
)
# What models say around a text, and what must never come through: markup, the prompt's own words.
_LEFTOVERS = re.compile(
    r"好的，|以下是|修改后的|希望对|抱歉|作为(?:一个)?(?:AI|语言模型)|```|\*\*|<script|<<<|>>>|只输出修改后|系统提示词|ignore|Sure",
    re.I,
)


def broken(case: Case, proposal: Proposal) -> Iterator[str]:
    """The laws that a proposal breaks, each with a word on where."""
    after = accepted(case.sheet, proposal)
    known = _ledger(case, proposal)
    yield from (f"scope: {told}" for told in _out_of_scope(case, proposal, after))
    yield from (f"whole: {told}" for told in _not_whole(case, proposal))
    for old, new in case.sheet.changed(after):
        shown = [one for one in proposal.changes if one.section == old.id]
        came = " ".join(one.after for one in shown)
        went = " ".join(one.before for one in shown)
        for figure in _more(_figures(new.text), _figures(old.text)):
            if figure not in came and not _traced(figure, new.text, known):
                yield f"new_traced_or_shown: {old.id} {figure}"
        for name in _more(_names(new.text, case.facts), _names(old.text, case.facts)):
            if name not in came and not _traced(name, new.text, known):
                yield f"new_traced_or_shown: {old.id} {name}"
        for what in (_figures, _marks):
            for one in _more(what(old.text), what(new.text)):
                if one not in went:
                    yield f"gone_shown: {old.id} {one}"
        for name in _more(_names(old.text, case.facts), _names(new.text, case.facts)):
            if name not in went:
                yield f"gone_shown: {old.id} {name}"
        if proposal.way == "model":
            for left in _more(_leftovers(new.text), _leftovers(old.text)):
                yield f"no_leftovers: {old.id} {left}"
    yield from (f"findings_listed: {told}" for told in _unlisted(case, proposal, after))
    yield from (f"one_by_one: {told}" for told in _one_by_one(case, proposal))


def _out_of_scope(case: Case, proposal: Proposal, after: Sheet) -> Iterator[str]:
    for old, _ in case.sheet.changed(after):
        if old.id not in case.may:
            yield old.id
    if case.scope.section is None:
        return
    start, end = case.scope.span(case.sheet.leaf(case.scope.section))
    for one in proposal.hunks:
        if one.section == case.scope.section and not start <= one.start <= one.end <= end:
            yield one.id


def _not_whole(case: Case, proposal: Proposal) -> Iterator[str]:
    """A hunk says what stands in the text; none cuts a figure or a mark in two."""
    for one in proposal.hunks:
        text = case.sheet.leaf(one.section).text
        if text[one.start : one.end] != one.before:
            yield f"{one.id} is of another text"
        for found in (*FIGURE.finditer(text), *_MARK.finditer(text)):
            if any(found.start() < at < found.end() for at in (one.start, one.end)):
                yield f"{one.id} cuts {found.group()}"


def _one_by_one(case: Case, proposal: Proposal) -> Iterator[str]:
    """Of a model's hunks any may be accepted alone: also then no figure without a source comes in unshown."""
    if proposal.way != "model":
        return
    known = _ledger(case, proposal)
    came = " ".join(one.after for one in proposal.changes)
    for hunk in proposal.hunks:
        alone = accepted(case.sheet, proposal, [hunk.id]).leaf(hunk.section).text
        before = case.sheet.leaf(hunk.section).text
        for figure in _more(_figures(alone), _figures(before)):
            if figure not in came and not _traced(figure, alone, known):
                yield f"{hunk.id} {figure}"


def _unlisted(case: Case, proposal: Proposal, after: Sheet) -> Iterator[str]:
    """Errors in the draft afterwards that were not there before and that the proposal does not tell."""
    facts = _facts_after(case, proposal)
    there = _errors(after, case, facts) - _errors(case.sheet, case, case.facts)
    told = Counter((one.rule, one.section, one.text) for one in proposal.caused)
    for rule, section, text in there - told:
        yield f"{rule} {section} {text}"


def _errors(sheet: Sheet, case: Case, facts: ProjectFacts) -> Counter[tuple[str, str, str]]:
    parts = [Section(leaf.id, leaf.heading, leaf.text) for leaf in sheet.leaves]
    found = review_report(parts, facts, case.pack.derived(facts), book=RuleBook.of(case.pack)).findings
    return Counter((one.rule, one.section, one.text) for one in found if one.severity == "error")


def _facts_after(case: Case, proposal: Proposal) -> ProjectFacts:
    """The facts that the draft is then written of: a fact that was meant is changed with the words."""
    from assistant.editing.following import with_fact

    if proposal.way != "facts" or proposal.fact is None:
        return case.facts
    return with_fact(case.facts, proposal.fact.path, proposal.fact.value)


def _ledger(case: Case, proposal: Proposal) -> Ledger:
    facts = _facts_after(case, proposal)
    return Ledger(facts, case.pack.derived(facts))


def _traced(words: str, text: str, known: Ledger) -> bool:
    """Whether every place that says it has a source."""
    said = [one for one in trace(text, known) if words in one.mention.text or one.mention.text in words]
    return bool(said) and all(one.path is not None for one in said)


def _figures(text: str) -> Counter[str]:
    """Figures of a text without the numbers of its items, by value: 10.00 says what 10 does."""
    return Counter(by_value(one) for one in FIGURE.findall(_LABEL.sub("", _MARK.sub("", text))))


def by_value(figure: str) -> str:
    """A figure without what its value does not need."""
    return f"{Decimal(figure.replace(',', '')).normalize():f}"


def _marks(text: str) -> Counter[str]:
    return Counter(_MARK.findall(text))


def _names(text: str, facts: ProjectFacts) -> Counter[str]:
    """The names of units in the facts, wherever a text says them."""
    known = {str(value) for _, value in leaves(facts) if isinstance(value, str) and _NAME.search(value)}
    return Counter({name: text.count(name) for name in known if len(name) <= 30 and name in text})


def _leftovers(text: str) -> Counter[str]:
    return Counter(_LEFTOVERS.findall(text))


def _more(these: Counter[str], those: Counter[str]) -> list[str]:
    return sorted((these - those).elements())
