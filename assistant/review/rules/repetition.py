"""33: the same sentence, or the same long run of characters, stands twice in a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, at
from assistant.review.sentences import sentences

_MARKED = re.compile(r"【待(?:补充|核实)：")
# A reason, a problem and its measure are told once where the indicator stands and once where problems are listed.
_JUDGED = frozenset([Kind.DEVIATIONS, Kind.PROBLEMS, Kind.MEASURES])
_RETOLD = _JUDGED | {Kind.OUTPUTS, Kind.BENEFITS, Kind.SATISFACTION}


def repeated_sentence(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """33: told at the second place, with the heading of the first."""
    length, run = int(limits["sentence"]), int(limits["run"])
    said: dict[str, str] = {}
    runs: dict[str, str] = {}
    seen_kinds: dict[str, frozenset[Kind]] = {}
    for section in paper.sections:
        kinds = frozenset(paper.kinds[section.id])
        for sentence in sentences(section.text):
            words = sentence.group().strip()
            if len(words) < length or _MARKED.search(words):
                continue
            if words in said:
                yield at(section, _trimmed(sentence), _message(said[words]))
                continue
            said[words] = section.heading
            if shared := _shared(words, runs, run):
                where, start, end = shared
                # A list of names without a comma (three rules, five goals) may well be given twice.
                if "，" in words[start:end].strip("，") and not _may_retell(kinds, seen_kinds[where]):
                    offset = _trimmed(sentence)[0]
                    yield at(section, (offset + start, offset + end), _message(where))
            for begin in range(len(words) - run + 1):
                runs.setdefault(words[begin : begin + run], section.heading)
            seen_kinds[section.heading] = seen_kinds.get(section.heading, frozenset()) | kinds


def _may_retell(one: frozenset[Kind], other: frozenset[Kind]) -> bool:
    """Whether two sections may share words: results and their judgement, not outputs and benefits."""
    return one <= _RETOLD and other <= _RETOLD and (one <= _JUDGED or other <= _JUDGED)


def _shared(words: str, runs: dict[str, str], run: int) -> tuple[str, int, int] | None:
    """The first long run that an earlier sentence has too: the heading above it, and where it begins and ends here."""
    begin = next((i for i in range(len(words) - run + 1) if words[i : i + run] in runs), None)
    if begin is None:
        return None
    end = begin + run
    while end < len(words) and words[end - run + 1 : end + 1] in runs:
        end += 1
    return runs[words[begin : begin + run]], begin, end


def _trimmed(sentence: re.Match[str]) -> tuple[int, int]:
    words = sentence.group()
    start = sentence.start() + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _message(where: str) -> str:
    return f"与“{where}”中的句子重复，请删去一处" if where else "与前文的句子重复，请删去一处"


RULES = (Rule("repeated_sentence", (33,), "段落不重复", "report", repeated_sentence),)
