"""What a text has of the library's reports that its facts lack: names, figures, document numbers, wording.

Severities: a stranger's name or document number as it stands is an error; what may be chance, a comparison or a manner of speaking
(short, near and general names, figures, last year's figures, wording) is a warning: the trace makes an error of whatever has no
fact, here it is told where it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from assistant.facts.model import ProjectFacts
from assistant.library.identities.labels import Label
from assistant.review.archive import Archive
from assistant.review.belongings import SHARED, Name, Owner
from assistant.review.distinctive import is_distinctive, may_be_stale, names_its_county
from assistant.review.findings import Finding
from assistant.review.grams import Plain, placed, plain
from assistant.review.kinship import Kin, kinship, region_of
from assistant.review.leakage import unknown_names
from assistant.review.ledger import Ledger
from assistant.review.mention import Mention
from assistant.review.mentions import find_mentions
from assistant.review.provenance import (
    Source,
    at,
    copied_span,
    doubtful_name,
    foreign_figure,
    foreign_name,
    near_name,
    short_name,
    stale_figure,
)
from assistant.review.rules import Section
from assistant.review.set_phrases import SetPhrases

# A figure that more units have is chance.
_UNITS = 3
_TYPES = {
    Label.UNIT: "organisation", Label.COMPANY: "organisation", Label.PLACE: "place", Label.PERSON: "person",
    Label.PROJECT: "project", Label.TITLE: "title",
}  # fmt: skip
_PLACED = re.compile("[一-鿿]{2,4}?(?:自治县|[县市区旗])")


def foreign(
    sections: Sequence[Section], facts: ProjectFacts, ledger: Ledger, archive: Archive
) -> list[Finding]:
    """The findings of a report on these facts, section by section in reading order."""
    check = _Check(archive, facts, ledger)
    return [
        finding
        for section in sections
        for finding in sorted(check.section(section), key=lambda one: (one.start, one.end))
    ]


class _Check:
    """One report against the archive."""

    def __init__(self, archive: Archive, facts: ProjectFacts, ledger: Ledger) -> None:
        self._archive, self._facts, self._ledger = archive, facts, ledger
        self._kin = [kinship(one.record, facts) for one in archive.reports]
        self._own = "\0".join(map(plain, ledger.text.split("\n")))
        self._judged: dict[str, Owner | None] = {}

    def section(self, section: Section) -> Iterator[Finding]:
        near = list(self._near(section))
        yield from near
        # 苍岩仓储 within 苍岩仓储工程队有限公司 is told with it.
        for one in self._names(section, placed(section.text)):
            if not any(other.start <= one.start and one.end <= other.end for other in near):
                yield one
        yield from self._figures(section)
        yield from self._copied(section)

    def _names(self, section: Section, here: Plain) -> Iterator[Finding]:
        for start, name in self._archive.belongings.named(here.text):
            if name.text not in self._judged:
                self._judged[name.text] = self._stranger(name)
            if (owner := self._judged[name.text]) is None:
                continue
            place = at(section.id, section.text, *here.span(start, start + len(name.text)))
            if name.is_short:
                yield short_name(place, name.full, self._source(owner))
            elif self._is_certain(name, owner):
                yield foreign_name(place, self._source(owner), self._own_instead(name.text))
            else:
                yield doubtful_name(place, self._source(owner))

    def _stranger(self, name: Name) -> Owner | None:
        """Who has a name that is not of this report; None where it may be its own."""
        if name.text in self._own:
            return None
        type = _TYPES.get(name.label)
        if type and self._ledger.find(
            Mention(0, len(name.text), name.text, type, (type, name.text.strip("《》")))
        ):
            return None
        owners = self._archive.belongings.owners(name)
        if any(name.label in self._kin[one.report].belongs for one in owners):
            return None
        return owners[0]

    def _is_certain(self, name: Name, owner: Owner) -> bool:
        """Whether a name cannot be this report's: a bureau of the own county may well have a part in it."""
        if self._kin[owner.report] is Kin.NEIGHBOUR:
            return False
        return names_its_county(name.label, name.text) or self._is_local(name.text, owner)

    def _own_instead(self, name: str) -> str | None:
        """The same body of the own county, or the county itself, where the facts have it."""
        own, theirs = self._facts.report.region, _PLACED.match(name)
        if not own or theirs is None or own[-1] != theirs.group()[-1]:
            return None
        fix = own + name[theirs.end() :]
        return fix if fix != name and plain(fix) in self._own else None

    def _is_local(self, text: str, owner: Owner) -> bool:
        """Whether a number, title or name is surely that county's: 霁财预〔2023〕5号 of 霁云县."""
        region = region_of(self._archive.reports[owner.report].record)
        return text.startswith(region[0]) or region[:2] in text

    def _near(self, section: Section) -> Iterator[Finding]:
        belongings = self._archive.belongings
        for one in unknown_names(section.text, self._ledger):
            written = plain(one.text)
            if written in belongings.names:
                continue
            for near in self._archive.near_names.near(written):
                if near not in self._own and (owner := self._stranger(belongings.names[near])):
                    place = at(section.id, section.text, one.start, one.end)
                    yield near_name(place, near, self._source(owner))
                    break

    def _figures(self, section: Section) -> Iterator[Finding]:
        for one in find_mentions(section.text):
            if not may_be_stale(one) or self._ledger.find(one) is not None:
                continue
            owners = self._archive.belongings.having(one)
            kin = {self._kin[owner.report]: owner for owner in reversed(owners)}
            if not owners or Kin.SAME in kin:
                continue
            place = at(section.id, section.text, one.start, one.end)
            if Kin.EARLIER in kin:
                yield stale_figure(place, one, self._source(kin[Kin.EARLIER]))
            elif is_distinctive(one) and (others := self._few(one, owners)) is not None:
                certain = one.type == "document_number" and self._is_local(one.text, owners[0])
                severity = "error" if certain else "warning"
                yield foreign_figure(place, one, self._source(owners[0], others), severity)

    def _few(self, figure: Mention, owners: Sequence[Owner]) -> int | None:
        """How many other reports have a figure too; None where so many have it that it says nothing."""
        reports = {owner.report for owner in owners}
        records = [self._archive.reports[one].record for one in reports]
        if figure.type == "document_number":
            nobodys = len({region_of(one) for one in records}) >= SHARED
        else:
            nobodys = len({one.unit or one.id for one in records}) > _UNITS
        return None if nobodys else len(reports) - 1

    def _copied(self, section: Section) -> Iterator[Finding]:
        phrases = [self._archive.phrases, self._own_phrases]
        for span in self._archive.wording.copied(section.text, phrases):
            place = at(section.id, section.text, span.start, span.end)
            source = self._source(self._archive.prose[span.source])
            yield copied_span(place, span.size, source, "warning")

    @cached_property
    def _own_phrases(self) -> SetPhrases:
        """What the facts say, and what the unit said of the same project before: its own words."""
        earlier = (
            passage.text
            for report, kin in zip(self._archive.reports, self._kin, strict=True)
            if kin in (Kin.SAME, Kin.EARLIER)
            for passage in report.passages
        )
        return SetPhrases.of([self._ledger.text, *earlier])

    def _source(self, owner: Owner, more: int = 0) -> Source:
        record = self._archive.reports[owner.report].record
        heading = self._archive.passage(owner).heading if owner.passage >= 0 else ""
        kin = self._kin[owner.report]
        year = f"{record.year}年度" if record.year else "以前年度"
        own = {Kin.EARLIER: f"本单位{year}报告", Kin.SISTER: "本单位其他项目的报告"}.get(kin, "")
        return Source(record.name, heading, own, more)
