"""The ledger: everything the facts allow a draft to say — values, derived values, names — by what it means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from assistant.facts.derived import Derived
from assistant.facts.model import FUND_SOURCES, PROJECT_TYPES, ProjectFacts
from assistant.facts.paths import leaves, unit_of, value_at
from assistant.facts.quantities import number_text
from assistant.review.chinese_figures import spoken_counts
from assistant.review.claimed import Claimed, claimed
from assistant.review.contradictions import Contradictions
from assistant.review.formulas import formulas
from assistant.review.mentions import Key, Mention, find_mentions
from assistant.review.pairs import share
from assistant.review.qualifiers import meant
from assistant.review.subjects import comparable

# Leaves that are names as a whole.
_NAMING = (".unit", ".unit_short", ".region", ".finance_authority", ".department", ".payee", ".agency", ".supervision",
           ".issuer", ".filled_by")  # fmt: skip
_NUMERIC = ("amount", "rate", "points", "score", "count")
# What every county has; saying so names nobody else.
_PUBLIC_BODIES = ("人民政府", "政府", "财政局", "审计局")
# A title quoted without its first words is still the same title, unless hardly anything is left of it.
_SHORTEST_TITLE = 6
# Which part of a project name's character pairs the facts have, where it is only said in other words.
_KNOWN_WORDS = 0.7


class Ledger:
    """Looks up what a mention means among the facts of one project. Built once a review."""

    def __init__(
        self, facts: ProjectFacts, derived: Mapping[str, Derived], constants: Iterable[str] = ()
    ) -> None:
        self._paths: dict[Key, list[str]] = defaultdict(list)
        self._counts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._bare: dict[str, list[str]] = defaultdict(list)
        self._texts: list[tuple[str, str]] = []
        for text in constants:
            self._enter_text("pack", text)
        for path, value in leaves(facts):
            self._enter(facts, path, value)
        derived = {**derived, **formulas(facts)}
        for one in derived.values():
            self._enter_text(one.name, one.text)
        self._enter_region(facts.report.region)
        self._names = self._known_names()
        self._facts, self._derived = facts, derived
        self._project = re.sub(r"\s", "", facts.project.name)
        self.text = "\n".join(text for _, text in self._texts)

    def _enter(self, facts: ProjectFacts, path: str, value: object) -> None:
        if isinstance(value, date):
            self._enter_date(path, value)
            self._texts.append((path, f"{value.year}年{value.month}月{value.day}日"))
        elif path == "report.year":
            self._paths["year", str(value)].append(path)
            self._texts.append((path, f"{value}年"))
        elif path.endswith("].rate"):
            return  # a fraction; drafts say it as a percentage, which is derived
        elif isinstance(value, Decimal | int):
            self._enter_text(path, number_text(value) + self._unit(facts, path))
        else:
            text = str(value)
            self._enter_text(path, {**FUND_SOURCES, **PROJECT_TYPES}.get(text, text))
            if path.endswith(".title"):
                self._paths["title", re.sub(r"\s", "", text).removeprefix("《").removesuffix("》")].append(
                    path
                )

    @staticmethod
    def _unit(facts: ProjectFacts, path: str) -> str:
        """The unit of a figure: fixed by its field, or the one given beside it."""
        parent = path.rpartition(".")[0]
        return unit_of(path) or str(value_at(facts, f"{parent}.unit") or "")

    def _enter_date(self, path: str, day: date) -> None:
        self._paths["date", str(day.year), str(day.month), str(day.day)].append(path)
        self._paths["month", str(day.year), str(day.month)].append(path)
        self._paths["month_day", str(day.month), str(day.day)].append(path)
        self._paths["month_only", str(day.month)].append(path)
        self._paths["year", str(day.year)].append(path)

    def _enter_region(self, region: str | None) -> None:
        if region:
            for body in _PUBLIC_BODIES:
                self._paths["organisation", region + body].append("report.region")

    def _enter_text(self, path: str, text: str) -> None:
        self._texts.append((path, text))
        for mention in find_mentions(text):
            self._enter_mention(path, mention)
        for _, number, unit in spoken_counts(text):
            self._counts[number].append((unit, path))

    def _enter_mention(self, path: str, mention: Mention) -> None:
        self._paths[mention.key].append(path)
        match mention.type:
            case "date":
                _, year, month, day = mention.key
                if _real(year, month, day):
                    self._enter_date(path, date(int(year), int(month), int(day)))
            case "month":
                self._paths["year", mention.key[1]].append(path)
                self._paths["month_only", mention.key[2]].append(path)
            case "month_day":
                self._paths["month_only", mention.key[1]].append(path)
            case "count":
                self._counts[mention.key[1]].append((mention.key[2], path))
        if mention.type in _NUMERIC:
            self._bare[mention.key[1]].append(path)

    def _known_names(self) -> dict[str, list[str]]:
        """Whole names: short facts that name a body or place, and the names found inside longer facts."""
        names: dict[str, list[str]] = defaultdict(list)
        for path, text in self._texts:
            if path.endswith(_NAMING) and len(text) >= 2:
                names[text].append(path)
        for key, paths in self._paths.items():
            if key[0] == "place":
                names[key[1]].extend(paths)
        return names

    @cached_property
    def contradictions(self) -> Contradictions:
        """What the facts contradict, by what a mention is said of."""
        return Contradictions(self._facts, self._derived, self._texts)

    @cached_property
    def claimed(self) -> tuple[Claimed, ...]:
        """The indicators that a text may make claims of."""
        return claimed(self._facts)

    def is_derived(self, path: str) -> bool:
        """Whether a path is the name of a formula, not of a fact."""
        return path in self._derived

    def find(self, mention: Mention) -> str | None:
        """The path of a fact or derived value that says the same, or None."""
        return next(iter(self.find_all(mention)), None)

    def find_all(self, mention: Mention) -> list[str]:
        """All paths that say the same as a mention."""
        exact = self._paths.get(mention.key)
        if exact:
            return exact
        match mention.type:
            case "organisation" | "place" | "person":
                return self._named(mention.key[1])
            case "count":
                return self._count(mention) or self._loosely(mention)
            case "document_number":
                return self._by_end("document_number", mention.key[1])
            case "title":
                return self._titled(mention.key[1])
            case "project":
                return ["project.name"] if self._is_project(mention.key[1]) else []
        return self._loosely(mention)

    def _loosely(self, mention: Mention) -> list[str]:
        """Figures of the same kind that a round, loose one (约300万元) may stand for."""
        bounds = meant(mention)
        if bounds is None:
            return []
        low, high = bounds
        return [
            path
            for key, paths in self._paths.items()
            if comparable(mention.key, key) and "/" not in key[1] and low <= Decimal(key[1]) <= high
            for path in paths
        ]

    def _named(self, name: str) -> list[str]:
        """A distinctive name with words before it that are not its own; or the beginning of a known name.

        县民政局 ends the name of every county's; only a name that holds its place, or a company's, may end another.
        """
        found = [
            path
            for known, paths in self._names.items()
            if _distinctive(known) and name.endswith(known)
            for path in paths
        ]
        return found or [
            path for known, paths in self._names.items() if known.startswith(name) for path in paths
        ]

    def _by_end(self, kind: str, text: str) -> list[str]:
        """A known key of the kind with words before it that are not its own."""
        return [
            path
            for key, paths in self._paths.items()
            if key[0] == kind and text.endswith(key[1])
            for path in paths
        ]

    def _is_project(self, name: str) -> bool:
        """Whether a name is the project's, whole or in part, or is made of words that the facts have too."""
        if (name and name in self._project) or self._project in name:
            return True
        return share(name, self.text) >= _KNOWN_WORDS

    def _titled(self, title: str) -> list[str]:
        if len(title) < _SHORTEST_TITLE:
            return [path for path, text in self._texts if text in (title, f"《{title}》")]
        return [path for path, text in self._texts if title in text]

    def _count(self, mention: Mention) -> list[str]:
        """A counted figure: same number, and units that do not contradict each other."""
        _, number, unit = mention.key
        if not unit:
            return self._bare.get(number) or [path for _, path in self._counts.get(number, ())]
        return [path for known, path in self._counts.get(number, ()) if _same_unit(unit, known)]


def _distinctive(name: str) -> bool:
    return len(name) >= 3 and bool(re.search("公司|..[省市县区州镇乡村]", name))


def _same_unit(said: str, known: str) -> bool:
    """Units as they were cut from running text (three characters at most): their first characters decide."""
    return not known or said[0] == known[0] or said.removeprefix("个")[:1] == known.removeprefix("个")[:1]


def _real(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
