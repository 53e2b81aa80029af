"""Tellings: what a part of a sentence tells of payments or arrivals, cut into party, date and amount.

What the words do not make plain is not told: a wrong cut would set the fields of two records against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.review.clauses import Span
from assistant.review.mention import Mention

PAID = re.compile("支付|拨付|付给|付|转账")
# A sum that is not a payment may stand behind a payee too.
_OTHER_SUM = re.compile(
    r"[，。；：\d]|合同|预算|结算|审定|累计|合计|共|应付|造价|总价|[缺差扣减未由（]|争取|申请|其中"
)
_PURPOSE = 24
_ASIDE = re.compile("（[^（）]*）")
_LISTED = re.compile(r"^[^，。；]*元[和、]")
_CUT = re.compile("[，,]")
_WISHED = re.compile("争取|申请|建议|下一步|计划|拟|将|应")
_DATES = ("date", "month", "month_day")

Party = re.Match[str] | None
Told = tuple[Party, Mention | None, Mention]


def told_of(
    text: str, span: Span, named: Sequence[re.Match[str]], inside: Sequence[Mention]
) -> Iterator[Told]:
    """The payments that a segment tells of, each as party, date and amount; what cannot be cut apart is not told."""
    amounts = _outside(text, span, [one for one in inside if one.type == "amount"])
    days = [one for one in inside if one.type in _DATES]
    parties = {found.group() for found in named}
    if not amounts:
        return
    if len(parties) == 1:
        yield from _one_party(text, span, named[0], days, amounts)
        return
    if not parties:
        if len(amounts) == 1 and len(days) == 1:
            yield None, days[0], amounts[0]
        return
    if len(named) == len(amounts) and "分别" in text[slice(*span)]:
        if named[-1].end() <= amounts[0].start:
            yield from ((party, None, amount) for party, amount in zip(named, amounts, strict=True))
        return
    marks = sorted([(one.start(), "p") for one in named] + [(one.start, "a") for one in amounts])
    if "".join(kind for _, kind in marks) == "pa" * len(named):
        for party, amount in zip(named, amounts, strict=True):
            cuts = [f.end() for f in _CUT.finditer(text, span[0], party.start())]
            since = cuts[-1] if cuts else span[0]
            own = [one for one in days if since <= one.start and one.end <= amount.start]
            yield party, own[0] if len(own) == 1 else None, amount


def _outside(text: str, span: Span, amounts: Sequence[Mention]) -> Sequence[Mention]:
    """The amounts outside of brackets, where there are any: what stands inside (合同价…) was not paid here."""
    asides = [found.span() for found in _ASIDE.finditer(text, *span)]
    return [one for one in amounts if not any(a < one.start < b for a, b in asides)] or amounts


def _one_party(
    text: str, span: Span, party: re.Match[str], days: Sequence[Mention], amounts: Sequence[Mention]
) -> Iterator[Told]:
    """The amounts of the first clause that has any; what follows it (合计…) is no payment of its own."""
    first = next((one for one in amounts if one.start >= party.end()), None)
    if first is None:
        if len(amounts) == 1:
            yield party, days[0] if len(days) == 1 else None, amounts[0]
        return
    cut = _CUT.search(text, first.end, span[1])
    end = cut.start() if cut else span[1]
    told = [one for one in amounts if first.start <= one.start < end]
    dated = [one for one in days if one.start < end]
    if len(dated) == len(told):
        yield from ((party, day, amount) for day, amount in zip(dated, told, strict=True))
    else:
        yield from ((party, None, amount) for amount in told)


def plainly(text: str, start: int, verb: re.Pattern[str], party: Party, amount: Mention) -> bool:
    """Whether only the verb, the payee and a purpose stand before an amount: then it is what was paid or came."""
    if party is None:
        return False
    if _WISHED.search(text, start, amount.start):
        return False
    # Money comes from a source: its verb stands behind the source; 支付 may stand on either side of the payee.
    first = start if verb is PAID else party.end()
    # 付至90% in brackets is the contract's word, not this payment's.
    told = _ASIDE.sub(lambda found: " " * len(found.group()), text[start : amount.start])
    verbs = [start + found.end() for found in verb.finditer(told, max(0, first - start))]
    since = max([party.end() if party.end() <= amount.start else start, *verbs])
    between = told[since - start :].replace(" ", "")
    listed = _LISTED.search(between)
    if listed:
        between = between[listed.end() :]
    return len(between) <= _PURPOSE and not _OTHER_SUM.search(between) and bool(verbs)
