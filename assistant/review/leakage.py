"""Leakage: what a draft took over from the past passages that were shown to its writer.

Names, titles, figures and document numbers of a passage that the facts lack, names a character off one of its names,
and copied spans of 25 or more characters that are not set phrasing, each with its source. What other reports of the
library have is looked for by `archive`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.library.identities.labels import Label
from assistant.library.identities.ordinary import ends_word, ordinary
from assistant.review.copied import COPIED, Wording
from assistant.review.distinctive import MONEY_DIGITS, is_distinctive, same_figure
from assistant.review.findings import Finding
from assistant.review.ledger import Ledger
from assistant.review.mention import Mention
from assistant.review.mentions import find_mentions
from assistant.review.near_names import NearNames, short_for
from assistant.review.provenance import (
    Source,
    at,
    copied_span,
    foreign_figure,
    foreign_name,
    near_name,
    short_name,
)
from assistant.review.set_phrases import SetPhrases, product_phrases

__all__ = ["COPIED", "Foreign", "leakage"]

_COMPANY = re.compile("公司|事务所|合作社|集团$")
_NAMED = ("organisation", "title", "project")


@dataclass(frozen=True)
class Foreign:
    """A retrieved passage as the check sees it: where it is from, its unmasked text, and the names in it."""

    document: str
    heading: str
    text: str
    names: tuple[str, ...]

    @property
    def source(self) -> Source:
        """Where it is from, for a message."""
        return Source(self.document, self.heading)


def leakage(
    section: str, text: str, shown: Sequence[Foreign], ledger: Ledger, phrases: Sequence[SetPhrases] = ()
) -> Iterator[Finding]:
    """What the text has of the passages; `phrases` are set besides those of the product's own patterns."""
    if not shown:
        return
    yield from _names(section, text, shown, ledger)
    for passage in shown:
        yield from _figures(section, text, passage, ledger)
        yield from _nearly(section, text, passage, ledger)
    yield from _copied(section, text, shown, [product_phrases(), *phrases, SetPhrases.of([ledger.text])])


def _names(section: str, text: str, shown: Sequence[Foreign], ledger: Ledger) -> Iterator[Finding]:
    """Every name, and what people write for it; of those that lie in each other the longest."""
    sought = {name: (name, one.source) for one in shown for name in one.names if len(name) >= 2}
    for name, (_, source) in list(sought.items()):
        sought |= {short: (name, source) for short in _shorter(name) if short not in sought}
    taken = bytearray(len(text))
    for name in sorted(sought, key=len, reverse=True):
        full, source = sought[name]
        if name in ledger.text:
            continue
        for found in re.finditer(re.escape(name), text):
            start, end = found.span()
            if all(taken[start:end]) or (name != full and len(name) < 3 and not _is_word(text, start, name)):
                continue
            taken[start:end] = b"\1" * (end - start)
            place = at(section, text, start, end)
            yield foreign_name(place, source) if name == full else short_name(place, full, source)


def _shorter(name: str) -> Iterator[str]:
    label = Label.COMPANY if _COMPANY.search(name) else Label.PLACE if len(name) <= 4 else Label.UNIT
    return short_for(label, name)


def _is_word(text: str, start: int, name: str) -> bool:
    return name not in ordinary() and ends_word(text, start)


def _figures(section: str, text: str, passage: Foreign, ledger: Ledger) -> Iterator[Finding]:
    """A passage's own figures stand close to its words: three digits are enough."""
    theirs = [one for one in find_mentions(passage.text) if is_distinctive(one, MONEY_DIGITS, MONEY_DIGITS)]
    for one in find_mentions(text) if theirs else ():
        if any(same_figure(one, other) for other in theirs) and ledger.find(one) is None:
            yield foreign_figure(at(section, text, one.start, one.end), one, passage.source, "error")


def _nearly(section: str, text: str, passage: Foreign, ledger: Ledger) -> Iterator[Finding]:
    names = NearNames(passage.names)
    for one in unknown_names(text, ledger):
        if near := names.near(one.text):
            yield near_name(at(section, text, one.start, one.end), near[0], passage.source)


def unknown_names(text: str, ledger: Ledger) -> list[Mention]:
    """The names of a text that the facts lack, but not those a character off one of theirs: a slip of the pen."""
    unknown = [one for one in find_mentions(text) if one.type in _NAMED and ledger.find(one) is None]
    if not unknown:
        return []
    own = NearNames(ledger.text.split("\n"))
    return [one for one in unknown if not own.near(one.text.strip("《》"))]


def _copied(
    section: str, text: str, shown: Sequence[Foreign], phrases: Sequence[SetPhrases]
) -> Iterator[Finding]:
    for span in Wording([passage.text for passage in shown]).copied(text, phrases):
        source = shown[span.source].source
        yield copied_span(at(section, text, span.start, span.end), span.size, source, "error")
