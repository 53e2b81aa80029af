"""Which proposals a person means: by path, by group, by candidate of a conflict, by confidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from assistant.errors import InputError
from assistant.proposals.grounding import fact_form
from assistant.proposals.proposal import Conflict, Proposal, Proposals


def choose(offered: Proposals, wanted: Collection[str] | None) -> tuple[Proposal, ...]:
    """The proposals meant by some paths: a fact, a group or list with all in it, or `path#2` for the second candidate of a
    conflict; None for all that nothing contradicts. Raises `InputError` for a path that nothing was proposed for.
    """
    if wanted is None:
        return offered.proposals
    chosen: dict[str, Proposal] = {}
    disputed = {one.path: one for one in offered.conflicts}
    for path in wanted:
        name, _, number = path.strip().partition("#")
        if number and name in disputed:
            options = disputed[name].options()
            if not number.isdecimal() or not 1 <= int(number) <= len(options):
                raise InputError(
                    f"{name} 没有第{number}个值", hint=f"共有{len(options)}个，用 {name}#1 这样选。"
                )
            chosen |= {one.path: one for one in options[int(number) - 1]}
            continue
        inside = [one for one in offered.proposals if lies_within(one.path, name)]
        if not inside:
            raise _unknown(name, offered, disputed)
        chosen |= {one.path: one for one in inside}
    return tuple(chosen.values())


def confident(chosen: Sequence[Proposal], least: float) -> tuple[Proposal, ...]:
    """Those of at least this confidence; of a row of a list nothing where a column it cannot do without is below it."""
    lost = {
        _row_of(one.path)
        for one in chosen
        if one.confidence < least and fact_form().entry(one.path).essential
    }
    return tuple(one for one in chosen if one.confidence >= least and (_row_of(one.path) not in lost))


def _row_of(path: str) -> str:
    """The row that a path lies in: problems[0].title → problems[0]; the path itself where it lies in none."""
    found = re.match(r"[a-z_.0-9]+\[\d+\](?=\.)", path)
    return found.group() if found else path


def _unknown(name: str, offered: Proposals, disputed: Mapping[str, Conflict]) -> InputError:
    if name in disputed:
        options = enumerate(disputed[name].options(), 1)
        values = "、".join(f"{name}#{at}（{_shown(some)}）" for at, some in options)
        return InputError(f"{disputed[name].title}（{name}）有几个不同的值", hint=f"请选一个：{values}。")
    near = get_close_matches(name, [one.path for one in offered.proposals], 3, 0.5)
    return InputError(f"没有关于 {name} 的提取结果", hint=f"是否想写：{'、'.join(near)}？" if near else "")


def _shown(some: Sequence[Proposal]) -> str:
    return some[0].value if len(some) == 1 else f"{some[0].quotes[0].document}，{len(some)}个值"


def lies_within(path: str, wanted: str) -> bool:
    """Whether a fact is the wanted one or lies in the wanted group, list or row."""
    return path == wanted or path.startswith((f"{wanted}.", f"{wanted}["))
