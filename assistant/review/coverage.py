"""Coverage: the trace read the other way — which facts and indicators a report, or a section, never speaks of.

An indicator is spoken of where its name, most of its name's words in one sentence, or its own figure stands. Sums and
scores are spoken of where their figure stands. What the facts themselves lack is no omission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.facts.derived import Derived
from assistant.facts.model import Indicator, ProjectFacts
from assistant.facts.paths import title_of, value_at
from assistant.outline.kinds import Kind
from assistant.review.findings import Finding
from assistant.review.mention import Key
from assistant.review.mentions import find_mentions
from assistant.review.subjects import Subject, same, subjects

_SENTENCE = re.compile(r"[^。！？；\n]+")
# Sentences that only list the indicators and their weights tell nothing of any.
_LIST = re.compile("指标包括|指标有|分值")
_SPOKEN_OF = 0.6
# A shorter text is a section or an excerpt: what it leaves out stands elsewhere.
_FULL_REPORT = 1500
_SUMS: Mapping[str, tuple[Kind, ...]] = {
    "funds.year_budget": (Kind.OVERVIEW, Kind.FUNDS_ARRANGED),
    "funds.arrived_total": (Kind.FUNDS_ARRANGED,),
    "funds.paid_total": (Kind.FUNDS_USED,),
    "funds.execution_rate": (Kind.FUNDS_USED,),
    "evaluation.declared_score": (Kind.SCORE,),
}
_LEVELS = (
    ("产出", (Kind.OUTPUTS,)),
    ("成本", (Kind.OUTPUTS,)),
    ("满意度", (Kind.SATISFACTION, Kind.BENEFITS)),
    ("效益", (Kind.BENEFITS,)),
)


@dataclass(frozen=True)
class Omission:
    """A fact that is spoken of nowhere; `kinds` are the sections that would say it."""

    path: str
    title: str
    kinds: tuple[Kind, ...]


def coverage(
    texts: Sequence[str],
    facts: ProjectFacts,
    derived: Mapping[str, Derived],
    kinds: Sequence[Kind] | None = None,
) -> tuple[Omission, ...]:
    """What the texts together leave out; with `kinds` only what sections of these kinds should say."""
    whole = "\n".join(texts)
    names = [name for one in subjects(facts, derived) if one.is_indicator for name in one.names]
    found = _Said(whole, names)
    told = [*_indicators(facts, derived, found), *_sums(facts, derived, found), *_problems(facts, found)]
    return tuple(one for one in told if kinds is None or any(kind in kinds for kind in one.kinds))


def omitted_indicators(
    texts: Sequence[str], facts: ProjectFacts, derived: Mapping[str, Derived]
) -> Iterator[Finding]:
    """A finding for each indicator of which a full report never speaks."""
    if sum(map(len, texts)) < _FULL_REPORT:
        return
    for one in coverage(texts, facts, derived):
        if one.path.startswith("indicators["):
            where = "、".join(kind.label for kind in one.kinds)
            yield Finding(
                rule="omitted_indicator",
                severity="warning",
                section="",
                start=0,
                end=0,
                text="",
                message=f"全文没有写到指标“{one.title}”，请在{where}部分补写完成情况",
                path=one.path,
            )


class _Said:
    """What a text says: its words, its sentences' character pairs, its figures."""

    def __init__(self, text: str, known: Sequence[str]) -> None:
        told = [one.group() for one in _SENTENCE.finditer(text) if not _LIST.search(one.group())]
        self._text = "\n".join(told)
        self.keys: set[Key] = {one.key for one in find_mentions(text)}
        # Another indicator's name shares words with this one's; it speaks of that one only.
        named = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)")
        self._pairs = [_pairs(named.sub("\n", one)) for one in told]

    def names(self, name: str) -> bool:
        """Whether a name, or most of its words in one sentence, stands in the text."""
        if name in self._text:
            return True
        pairs = _pairs(name)
        return any(len(pairs & said) >= _SPOKEN_OF * len(pairs) for said in self._pairs)

    def figure(self, keys: Sequence[Key]) -> bool:
        """Whether one of the figures stands in the text."""
        return any(same(said, key) for key in keys for said in self.keys)


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _indicators(facts: ProjectFacts, derived: Mapping[str, Derived], said: _Said) -> Iterator[Omission]:
    known = {one.slots[0].path.partition(".")[0]: one for one in subjects(facts, derived) if one.is_indicator}
    for index, one in enumerate(facts.indicators):
        path = f"indicators[{index}]"
        subject = known.get(path)
        names = subject.names if subject else (one.name,) if one.name else ()
        if names and not any(said.names(name) for name in names) and not _own_figure(subject, facts, said):
            yield Omission(path, one.name or "", _kinds(one))


def _own_figure(subject: Subject | None, facts: ProjectFacts, said: _Said) -> bool:
    """Whether the actual figure stands in the text, where no other indicator has the same."""
    actual = [slot for slot in subject.slots if slot.role == "actual"] if subject else []
    if not actual:
        return False
    text = actual[0].text
    others = [
        one for one in facts.indicators if one.actual is not None and f"{one.actual}{one.unit or ''}" == text
    ]
    return len(others) == 1 and said.figure(actual[0].keys)


def _kinds(one: Indicator) -> tuple[Kind, ...]:
    level = f"{one.level1 or ''}{one.level2 or ''}"
    return next((kinds for word, kinds in _LEVELS if word in level), (Kind.OUTPUTS, Kind.BENEFITS))


def _sums(facts: ProjectFacts, derived: Mapping[str, Derived], said: _Said) -> Iterator[Omission]:
    for path, kinds in _SUMS.items():
        if path in derived:
            text, title = derived[path].text, derived[path].title
        elif (value := value_at(facts, path)) is not None:
            text, title = f"{value}分", title_of(path)
        else:
            continue
        if not said.figure([one.key for one in find_mentions(text)]):
            yield Omission(path, title, kinds)


def _problems(facts: ProjectFacts, said: _Said) -> Iterator[Omission]:
    for index, one in enumerate(facts.problems):
        if one.title and not said.names(one.title.rstrip("。；")):
            yield Omission(f"problems[{index}].title", one.title, (Kind.PROBLEMS, Kind.DEVIATIONS))
