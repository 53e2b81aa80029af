"""The archive: the names, figures and wording of all past reports, ready to be found in any text.

Built once a library. What of it is foreign to a report on given facts is decided in `foreign`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.review.belongings import SHARED, Belongings, Owner
from assistant.review.copied import Wording
from assistant.review.kinship import region_of
from assistant.review.near_names import NearNames
from assistant.review.set_phrases import SetPhrases, product_phrases

if TYPE_CHECKING:
    from assistant.library.finding.originals import Original, PastReport


class Archive:
    """`prose` says whose each text of `wording` is; `phrases` are set in the library and in the product's patterns."""

    def __init__(self, reports: Sequence[PastReport]) -> None:
        self.reports = tuple(reports)
        self.belongings = Belongings(self.reports)
        self.near_names = NearNames(one.text for one in self.belongings.names.values() if not one.is_short)
        # A table's wording is its form's.
        self.prose = tuple(
            Owner(at, number)
            for at, report in enumerate(self.reports)
            for number, passage in enumerate(report.passages)
            if not passage.is_table
        )
        self.wording = Wording([self.passage(one).text for one in self.prose])
        units = [one.record.unit or one.record.id for one in self.reports]
        self.phrases = product_phrases() | SetPhrases.frequent(
            self.wording.letters, self.wording.owners(self._numbered(units))
        )
        self._drop_ordinary_words()

    def passage(self, owner: Owner) -> Original:
        """The passage that an owner is."""
        return self.reports[owner.report].passages[owner.passage]

    def _numbered(self, of_reports: Sequence[str]) -> list[int]:
        """For each text of the wording the number of what its report has."""
        numbers = {one: number for number, one in enumerate(dict.fromkeys(of_reports))}
        return [numbers[of_reports[owner.report]] for owner in self.prose]

    def _drop_ordinary_words(self) -> None:
        """太平 may be a county, and a word of everybody: what several counties write is nobody's short name."""
        short = [name for name in self.belongings.names if len(name) == 2]
        regions = self._numbered([region_of(one.record) for one in self.reports])
        spread = self.wording.spread(short, regions)
        self.belongings.drop(name for name, count in zip(short, spread, strict=True) if count >= SHARED)
