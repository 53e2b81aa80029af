"""16: all the money arrived, or it did not: the two must not stand in one report, nor against the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.quantities import number_text
from assistant.outline.kinds import Kind
from assistant.review.mentions import find_mentions
from assistant.review.rules.clashes import claims
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at
from assistant.review.sentences import sentences

_ARRIVED_ALL = re.compile(
    r"到位率(?:为|达到|达)?\s?100(?:\.0{1,2})?\s?[%％]|资金(?:已|均已|均)?(?:全部|足额|全额)到位|资金(?:拨付|到位)(?:及时、?足额|足额、?及时)"
)
_NOT_ARRIVED = re.compile(
    r"资金(?:不|未|没有|未能|不能)(?:能)?(?:及时|足额|按时)?(?:足额)?到位(?!率)|资金到位(?:不及时|滞后|缓慢|不足)|(?:建设|项目)?资金(?:缺口(?:较?大)?|难以筹措|紧张|短缺|不足)"
)
_ARRIVING = re.compile("收到|到位|下拨|拨付到")


def funds_arrived(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """16: money that did not arrive, beside money that arrived in full. A gap told with its figure explains itself."""
    yield from _not_all(paper)
    arrived = _arrived(paper)
    if not arrived:
        return
    for section in paper.of_kind(Kind.PROBLEMS, Kind.DEVIATIONS, Kind.PROCESS, Kind.SCORE):
        for sentence in sentences(section.text):
            found = _NOT_ARRIVED.search(sentence.group())
            if found and not re.search(r"[\d]", sentence.group()):
                span = (sentence.start() + found.start(), sentence.start() + found.end())
                yield at(
                    section,
                    span,
                    f"这里说“{found.group()}”，但{arrived}，请写明缺口金额或延误时间，没有缺口的删去",
                )
                break


def _not_all(paper: Paper) -> Iterator[Fault]:
    """The other way: all the money arrived, says the text; the facts say less."""
    rate = paper.case.figure("funds.arrival_rate") if paper.case else None
    if rate is None or rate >= 100:
        return
    for section in paper.sections:
        for found in claims(section, _ARRIVED_ALL):
            message = f"这里说资金全部到位，到位率却是{number_text(rate)}%，请改为实际到位金额"
            yield at(section, found.span(), message)


def _arrived(paper: Paper) -> str | None:
    """In which words the report, or its facts, say that all the money arrived."""
    if paper.case and (rate := paper.case.figure("funds.arrival_rate")) is not None:
        return "到位率为100%" if rate == 100 else None
    if found := _ARRIVED_ALL.search(paper.whole):
        return f"另一处写“{found.group()}”"
    for section in paper.of_kind(Kind.FUNDS_ARRANGED):
        amounts = {one.key for one in find_mentions(section.text) if one.type == "amount"}
        if len(amounts) == 1 and _twice(section, next(iter(amounts))) and _ARRIVING.search(section.text):
            return f"下达和收到的都是{amounts.pop()[1]}万元"
    return None


def _twice(section: Section, amount: tuple[str, ...]) -> bool:
    return sum(one.key == amount for one in find_mentions(section.text)) > 1


RULES = (Rule("funds_arrived", (16,), "资金不到位与足额到位不并存", "both", funds_arrived),)
