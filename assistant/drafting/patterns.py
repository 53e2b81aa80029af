"""Sentence patterns: Jinja2 templates in prompts/plan, rendered over views of the facts.

A rendered pattern is lines: one line is one point; an empty line begins a paragraph; `# ` begins a numbered item (its
title, if any, stands on that line). `subject||predicate` lets the composer join points of one subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from assistant.drafting.members import losses, told_in
from assistant.drafting.views import Gap, Group, Leaf
from assistant.facts.derived import met
from assistant.facts.model import Indicator
from assistant.facts.quantities import amount_text, date_text, number_text
from assistant.resources import shipped

_CAUSE_OPENING = re.compile(r"^(主要)?(原因)?(是因为|是由于|是因|因为|由于|主要是|原因是|是|因|受)(?=.{3})")
_MEASURED = (
    "率",
    "度",
    "比例",
    "占比",
    "比重",
    "成本",
    "金额",
    "费用",
    "时间",
    "时长",
    "标准",
    "值",
    "额",
    "比",
)
_COUNTED = re.compile(r"(?<=.{2})(数量|总数|个数|数)$")
_BRACKETED_END = re.compile(r"（[^（）]*）$")
_BODIES = ("公司", "院", "中心", "站", "局", "组", "部", "科", "股", "室", "处", "所", "委", "办")
_MONEY_WORDS = ("款", "费", "金", "补助", "补贴", "工资", "经费", "支出", "奖励", "报酬")


@cache
def environment(folder: Path | None = None) -> jinja2.Environment:
    """The pattern environment; an unknown name in a pattern is an error when it is rendered, never an empty text."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder or shipped("prompts") / "plan"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # plain text, not HTML
    )
    env.filters.update(
        listed=listed, clauses=clauses, day=day, titled=titled, quoted=quoted, cause=cause, named=named, value=value,
        target=target, state=state, by=by, sum_paid=sum_paid, paid_for=paid_for, aspect=aspect, together=together,
        opening=opening, is_body=is_body, long_steps=long_steps, told_in=told_in, losses=losses,
    )  # fmt: skip
    return env


def listed(items: Sequence[Any]) -> str:
    """A、B和C; A；B where an item holds a comma of its own."""
    texts = [str(item) for item in items]
    if any(mark in getattr(item, "text", "") for item in items for mark in "，、；"):
        return "；".join(texts)
    if len(texts) < 2 or any(joint in getattr(items[-1], "text", "") for joint in "和与及"):
        return "、".join(texts)
    return "、".join(texts[:-1]) + "和" + texts[-1]


def clauses(items: Sequence[Any]) -> str:
    """Statements in a row: A；B；C, or with commas where none holds one."""
    mark = "；" if any("，" in getattr(item, "text", "") for item in items) else "，"
    return mark.join(str(item) for item in items)


def day(leaf: Any, after: Any = None) -> str:
    """A date, without its year where the date before it in the sentence has the same one."""
    earlier = getattr(after, "value", None)
    return leaf.said(date_text(leaf.value, after=earlier)) if leaf else str(leaf)


def titled(leaf: Any) -> str:
    """《title》, once."""
    return leaf.said(f"《{leaf.text.strip('《》')}》") if leaf else str(leaf)


def quoted(leaf: Any) -> str:
    """“words”, once."""
    return leaf.said(f"“{leaf.text.strip('“”')}”") if leaf else str(leaf)


def cause(leaf: Any) -> str:
    """A cause without its own “原因是”, to be put behind one."""
    return leaf.said(_CAUSE_OPENING.sub("", leaf.text)) if leaf else str(leaf)


def opening(leaf: Any, *starts: str) -> bool:
    """Whether a fact's words begin with one of these."""
    return bool(leaf) and leaf.text.startswith(starts)


def named(indicator: Any) -> str:
    """An indicator's name ready for its figure: 改造摊位（数量）+ 412个; 合格率为 + 100%."""
    leaf = indicator.name
    if not leaf:
        return str(leaf)
    text, unit = leaf.text, indicator.unit.text
    for ending in (f"{unit}数", unit):
        if unit and "的" not in text and len(text) > len(ending) + 1 and text.endswith(ending):
            return leaf.said(text.removesuffix(ending))
    short = _COUNTED.sub("", text)
    if short != text:
        return leaf.said(short)
    joins = text.endswith(_MEASURED) or text[-1].isascii()
    return leaf.said(text) + ("为" if joins else "")


def _with_unit(leaf: Any, indicator: Any) -> str:
    if not leaf:
        return str(leaf)
    unit = indicator.unit.text or str(indicator.unit)
    return leaf.said(number_text(leaf.value) + unit)


def value(indicator: Any) -> str:
    """The actual value with its unit."""
    return _with_unit(indicator.actual, indicator)


def target(indicator: Any) -> str:
    """The target with its unit."""
    return _with_unit(indicator.target, indicator)


def state(indicator: Group) -> str:
    """met, exceeded, unmet, partial (qualitative, less than full) or unknown."""
    raw: Indicator = indicator.raw
    reached = met(raw)
    if reached is None:
        return "unknown"
    if raw.qualitative:
        return "met" if reached else "partial"
    if not reached:
        return "unmet"
    return "met" if raw.actual == raw.target else "exceeded"


def together(indicators: Sequence[Group]) -> list[list[Group]]:
    """Counted indicators that met their target exactly are told in one clause; the others one by one, in order."""
    plain = [
        one for one in indicators if state(one) == "met" and not one.raw.qualitative and one.raw.op != "<="
    ]
    if len(plain) < 2:
        return [[one] for one in indicators]
    return [plain, *([one] for one in indicators if one not in plain)]


def by(items: Sequence[Group], name: str) -> list[tuple[Leaf | Gap, list[Group]]]:
    """Items grouped by what one of their facts says, in order of first appearance."""
    groups: dict[str, tuple[Leaf | Gap, list[Group]]] = {}
    for item in items:
        leaf = getattr(item, name)
        groups.setdefault(leaf.text, (leaf, []))[1].append(item)
    return list(groups.values())


def sum_paid(items: Sequence[Group]) -> str:
    """The amounts of several payments in a row: 10万元、20万元."""
    return "、".join(
        item.amount.said(amount_text(item.raw.amount)) if item.amount else str(item.amount) for item in items
    )


def paid_for(leaf: Any) -> str:
    """A purpose as the name of a sum: 摊位改造 → 摊位改造款; 监理费 stays."""
    if not leaf:
        return str(leaf)
    name = _BRACKETED_END.sub("", leaf.text)
    return leaf.said(leaf.text if name.endswith(_MONEY_WORDS) else leaf.text + "款")


def is_body(leaf: Any) -> bool:
    """Whether a fact names an organisation, not a statement."""
    return bool(leaf) and "，" not in leaf.text and leaf.text.endswith(_BODIES)


def long_steps(items: Sequence[Any]) -> bool:
    """Whether steps are statements rather than short names of work."""
    return any(len(item.text) > 12 or any(c.isdigit() for c in item.text) for item in items)


def aspect(leaf: Any) -> str:
    """数量指标 → 数量方面，; nothing where the level is not given."""
    return leaf.said(leaf.text.removesuffix("指标")) + "方面，" if leaf else ""
