"""Is a model's text for a section acceptable? Faults as exact instructions, each bound to the sentence it is in.

Beyond the review's errors: everything that the plan says must be there (figures, names, placeholders), nothing must be
there that the plan does not say, items keep their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.additions import additions
from assistant.drafting.composer import Composed, item_marks
from assistant.review.findings import Finding
from assistant.review.mentions import Mention, find_mentions
from assistant.review.provenance import for_writer

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_CLAUSE = re.compile(r"[^，；：。！？\n]+")
_PLACEHOLDER = re.compile(r"【待(?:补充|核实)：[^】]*】")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SWELLING = re.compile(
    r"显著|圆满|充分体现|高度重视|有力(?:保障|推动|支撑)|切实|大力|取得了(?:良好|较好|明显)|极大|成效(?:明显|突出)|高质量|奠定了?|"
    r"得到了?(?:广泛|一致|高度)|卓有成效|有效(?:提升|改善|保障|推动)|得到(?:了)?(?:有效|明显)|确保了"
)
# Of a sentence's character pairs, how many must stand in the plan or be the glue of formal prose.
_SUPPORT = 0.62
_CLAUSE_SUPPORT = 0.4
_SAID = 0.5
# Fewer characters than this are a unit or a word that may be said otherwise.
_WORDS = 4
_GLUE = (
    "项目的了和与在于为并由对其中及以按照根据通过同时此外主要方面分别共计合计截至情况完成实际目标年度达到未达到低于高于"
    "原因是由于因此存在问题有关进行开展实施组织采用负责等工作本单位我局要求资金支出预算得分"
)


@dataclass(frozen=True)
class Fault:
    """One reason not to take the text as it is; `start`/`end` bind it to the text, both -1 for something left out.

    `about` is the sentence of the composer's text that says what was left out, `origin` where that stands in it.
    """

    rule: str
    message: str
    start: int = -1
    end: int = -1
    about: str = ""
    origin: int = -1


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text."""
    return [found.span() for found in _SENTENCE.finditer(text) if found.group().strip()]


def faults(text: str, composed: Composed, errors: Sequence[Finding]) -> list[Fault]:
    """Everything that speaks against a model's text; `errors` are the review's."""
    return [
        *(_from_finding(one) for one in errors),
        *_left_out(text, composed.text),
        *_unsaid(text, composed.text),
        *_words_left_out(text, composed),
        *(Fault(one.rule, one.message, one.start, one.end) for one in additions(text, composed.text)),
        *_unsupported(text, composed.text),
        *_swelling(text, composed.text),
        *_shape(text, composed.text),
    ]


def _from_finding(finding: Finding) -> Fault:
    return Fault(finding.rule, for_writer(finding), finding.start, finding.end)


def required(composed: str) -> list[Mention]:
    """What a section's text must hold: its figures, dates, document numbers and titles; names are checked with them."""
    return list({one.key: one for one in find_mentions(composed) if one.type != "place"}.values())


def _left_out(text: str, composed: str) -> Iterator[Fault]:
    present = {one.key for one in find_mentions(text)}
    numbers = {key[1] for key in present if key[0] == "count"}
    for mention in required(composed):
        held = (
            mention.key in present
            or mention.text in text
            or (mention.type == "count" and mention.key[1] in numbers)
        )
        if not held:
            about = _sentence_at(composed, mention.start)
            message = f"漏写了“{around(composed, mention.start, mention.end)}”"
            yield Fault("omitted", message, about=about, origin=mention.start)
    for placeholder in dict.fromkeys(_PLACEHOLDER.findall(composed)):
        if placeholder not in text:
            origin = composed.index(placeholder)
            about = _sentence_at(composed, origin)
            yield Fault("omitted", f"漏写了“{placeholder}”，应原样保留", about=about, origin=origin)


