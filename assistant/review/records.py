"""Records: payments and arrivals, whose fields belong together. Two true values of two records make one false statement.

A part of a sentence that tells of one payment (收款单位, 日期, 金额) or of one source's arrival must find all of them in
one record. Parts that tell of several are cut where the words make it plain, and left otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.facts.model import FUND_SOURCES, ProjectFacts
from assistant.facts.quantities import date_text, number_text
from assistant.review.clauses import Clauses
from assistant.review.contradiction import Contradiction, FindAll
from assistant.review.mention import Key, Mention
from assistant.review.numerals import plain
from assistant.review.tellings import PAID, Party, plainly, told_of

# What did not arrive is no arrival.
_ARRIVED = re.compile(
    "(?<!未)(?<!没有)(?<!未能)(?<!未足额)(?<!未及时)(?<!未全部)(?<!不)到位(?!率)|下达|拨付|到账|安排|拨入|落实"
)
_SOURCE_WORDS = {"central": "中央", "provincial": "省级", "city": "市级", "county": "县级", "self": "自筹"}
# A longer part of a sentence tells of no single payment.
_LONGEST = 600


@dataclass(frozen=True)
class Record:
    """One payment or arrival; `party` is how a text names the payee or the source."""

    path: str
    party: str
    title: str
    amount: Decimal | None
    day: date | None

    def paid(self, key: Key) -> bool:
        """Whether an amount is this record's."""
        return self.amount is not None and key == ("amount", plain(self.amount))

    def on(self, key: Key) -> bool:
        """Whether a date, month or day is this record's."""
        if self.day is None:
            return False
        year, month, day = str(self.day.year), str(self.day.month), str(self.day.day)
        return key in (("date", year, month, day), ("month", year, month), ("month_day", month, day))


def payments(facts: ProjectFacts) -> tuple[Record, ...]:
    """The payments with a payee."""
    return tuple(
        Record(f"funds.payments[{index}]", one.payee, f"支付{one.payee}", one.amount, one.date)
        for index, one in enumerate(facts.funds.payments)
        if one.payee
    )


def arrivals(facts: ProjectFacts) -> tuple[Record, ...]:
    """The arrivals with a source that a text can name."""
    return tuple(
        Record(
            f"funds.arrivals[{index}]",
            _SOURCE_WORDS[one.source],
            f"{FUND_SOURCES[one.source]}到位",
            one.amount,
            one.date,
        )
        for index, one in enumerate(facts.funds.arrivals)
        if one.source in _SOURCE_WORDS
    )


class Records:
    """Judges the parts of texts that tell of payments and arrivals."""

    def __init__(self, facts: ProjectFacts) -> None:
        self._kinds = [
            (records, verb, prefix, re.compile("|".join(map(re.escape, sorted(parties, key=len, reverse=True)))))
            for records, verb, prefix in (
                (payments(facts), PAID, "funds.payments["),
                (arrivals(facts), _ARRIVED, "funds.arrivals["),
            )
            if (parties := {one.party for one in records})
        ]  # fmt: skip

    def contradictions(
        self, text: str, mentions: Sequence[Mention], clauses: Clauses, find_all: FindAll
    ) -> Iterator[Contradiction]:
        """Every value that stands with those of another record."""
        starts = [one.start for one in mentions]
        for records, verb, prefix, form in self._kinds:
            for start, end in clauses.segments():
                if end - start > _LONGEST or not verb.search(text, start, end):
                    continue
                inside = [
                    one
                    for one in mentions[bisect_left(starts, start) : bisect_left(starts, end)]
                    if one.end <= end
                ]
                named = list(form.finditer(text, start, end))
                told = list(told_of(text, (start, end), named, inside))
                judge = _Judge(records, prefix, find_all, alone=len(told) == 1)
                for party, day, amount in told:
                    yield from judge.judge(
                        party, day, amount, plainly=plainly(text, start, verb, party, amount)
                    )


@dataclass(frozen=True)
class _Judge:
    records: Sequence[Record]
    prefix: str
    find_all: FindAll
    alone: bool

    def judge(
        self, party: Party, day: Mention | None, amount: Mention, *, plainly: bool
    ) -> Iterator[Contradiction]:
        """The fields that agree with no record that the others name. `plainly`: the amount can be nothing else."""
        by_party = {one for one in self.records if party and one.party == party.group()}
        by_day = {one for one in self.records if day and one.on(day.key)}
        by_amount = {one for one in self.records if one.paid(amount.key)}
        known = bool(by_amount) or (plainly and bool(self.find_all(amount)))
        if not known:
            if found := self._unknown(amount, by_party, by_day, bool(day)):
                yield found
            return
        # A value that the facts also know as something else (a contract, a total) says nothing of records.
        total = self._total(by_party, amount.key) and not (by_day and plainly and not self.alone)
        if total or not (plainly or self._only_records(amount)):
            return
        if party and not by_party & by_amount:
            if by_day & by_amount:
                yield _wrong_party(party, next(iter(by_day & by_amount)))
            elif found := self._expected(
                amount, by_party & by_day or by_party, certain=bool(by_party & by_day)
            ):
                yield found
        elif day and by_amount and not by_day & by_amount and (self._only_records(day) or plainly):
            yield from self._wrong_day(day, (by_amount & by_party) or by_amount, certain=not by_day)
            # Where both belong to records nobody can tell which of the two is wrong.
            if found := self._expected(amount, (by_day & by_party) or by_day, certain=False):
                yield found

    @staticmethod
    def _wrong_day(day: Mention, records: set[Record], *, certain: bool) -> Iterator[Contradiction]:
        if len(records) == 1 and (right := next(iter(records))).day:
            path = f"{right.path}.date"
            yield Contradiction(day, path, f"{right.title}的日期", date_text(right.day), certain and day.type == "date")  # fmt: skip

    def _unknown(
        self, amount: Mention, by_party: set[Record], by_day: set[Record], dated: bool
    ) -> Contradiction | None:
        """An amount that no fact knows, where party and date (or the party alone) leave one record."""
        if not self.alone or self.find_all(amount):
            return None
        left = by_party & by_day if dated else by_party
        return self._expected(amount, left, certain=True) if len(left) == 1 else None

    @staticmethod
    def _expected(amount: Mention, records: set[Record], *, certain: bool) -> Contradiction | None:
        known = sorted((one for one in records if one.amount is not None), key=lambda one: one.path)
        if not known:
            return None
        texts = "、".join(f"{number_text(one.amount or 0)}万元" for one in known)
        return Contradiction(
            amount, f"{known[0].path}.amount", known[0].title, texts, certain and len(known) == 1
        )

    def _only_records(self, mention: Mention) -> bool:
        paths = self.find_all(mention)
        return bool(paths) and all(path.startswith(self.prefix) for path in paths)

    @staticmethod
    def _total(records: set[Record], key: Key) -> bool:
        return len(records) > 1 and key == (
            "amount",
            plain(sum((one.amount or Decimal(0) for one in records), Decimal(0))),
        )


def _wrong_party(party: re.Match[str], right: Record) -> Contradiction:
    name = party.group()
    mention = Mention(party.start(), party.end(), name, "organisation", ("organisation", name))
    subject = f"{number_text(right.amount or 0)}万元的收款或来源单位"
    return Contradiction(mention, right.path, subject, right.party)
