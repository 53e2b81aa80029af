"""How a reading of headings is scored against the labels.

*primary* (the headline): the first kind found is the first kind of an accepted list. *exact*: the kinds found
are, as a set, those of an accepted list. *found* and *extra* count heading lines: a heading is found where a
section begins with its words, spaces and brackets aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.outline.kinds import Kind
from eval.structure.labels import Accepted

Reading = tuple[str, tuple[Kind, ...]]


@dataclass
class Score:
    """Counts over labelled headings; `errors` are (heading, accepted, found) of wrong first kinds."""

    headings: int = 0
    primary: int = 0
    exact: int = 0
    expected: int = 0
    found: int = 0
    extra: int = 0
    errors: list[tuple[str, Accepted, tuple[Kind, ...]]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)

    def kinds(self, heading: str, accepted: Accepted, found: tuple[Kind, ...]) -> None:
        """Count one heading's kinds."""
        self.headings += 1
        right = any(found[0] is one[0] for one in accepted)
        self.primary += right
        self.exact += any(set(found) == set(one) for one in accepted)
        if not right:
            self.errors.append((heading, accepted, found))

    def lines(self, expected: Sequence[str], found: Sequence[str]) -> dict[int, int]:
        """Count heading lines; expected place → found place of those that are the same, in order."""
        pairs: dict[int, int] = {}
        after = 0
        for place, heading in enumerate(expected):
            same = [at for at in range(after, len(found)) if bare(found[at]) == bare(heading)]
            if same:
                pairs[place] = same[0]
                after = same[0] + 1
            else:
                self.missed.append(heading)
        self.expected += len(expected)
        self.found += len(pairs)
        self.extra += len(found) - len(pairs)
        self.surplus += [heading for at, heading in enumerate(found) if at not in pairs.values()]
        return pairs

    def row(self, name: str) -> str:
        """A row of the Markdown table that `HEAD` opens."""
        return (
            f"| {name} | {self.headings} | {_share(self.primary, self.headings)} | "
            f"{_share(self.exact, self.headings)} | {_share(self.found, self.expected)} | {self.extra} |"
        )


HEAD = "| headings of | labelled | primary kind right | kinds exactly right | found | extra |\n|---|---|---|---|---|---|"


def bare(heading: str) -> str:
    """A heading's words alone: no number, however spoilt, no spaces, brackets or punctuation."""
    words = re.sub(r"[\s（）()\[\]【】〔〕、，。.：:；;,]", "", heading)
    words = re.sub(r"^[^㐀-鿿]+", "", words)
    return re.sub(r"^[一二三四五六七八九十]{1,3}", "", words)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}% ({part}/{whole})" if whole else "–"
