"""Fixes from the plan: what the facts say of the matter, in the composer's words, in the place of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.drafting.acceptance import sentences
from assistant.drafting.composer import Composed
from assistant.review.findings import Finding
from assistant.review.pairs import share
from assistant.review.trace import trace
from assistant.workspace.fixes.bench import Bench
from assistant.workspace.fixes.fix import Edit, Fix

_RESULTS = ("actual", "actual_text", "rate")
_PART = re.compile(r"[^。；！？\n]+[。；！？]?")
# Which part of a composed sentence's character pairs another has that tells the same.
_ALIKE = 0.5
# What nearly every sentence may hold tells nothing of what a sentence is about.
_EVERYWHERE = ("report.", "project.name", "project.type")


def sentence_anew(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The sentence that a finding stands in, as the facts have it."""
    text, composed = bench.texts.get(finding.section), bench.composed.get(finding.section)
    if (
        text
        and composed
        and finding.start < finding.end
        and (edit := _sentence(finding, bench, text, composed))
    ):
        yield Fix("sentence", "这一句按事实改写", "text", (edit,), told=edit.after)


def paragraph_anew(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The paragraph that a finding stands in, as the facts have it."""
    text, composed = bench.texts.get(finding.section), bench.composed.get(finding.section)
    if text and composed and finding.start < finding.end and (edit := _paragraph(finding, text, composed)):
        yield Fix("paragraph", "这一段按事实改写", "text", (edit,), told="这一段里手工改过的文字会被替换")


def section_anew(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The whole section as the composer writes it: for faults that no smaller change can cure."""
    text, composed = bench.texts.get(finding.section), bench.composed.get(finding.section)
    if text and composed and composed.text and composed.text != text:
        edit = Edit(finding.section, 0, len(text), composed.text)
        yield Fix("section", "本节按事实重写", "text", (edit,), told="本节里手工改过的文字会被替换")


def said_of(finding: Finding, bench: Bench) -> Iterator[Fix]:
    """The sentence on an indicator that the report leaves out, put where the composer says it."""
    if finding.rule != "omitted_indicator" or not finding.path:
        return
    results = {f"{finding.path}.{leaf}" for leaf in _RESULTS}
    for id, composed in bench.composed.items():
        if not bench.texts.get(id):
            continue
        told = [
            one.span()
            for one in _PART.finditer(composed.text)
            if results & set(_paths(composed, *one.span()))
        ]
        if told:
            words = "".join(composed.text[start:end].strip() for start, end in told)
            at = _after(bench.texts[id], composed, told[0][0])
            yield Fix(f"say-{id}", "补写这项指标", "text", (Edit(id, at, at, _closed(words)),), told=words)
            return


def _after(text: str, composed: Composed, start: int) -> int:
    """Behind the sentence that the composer says before, where the text has it too; else at the end."""
    before = [composed.text[a:b].strip() for a, b in sentences(composed.text) if b <= start]
    for words in reversed(before):
        at = text.find(words)
        if at >= 0 and words.endswith("。"):
            return at + len(words)
    return len(text.rstrip())


def _sentence(finding: Finding, bench: Bench, text: str, composed: Composed) -> Edit | None:
    """The composer's sentences about the same facts, unless the text says them elsewhere."""
    hit = [(a, b) for a, b in sentences(text) if a < finding.end and finding.start < b]
    if not hit:
        return None
    start, end = hit[0][0], hit[-1][1]
    facts = about(bench, text, start, end) | ({finding.path} if finding.path else set())
    facts = {path for path in facts if not path.startswith(_EVERYWHERE)} or facts
    rest = text[:start] + "\n" + text[end:]
    unsaid = [(a, b) for a, b in sentences(composed.text) if composed.text[a:b].strip() not in rest]
    own = [composed.text[a:b].strip() for a, b in unsaid if facts & set(_paths(composed, a, b))]
    if not own:  # a wrong name traces to nothing, but the words around it are still the composer's
        own = [
            words for a, b in unsaid if share(words := composed.text[a:b].strip(), text[start:end]) >= _ALIKE
        ][:1]
    if not own:
        return None
    words = "".join(own)
    words = words if text[end : end + 1] not in ("", "\n") and text[end - 1] == "；" else _closed(words)
    return Edit(finding.section, start, end, words) if words != text[start:end] else None


def about(bench: Bench, text: str, start: int, end: int) -> set[str]:
    """The facts that a sentence speaks of."""
    paths = {
        path
        for one in trace(text, bench.ledger)
        if start <= one.mention.start and one.mention.end <= end
        for path in ([one.path] if one.path else [one.instead.path] if one.instead else [])
    }
    named = {
        f"indicators[{index}].name"
        for index, one in enumerate(bench.facts.indicators)
        if one.name and one.name in text[start:end]
    }
    return paths | named


def _paths(composed: Composed, start: int, end: int) -> Iterator[str]:
    for span in composed.spans:
        if start <= span.start and span.end <= end and not span.source.missing:
            yield span.source.path


def _paragraph(finding: Finding, text: str, composed: Composed) -> Edit | None:
    """The composer's paragraph of the same number, where both have as many."""
    lines, own = text.split("\n"), composed.text.split("\n")
    if len(lines) != len(own) or len(lines) < 2:
        return None
    at = 0
    for line, then in zip(lines, own, strict=True):
        if at <= finding.start <= at + len(line):
            return Edit(finding.section, at, at + len(line), then) if then != line else None
        at += len(line) + 1
    return None


def _closed(words: str) -> str:
    return f"{words.rstrip('；，：')}。" if words.endswith(("；", "，", "：")) else words
