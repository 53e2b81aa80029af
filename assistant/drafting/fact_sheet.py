"""The facts as a short list for a model: each group on a line, titles once, in the order of the schema.

Prompt tokens are seconds on a small machine: items of a list give their values only, an indicator is one line.
Contact details are left out; no section says them. So is what gives orders: the composer writes it where it belongs.
"""

from __future__ import annotations

from itertools import groupby

from assistant.drafting.orders import gives_orders
from assistant.drafting.typography import typeset
from assistant.drafting.views import written
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.paths import leaves, title_of
from assistant.facts.quantities import number_text

_LEFT_OUT = ("report.phone", "report.filled_by", "project.type", "management.procurement.agency")


def fact_lines(facts: ProjectFacts) -> list[str]:
    """One line a group of facts."""
    told = [
        (path, value)
        for path, value in leaves(facts)
        if path not in _LEFT_OUT and not path.startswith("indicators[") and not gives_orders(str(value))
    ]
    lines = [
        _line(group, list(members)) for group, members in groupby(told, key=lambda pair: _group(pair[0]))
    ]
    return lines + [line for line in map(_indicator, facts.indicators) if not gives_orders(line)]


def _group(path: str) -> str:
    """The list item (`funds.payments[1]`) or the group (`report`) that a leaf belongs to."""
    head, bracket, rest = path.partition("]")
    return head + bracket if rest.startswith(".") else head.partition("[")[0].rpartition(".")[0] or path


def _line(group: str, members: list[tuple[str, object]]) -> str:
    if group.endswith("]"):
        values = "，".join(typeset(written(value, path)) for path, value in members)
        return f"- {title_of(group)}：{values}"
    titled = groupby(members, key=lambda pair: title_of(pair[0].partition("[")[0]))
    said = (
        f"{title}：{'、'.join(typeset(written(value, path)) for path, value in same)}"
        for title, same in titled
    )
    return "- " + "；".join(said)


def _indicator(one: Indicator) -> str:
    unit = one.unit or ""
    target = one.target_text or (
        f"{one.op or ''}{number_text(one.target)}{unit}" if one.target is not None else "未填"
    )
    actual = one.actual_text or (f"{number_text(one.actual)}{unit}" if one.actual is not None else "未填")
    cause = f"，{one.deviation}" if one.deviation else ""
    return "- " + typeset(f"{one.level2 or '指标'} {one.name or ''}：目标{target}，实际{actual}{cause}")
