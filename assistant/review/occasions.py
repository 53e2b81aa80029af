"""Occasions: what happened on a date — start, completion, acceptance, award, the day of the figures — by the words at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.facts.model import ProjectFacts
from assistant.facts.paths import title_of, value_at
from assistant.facts.quantities import date_text
from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction, FindAll
from assistant.review.mention import Key, Mention

_DATES = ("date", "month", "month_day")
_MANNER = r"(?:正式|全面|陆续|如期|按期|提前|前|底|初|全部|，|\s)*"
_ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("accepted", re.compile(rf"^{_MANNER}(?:通过|完成|组织|经)?(?:了)?(?:竣工|交工|最终|项目|终期)?验收(?![后前时中])")),
    ("awarded", re.compile(rf"^{_MANNER}(?:确定|完成)?(?:中标|成交|开标)")),
    ("start", re.compile(rf"^{_MANNER}(?:启动|开工|开始|实施|动工|进场)")),
    ("end", re.compile(rf"^{_MANNER}(?:完成(?=[，。；、）]|$|全部|建设|施工|项目|工程|任务|目标)|完工|竣工(?!验收)|结束)")),
)  # fmt: skip
_PATHS = {
    ("start", "planned"): "project.period.planned_start",
    ("start", "actual"): "project.period.actual_start",
    ("end", "planned"): "project.period.planned_end",
    ("end", "actual"): "project.period.actual_end",
    ("accepted", "actual"): "management.acceptance.date",
    ("awarded", "actual"): "management.procurement.award_date",
}
_MODE = re.compile("(?P<planned>(?<!规划)计划(?!股|科|处|表|书|内|外)|原定|预计|应于)|(?P<actual>实际)")
_DAY_LEAVES = (".date", "_start", "_end", "_date", ".as_of", ".filled_on")
_AS_OF = re.compile(r"截[至止](?:到)?$")
_SPENT = re.compile(r"^[^。；]{0,16}(?:支出|支付|执行)")
_NEXT_DATE = re.compile(r"\d{1,2}月\d{1,2}日|\d{4}年")


@dataclass(frozen=True)
class _Act:
    name: str
    mode: str | None


class Occasions:
    """Judges the dates of texts. Built once a review."""

    def __init__(self, facts: ProjectFacts) -> None:
        paths = (*_PATHS.values(), "funds.as_of")
        self._days: dict[str, date] = {path: day for path in paths if (day := value_at(facts, path))}

    def contradiction(
        self, text: str, mention: Mention, clauses: Clauses, find_all: FindAll
    ) -> Contradiction | None:
        """The occasion's own date, where a text puts another one to it."""
        if mention.type not in _DATES:
            return None
        start, _ = clauses.clause(mention.start)
        _, end = clauses.segment(mention.start)
        before, after = text[max(start, mention.start - 40) : mention.start], text[mention.end : end][:30]
        if _AS_OF.search(before) and _SPENT.search(after):
            return self._against(mention, ["funds.as_of"], find_all, sure=True)
        act = _act(before, after)
        if act is None:
            return None
        modes = (act.mode,) if act.mode else ("planned", "actual")
        paths = [path for mode in modes if (path := _PATHS.get((act.name, mode)))]
        return self._against(mention, paths, find_all, sure=act.mode is not None)

    def _against(
        self, mention: Mention, paths: list[str], find_all: FindAll, *, sure: bool
    ) -> Contradiction | None:
        known = [path for path in paths if path in self._days]
        if not known or any(_is(self._days[path], mention.key) for path in known):
            return None
        elsewhere = find_all(mention)
        # Without 计划 or 实际 the date may be that of a part; only a date that the facts put elsewhere is then a mistake.
        if not sure and (not elsewhere or not all(path.endswith(_DAY_LEAVES) for path in elsewhere)):
            return None
        path = known[-1]
        return Contradiction(
            mention, path, title_of(path), date_text(self._days[path]), sure and mention.type == "date"
        )


def _act(before: str, after: str) -> _Act | None:
    next_date = _NEXT_DATE.search(after)
    own = after[: next_date.start()] if next_date else after
    name = next((name for name, form in _ACTS if form.search(own)), None)
    if name is None:
        return None
    modes = list(_MODE.finditer(before))
    return _Act(name, modes[-1].lastgroup if modes and name in ("start", "end") else None)


def _is(day: date, key: Key) -> bool:
    year, month, number = str(day.year), str(day.month), str(day.day)
    return key in (("date", year, month, number), ("month", year, month), ("month_day", month, number))