def _unsaid(text: str, composed: str) -> Iterator[Fault]:
    """Statements without a figure or name must be there too, in these or other words."""
    for start, end in sentences(composed):
        sentence = composed[start:end]
        if not find_mentions(sentence) and not _PLACEHOLDER.search(sentence) and not said_in(sentence, text):
            yield Fault("omitted", f"漏写了“{sentence.strip()}”", about=sentence.strip(), origin=start)


def _words_left_out(text: str, composed: Composed) -> Iterator[Fault]:
    """Facts in words (a team's leader, a missing rule) beside the figures of their sentence."""
    for span in composed.spans:
        words = composed.text[span.start : span.end]
        if len(_HAN.findall(words)) >= _WORDS and not span.source.missing and not said_in(words, text):
            about = _sentence_at(composed.text, span.start)
            yield Fault("omitted", f"漏写了“{words}”", about=about, origin=span.start)


def _sentence_at(text: str, position: int) -> str:
    return next((text[start:end].strip() for start, end in sentences(text) if start <= position < end), "")


def said_in(sentence: str, text: str) -> bool:
    """Whether a text holds most of a sentence's character pairs."""
    pairs = _pairs(sentence)
    return sum(pair in text for pair in pairs) >= _SAID * len(pairs)


def around(text: str, start: int, end: int) -> str:
    """The clause around a span, so that a model knows what is meant."""
    left = max(text.rfind(mark, 0, start) for mark in "。；，\n") + 1
    right = min((at for at in (text.find(mark, end) for mark in "。；，\n") if at >= 0), default=len(text))
    return text[left:right]


def _unsupported(text: str, composed: str) -> Iterator[Fault]:
    """Sentences, and clauses within sound ones, that say what the plan does not."""
    source, letters = _pairs(composed) | _pairs(_GLUE), set(composed) | set(_GLUE)

    def support(start: int, end: int, least: int) -> float:
        pairs = [
            text[i : i + 2] for i in range(start, end - 1) if _HAN.match(text[i]) and _HAN.match(text[i + 1])
        ]
        if len(pairs) < least:
            return 1.0
        glued = (pair[0] in _GLUE and pair[1] in letters for pair in pairs)
        return sum(pair in source or joint for pair, joint in zip(pairs, glued, strict=True)) / len(pairs)

    for start, end in sentences(text):
        if support(start, end, 6) < _SUPPORT:
            yield Fault("unsupported", f"“{text[start:end].strip()}”在要点中没有依据，请删去", start, end)
            continue
        for clause in _CLAUSE.finditer(text, start, end):
            if support(*clause.span(), 4) < _CLAUSE_SUPPORT:
                yield Fault("unsupported", f"“{clause.group()}”在要点中没有依据，请删去", *clause.span())


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _swelling(text: str, composed: str) -> Iterator[Fault]:
    for found in _SWELLING.finditer(text):
        if found.group() not in composed:
            yield Fault("swelling", f"“{found.group()}”是要点中没有的评价，请删去", *found.span())


def _shape(text: str, composed: str) -> Iterator[Fault]:
    """Items keep their number; the text is neither a stub nor a loop."""
    marks = item_marks(composed)
    if marks != item_marks(text):
        each = f"应有{len(marks)}条，每条一段，依次以{'、'.join(marks)}开头" if marks else "不分条，不编号"
        yield Fault("shape", each)
    if len(text) > 1.8 * len(composed) + 60:
        yield Fault("too_long", "正文过长，只写要点里有的内容")
    if len(_HAN.findall(text)) < 0.5 * len(_HAN.findall(composed)):
        yield Fault("too_short", "正文过短，要点没有写全")
    said = [text[start:end] for start, end in sentences(text) if end - start > 12]
    for sentence in dict.fromkeys(one for one in said if said.count(one) > max(1, composed.count(one))):
        yield Fault(
            "repeated",
            f"“{sentence}”写了两遍，请删去一处",
            text.rfind(sentence),
            text.rfind(sentence) + len(sentence),
        )
