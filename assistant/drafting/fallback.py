"""Fallback, sentence by sentence: a model's sound sentences stay, the composer's say what is then still unsaid."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.drafting.acceptance import Fault, said_in, sentences
from assistant.review.mentions import Key, find_mentions

# With fewer sound sentences than this share, a patchwork reads worse than the composer's own text.
_WORTH_KEEPING = 0.5


@dataclass(frozen=True)
class Mended:
    """A text made of both; `kept` of the model's sentences stayed, `supplied` came from the composer."""

    text: str
    kept: int
    supplied: int


def mend(text: str, faults: list[Fault], composed: str) -> Mended:
    """The paragraphs of the composed text, each with the model's sound sentences where they say the same things.

    Paragraph by paragraph, since a patch never moves a fact to another paragraph. A paragraph without a partner, or with
    too little that is sound, is the composer's.
    """
    model_lines, own_lines = text.split("\n"), composed.split("\n")
    if len(model_lines) != len(own_lines):
        return Mended(composed, 0, len(sentences(composed)))
    offset, lines, kept, supplied = 0, [], 0, 0
    for model_line, own_line in zip(model_lines, own_lines, strict=True):
        local = [(f.start - offset, f.end - offset) for f in faults if f.start >= 0]
        line = _mend_line(model_line, local, own_line)
        lines.append(line.text)
        kept, supplied = kept + line.kept, supplied + line.supplied
        offset += len(model_line) + 1
    return Mended("\n".join(lines), kept, supplied)


def mend_paragraphs(mended: str, faults: list[Fault], composed: str) -> str:
    """The composer's paragraphs in place of those that still have a fault; its whole text if they cannot be told."""
    lines, own = mended.split("\n"), composed.split("\n")
    if len(lines) != len(own) or any(fault.start < 0 and not fault.about for fault in faults):
        return composed
    offset, out = 0, []
    for line, own_line in zip(lines, own, strict=True):
        end = offset + len(line)
        bad = any(f.start <= end and f.end > offset if f.start >= 0 else f.about in own_line for f in faults)
        out.append(own_line if bad else line)
        offset = end + 1
    return "\n".join(out)


def _mend_line(line: str, bad: list[tuple[int, int]], own: str) -> Mended:
    own_parts = [own[start:end] for start, end in sentences(own)]
    spans = sentences(line)
    sound = [line[s:e] for s, e in spans if not any(start < e and end > s for start, end in bad)]
    if not own_parts or len(sound) < _WORTH_KEEPING * len(spans):
        return Mended(own, 0, len(own_parts))
    owned = [_keys(part) for part in own_parts]
    placed = [
        (min((i for i, keys in enumerate(owned) if keys & _keys(one)), default=-1), one) for one in sound
    ]
    # Only what is bound to a sentence of the plan by a figure or a name can be put in its place.
    placed = [(index, one) for index, one in placed if index >= 0]
    said = set().union(*(_keys(one) for _, one in placed)) if placed else set()
    missing = [i for i, keys in enumerate(owned) if not keys or not keys <= said]
    supplied = {i for i in missing if owned[i] or not any(said_in(own_parts[i], one) for _, one in placed)}
    covered = set().union(*(owned[i] for i in supplied)) if supplied else set()
    staying = [(index, one) for index, one in placed if not _keys(one) <= covered]
    if not staying:
        return Mended(own, 0, len(own_parts))
    merged = sorted(
        [*((i, 0, own_parts[i]) for i in supplied), *((i, 1, one) for i, one in staying)], key=lambda x: x[:2]
    )
    return Mended("".join(one for _, _, one in merged), len(staying), len(supplied))


def _keys(sentence: str) -> set[Key]:
    return {mention.key for mention in find_mentions(sentence)}
