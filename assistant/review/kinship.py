"""Kinship: what a past report is to the report under review: the same one, an earlier one, the unit's, the county's.

A unit's names are its own in every report of it; last year's figures are not this year's.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from assistant.facts.model import ProjectFacts
from assistant.library.identities.labels import Label

if TYPE_CHECKING:
    from assistant.library.storage.records import DocumentRecord

_REGION = re.compile(r".{2,8}?(?:自治县|自治州|自治旗|[省市县区州旗盟])")
_NO_MATTER = re.compile(r"(?:19|20)\d\d年?度?|项目|专项|资金|经费|[\W_]")
# Of the character pairs of two project names so many are common where it is the same project.
_ALIKE = 0.6


class Kin(Enum):
    """Near to far."""

    SAME = frozenset(Label)
    EARLIER = frozenset(Label) - {Label.NUMBER, Label.CONTRACT}
    SISTER = frozenset({Label.UNIT, Label.PLACE, Label.PERSON, Label.TITLE, Label.PHONE, Label.EMAIL, Label.WEB,
                        Label.ACCOUNT, Label.CREDIT_CODE, Label.CODE, Label.PLATE})  # fmt: skip
    NEIGHBOUR = frozenset({Label.PLACE, Label.WEB})
    STRANGER = frozenset()

    @property
    def belongs(self) -> frozenset[Label]:
        """The sorts of names that are also those of the report under review."""
        return self.value

    @property
    def is_own(self) -> bool:
        """Whether the unit under review wrote it."""
        return self in (Kin.SAME, Kin.EARLIER, Kin.SISTER)


def kinship(record: DocumentRecord, facts: ProjectFacts) -> Kin:
    """What a document is to the report on these facts."""
    report = facts.report
    if record.unit == report.unit or report.unit in record.title:
        if not _same_project(record, facts.project.name):
            return Kin.SISTER
        return Kin.SAME if record.year == report.year else Kin.EARLIER
    if region_of(record) == (report.region or _region(report.unit)):
        return Kin.NEIGHBOUR
    return Kin.STRANGER


def region_of(record: DocumentRecord) -> str:
    """The county or city of a document; its unit or its own id where none is known."""
    return record.region or _region(record.unit or record.title) or record.unit or record.id


def _region(name: str) -> str | None:
    found = _REGION.match(name)
    return found.group() if found else None


def _same_project(record: DocumentRecord, name: str) -> bool:
    own = _NO_MATTER.sub("", name)
    title = _NO_MATTER.sub("", record.title)
    known = _NO_MATTER.sub("", record.project or "") or title
    if own in title or own in known or (len(known) >= 4 and known in own):
        return True
    ours, theirs = _pairs(own), _pairs(known)
    return 2 * len(ours & theirs) >= _ALIKE * (len(ours) + len(theirs))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
