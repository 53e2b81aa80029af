"""Coverage: the trace read the other way — which facts and indicators a report, or a section, never speaks of.

An indicator is spoken of where a sentence that names it, or has most of its name's words, says its result, or where its
own figure stands. A goal, a list of contents, a deduction or a measure says no result. Sums and scores are spoken of
where their figure stands. What the facts themselves lack is no omission.
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
from assistant.review.pairs import pairs
from assistant.review.sentences import sentences
from assistant.review.subjects import Subject, same, subjects

# Sentences that only list the indicators and their weights tell nothing of any.
_LIST = re.compile("指标包括|指标有|分值")
# Sentences that plan, pay, take points off or promise say no result of what they name.
_NO_RESULT = re.compile(
    "目标(?:具体)?(?:为|是|：)|总体目标|主要(?:实施)?内容|实施内容|受益(?:对象|群体)|失分|^(?:\\d+[.．]|（[一二三四五六七八九十]+）)?(?:针对|下一步|建议)|组织实施|支付|印发|下达|评价(?:对象|范围)"
)
_RESULT = re.compile(
    "完成|达到|达成|达标|实现|未达|已|均|全部|合格|通过|实际|结果|评定|基本|较[好差高低]|建立|形成|健全|没有|尚未|[得计扣]\\s?\\d|\\d[\\d.]*\\s?[%％]"
)
_SPOKEN_OF = 0.6
# A shorter text is a section or an excerpt: what it leaves out stands elsewhere.
_RESULTS = ("actual", "completion", "gap")
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
    names = [name for one in subjects(facts, derived) if one.is_indicator for name in one.names]
    found = _Said(texts, names)
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

    def __init__(self, texts: Sequence[str], known: Sequence[str]) -> None:
        told = [one for text in texts for one in _with_next(text) if not _LIST.search(one[0])]
        self.keys: set[Key] = {one.key for text in texts for one in find_mentions(text)}
        # Another indicator's name shares words with this one's; it speaks of that one only.
        named = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))) or "(?!)")
        # The next sentence says this one's result only where it names no other indicator.
        self._told = [
            (one, pairs(named.sub("\n", one)), "" if named.search(then) else then) for one, then in told
        ]

    def names(self, name: str) -> bool:
        """Whether a name, or most of its words in one sentence, stands in the text."""
        return any(_speaks(one, said, name, pairs(name)) for one, said, _ in self._told)

    def result(self, names: Sequence[str], figures: Sequence[Key], words: str) -> bool:
        """Whether a sentence that names an indicator says its result: in figures, in the facts' words or in general ones."""
        for name in names:
            own = pairs(name)
            for one, said, then in self._told:
                if _speaks(one, said, name, own) and _tells(one, words):
                    return True
                # A name that stands in full may have its result in the next sentence.
                if name in one and _tells(then, words):
                    return True
            for one, said, _ in self._told:
                if figures and _speaks(one, said, name, own) and _has(one, figures):
                    return True
        return False

    def figure(self, keys: Sequence[Key]) -> bool:
        """Whether one of the figures stands in the text."""
        return any(same(said, key) for key in keys for said in self.keys)


def _with_next(text: str) -> Iterator[tuple[str, str]]:
    """Every sentence with the one that follows it in its paragraph."""
    for line in text.split("\n"):
        told = [one.group() for one in sentences(line)]
        yield from zip(told, [*told[1:], ""], strict=False)


def _tells(sentence: str, words: str) -> bool:
    """Whether a sentence says a result, in general words or in those of the facts."""
    if "实际" not in sentence and _NO_RESULT.search(sentence):
        return False
    return bool(_RESULT.search(sentence) or (words and words in sentence))


def _speaks(sentence: str, said: set[str], name: str, own: set[str]) -> bool:
    return name in sentence or len(own & said) >= _SPOKEN_OF * len(own)


def _has(sentence: str, keys: Sequence[Key]) -> bool:
    return any(same(one.key, key) for one in find_mentions(sentence) for key in keys)


def _indicators(facts: ProjectFacts, derived: Mapping[str, Derived], said: _Said) -> Iterator[Omission]:
    known = {one.slots[0].path.partition(".")[0]: one for one in subjects(facts, derived) if one.is_indicator}
    for index, one in enumerate(facts.indicators):
        path = f"indicators[{index}]"
        subject = known.get(path)
        names = subject.names if subject else (one.name,) if one.name else ()
        slots = subject.slots if subject else ()
        figures = [key for slot in slots if slot.role in _RESULTS for key in slot.keys]
        if names and not said.result(names, figures, one.actual_text or "") and not _own_figure(
            path, subject, facts, derived, said
        ):  # fmt: skip
            yield Omission(path, one.name or "", _kinds(one))


def _own_figure(
    path: str, subject: Subject | None, facts: ProjectFacts, derived: Mapping[str, Derived], said: _Said
) -> bool:
    """Whether the actual figure stands in the text, where it is no other indicator's and no sum of the funds."""
    actual = [slot for slot in subject.slots if slot.role == "actual"] if subject else []
    if not actual:
        return False
    text = actual[0].text
    others = [
        one for one in facts.indicators if one.actual is not None and f"{one.actual}{one.unit or ''}" == text
    ]
    shared = any(one.text == text for name, one in derived.items() if not name.startswith(path))
    return len(others) == 1 and not shared and said.figure(actual[0].keys)


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
