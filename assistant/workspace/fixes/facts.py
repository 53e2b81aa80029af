"""Fixes that change facts: a figure that the other facts give, or what the text says where the text is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain

from assistant.drafting.views import written
from assistant.editing.meant import fact_title, unit_at
from assistant.editing.proposal import FactChange
from assistant.errors import FactsError
from assistant.facts.form import Form, make_form
from assistant.facts.model import ProjectFacts
from assistant.facts.paths import leads_somewhere, value_at
from assistant.facts.quantities import number_text
from assistant.review.findings import Finding
from assistant.review.mentions import find_mentions
from assistant.review.rules.scoring import sheet_of
from assistant.workspace.fixes.bench import Bench
from assistant.workspace.fixes.fix import Fix, short

_TEN_THOUSAND = 10_000
_OPPOSITE = {">=": "<=", "<=": ">="}


def fact_fixes(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The changes of facts that would cure a finding; a score brings the total and the grade with it."""
    if finding.section:
        yield from _as_told(finding, bench)
    elif make := _BY_RULE.get(finding.rule):
        for change in make(finding, bench):
            changes = (change, *_settled(change, bench))
            more = f"，总分、等级一并更正（共{len(changes)}处）" if len(changes) > 1 else ""
            yield Fix(
                "fact",
                f"{short(change.title)}改为{change.after}",
                "fact",
                changes=changes,
                told=_told(changes) + more,
            )


def change_of(facts: ProjectFacts, path: str, value: str) -> FactChange | None:
    """A change of a fact as the person reads it; None where the value cannot stand there or stands there already."""
    from assistant.editing.following import with_fact

    before = value_at(facts, path)
    try:
        after = value_at(with_fact(facts, path, value), path)
    except (FactsError, LookupError, TypeError, ValueError):
        return None
    if after is None or after == before:
        return None
    return FactChange(
        path=path,
        title=fact_title(facts, path),
        before="" if before is None else shown_at(facts, path, before),
        after=shown_at(facts, path, after),
        value=value,
    )


def shown_at(facts: ProjectFacts, path: str, value: object) -> str:
    """A value of a fact as people read it: 398台, ≥, 县级财政."""
    entry = _form().entry(path)
    return entry.input.shown(value) if entry.input.choices else written(value, path) + unit_at(facts, path)


@cache
def _form() -> Form:
    return make_form()


def typed(words: str) -> str:
    """What stands in the form for words of a text: 9.872 for 9.872万元, 2024-03-01 for 2024年3月1日; other words as they are."""
    found = [one for one in find_mentions(words) if (one.start, one.end) == (0, len(words))]
    for one in found:
        if one.type in ("amount", "rate", "points", "score", "count") and "/" not in one.key[1]:
            return number_text(Decimal(one.key[1]))
        if one.type == "date":
            year, month, day = one.key[1:]
            return f"{int(year):04}-{int(month):02}-{int(day):02}"
    return words


def _as_told(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The text is right and the form is wrong: only a person knows."""
    path = finding.path or ""
    if finding.rule != "contradicted" or not leads_somewhere(path) or value_at(bench.facts, path) is None:
        return
    change = change_of(bench.facts, path, typed(finding.text))
    if change:
        label = f"改填报数据为{short(change.after)}"
        yield Fix("fact", label, "fact", changes=(change,), told=_told([change]))


def _told(changes: Sequence[FactChange]) -> str:
    return "；".join(f"{one.title}：{one.before}改为{one.after}" for one in changes)


def _settled(change: FactChange, bench: Bench) -> Iterator[FactChange]:
    """Where scores changed: the declared total as their sum, the grade as its band."""
    if not change.path.endswith("score") or bench.facts.evaluation.declared_score is None:
        return
    facts = bench.with_changes([change])
    total = bench.pack.derived(facts).get("scores.total")
    declared = None
    if change.path != "evaluation.declared_score" and total is not None:
        declared = change_of(facts, "evaluation.declared_score", number_text(Decimal(total.value)))
        if declared:
            yield declared
    if facts.evaluation.grade:
        facts = bench.with_changes([change, declared] if declared else [change])
        earned = bench.pack.derived(facts).get("evaluation.grade_by_bands")
        grade = change_of(facts, "evaluation.grade", str(earned.value)) if earned else None
        if grade:
            yield grade


def _sum(finding: Finding, bench: Bench) -> Iterator[FactChange | None]:
    if total := bench.plan.derived.get("scores.total"):
        yield change_of(bench.facts, "evaluation.declared_score", number_text(Decimal(total.value)))


def _grade(finding: Finding, bench: Bench) -> Iterator[FactChange | None]:
    if earned := bench.plan.derived.get("evaluation.grade_by_bands"):
        yield change_of(bench.facts, "evaluation.grade", str(earned.value))


def _by_the_rules(finding: Finding, bench: Bench) -> Iterator[FactChange | None]:
    """The score that the scoring rules give."""
    path = (finding.path or "").removesuffix(".score")
    for line in sheet_of(bench.facts, bench.plan.derived, bench.book).lines:
        if line.path == path and line.expected is not None:
            yield change_of(bench.facts, f"{path}.score", number_text(line.expected))


def _turned(finding: Finding, bench: Bench) -> Iterator[FactChange | None]:
    path = finding.path or ""
    turned = _OPPOSITE.get(str(value_at(bench.facts, path)))
    if turned:
        yield change_of(bench.facts, path, turned)


def _in_ten_thousands(finding: Finding, bench: Bench) -> Iterator[FactChange | None]:
    """An amount typed in 元."""
    path = finding.path or ""
    amount = value_at(bench.facts, path)
    if isinstance(amount, Decimal):
        yield change_of(bench.facts, path, number_text(amount / _TEN_THOUSAND))


def _found(
    make: Callable[[Finding, Bench], Iterator[FactChange | None]],
) -> Callable[[Finding, Bench], Iterator[FactChange]]:
    return lambda finding, bench: (one for one in make(finding, bench) if one is not None)


_BY_RULE: dict[str, Callable[[Finding, Bench], Iterator[FactChange]]] = {
    rule: _found(make)
    for rule, make in chain(
        [
            ("score_sum", _sum),
            ("grade", _grade),
            ("indicator_direction", _turned),
            ("amount_scale", _in_ten_thousands),
        ],
        ((rule, _by_the_rules) for rule in ("execution_score", "score_deviates", "full_marks_unmet")),
    )
}
