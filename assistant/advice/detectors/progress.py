"""Time: late work, contracts and acceptance; and how the contractor was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.advice.detectors.results import fell_short, of_time, proof
from assistant.advice.deviation import Case, Detector, Deviation
from assistant.advice.signals import Signal
from assistant.advice.statements import says

# The document that makes the money available: a contract is due within some weeks of it.
_MONEY_GIVEN = re.compile(r"下达|批复|预算|指标|资金")
_ACCEPTED_TYPES = frozenset({"construction", "informatization", "procurement"})
_NO_COMPETITION = re.compile(
    r"^(?:自行|直接|零星|口头|指定|未经?|没有|无)|自行采购|直接委托|直接发包|指定供应商"
)

_AROUND_THE_RULES = (
    r"化整为零|拆(?:成|分|为|开)[^，。]{0,10}(?:合同|项目|标段|采购|发包|单|次|份|包)|压在限额|限额以(?:下|内)[^，。]{0,6}(?:拆|分)|规避(?:招标|政府采购|公开招标|采购)|应招未招|"
    r"先(?:实施|施工|进场|采购)后(?:补|采购|招标|签)|(?:没有?|未)(?:走|履行|按)[^，。]{0,8}(?:采购|招标)(?:程序|手续|流程)?|未经(?:采购|招标)|指定供应商"
)


def _delay(case: Case) -> Iterator[Deviation]:
    """A late end, or an unmet indicator of time: one deviation, whichever shows it."""
    late = case.derived.get("project.period.end_delay")
    indicators = case.facts.indicators
    timely = [i for i, one in enumerate(indicators) if of_time(one) and fell_short(one, case.limits)]
    if late or timely:
        paths = ("project.period.end_delay", *late.inputs) if late else ()
        paths += tuple(path for index in timely for path in proof(indicators[index], index))
        yield Deviation("delay", Signal.DELAY, paths, timely[0] if timely else None)


def _late_contract(case: Case) -> Iterator[Deviation]:
    awarded = case.facts.management.procurement.award_date
    given = [
        (one.date, f"project.basis[{index}].date")
        for index, one in enumerate(case.facts.project.basis)
        if one.date and awarded and one.date <= awarded and _MONEY_GIVEN.search(one.title or "")
    ]
    if not awarded or not given:
        return
    latest, path = max(given)
    if (awarded - latest).days > case.limits.contract_days:
        yield Deviation("late_contract", Signal.LATE_CONTRACT, (path, "management.procurement.award_date"))


def _late_acceptance(case: Case) -> Iterator[Deviation]:
    """Accepted after the year that is reported, or said not to be accepted, while the work counts as done."""
    facts, acceptance = case.facts, case.facts.management.acceptance
    if facts.project.type not in _ACCEPTED_TYPES or not _output_done(case):
        return
    if acceptance.date and acceptance.date > date(facts.report.year, 12, 31):
        yield Deviation(
            "late_acceptance", Signal.LATE_ACCEPTANCE, ("management.acceptance.date", "report.year")
        )
        return
    if not acceptance.date and (
        paths := says(
            case,
            r"(?:未|尚未|没有?|待|还没)[^，。]{0,6}验收|(?:验收|终验)[^，。]{0,6}(?:要等|尚需|须等|待)|(?:验收|终验)[^，。]{0,8}(?:尚未|没有?|未)(?:组织|完成|开展|通过|进行)",
        )
    ):
        yield Deviation("late_acceptance", Signal.LATE_ACCEPTANCE, paths)


def _output_done(case: Case) -> bool:
    return any(
        one.target is not None and one.actual is not None and one.actual >= one.target
        for one in case.facts.indicators
        if "数量" in (one.level2 or "")
    )


def _procurement(case: Case) -> Iterator[Deviation]:
    """A contract above the limit that was given away without competition, or one split to stay below it."""
    procurement = case.facts.management.procurement
    amount, method = procurement.contract_amount, procurement.method or ""
    if amount is not None and amount > case.limits.procurement and _NO_COMPETITION.search(method):
        paths = ("management.procurement.method", "management.procurement.contract_amount")
        yield Deviation("procurement", Signal.PROCUREMENT, paths)
        return
    if paths := says(case, _AROUND_THE_RULES):
        yield Deviation("procurement", Signal.PROCUREMENT, paths)


DETECTORS: tuple[Detector, ...] = (_delay, _late_contract, _late_acceptance, _procurement)
