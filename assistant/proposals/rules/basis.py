"""The documents that a project rests on: title, number, issuer and date; not the notice of the evaluation, not rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.proposals.source import Found, Sentence, Source, Span
from assistant.review.citations import document_numbers
from assistant.review.names import names

_WHERE = (Kind.OVERVIEW, Kind.FUNDS_ARRANGED, Kind.FUNDS_USED, Kind.PROCESS, Kind.GOALS)
_TITLE = re.compile(r"《([^《》\n]{4,80})》")
_NUMBERED = re.compile(r"^\s*[（(]([^（()）]{3,40}[号])[）)]")
_EVALUATED = re.compile("绩效(?:自评|评价)")
SYSTEM = re.compile(r"(?:制度|办法|规定|细则|规程|规范|规则|准则|条例|标准|手册|流程)(?:（[^（）]*）)?$")
_PLAIN_WORDS = re.compile(r"^.*(?:根据|按照|依照|依据|经|由|以|照|同意|[，。；：、])")


def read(source: Source) -> Iterator[Found]:
    """Each cited document once."""
    rows: dict[str, int] = {}
    dated: set[int] = set()
    for sentence in source.sentences(*_WHERE):
        for found in _TITLE.finditer(sentence.text):
            title = found.group(1)
            if _EVALUATED.search(title) or SYSTEM.search(title):
                continue
            again = title in rows
            row = rows.setdefault(title, len(rows))
            for one in cited_document(source, sentence, found, "project.basis[]", row):
                if one.path.endswith(".date"):
                    if row in dated:
                        continue
                    dated.add(row)
                elif again:
                    continue
                yield one


def cited_document(
    source: Source, sentence: Sentence, title: re.Match[str], path: str, row: int = 0
) -> Iterator[Found]:
    """Title, number, issuer and date of a document cited as 某局2月18日印发《…》（文号）."""
    yield Found(f"{path}.title", title.group(1), (sentence.span(title, 1),), 0.93, "书名号内的标题", row)
    rest = sentence.text[title.end() :]
    if bracket := _NUMBERED.match(rest):
        at = title.end() + bracket.start(1)
        for one in document_numbers(bracket.group(1)):
            start = sentence.start + at + one.start
            span = (start, start + len(one.text))
            yield Found(f"{path}.number", one.key[1], (span,), 0.95, "标题后的文号", row)
            break
    before = sentence.text[: title.start()]
    clause = re.split("[。；]", before)[-1]
    if issuer := _issuer(source, clause, sentence.start + len(before) - len(clause)):
        value, spans = issuer
        yield Found(f"{path}.issuer", value, spans, 0.85, "标题前的发文机关", row)
    near = [
        day
        for day in source.days(sentence)
        if day.end <= sentence.start + title.start() and len(day.spans) == 1
    ]
    if (
        near
        and re.search(r"(?:印发|下发|发出|发布|下达|批复)\S{0,4}$", before)
        and len(before) - (near[-1].end - sentence.start) < 32
    ):
        yield Found(f"{path}.date", near[-1].value.isoformat(), near[-1].spans, 0.85, "标题前的日期", row)


def _issuer(source: Source, clause: str, start: int) -> tuple[str, tuple[Span, ...]] | None:
    """The office named right before a title; 县财政局 by its full name where the region is known."""
    found = [one for one in names(clause) if one.type == "organisation" and len(clause) - one.end <= 32]
    region = _region(source)
    if len(found) > 1 and clause[found[-2].end : found[-1].start] == "、":
        first, last = found[-2], found[-1]
        return clause[first.start : last.end], ((start + first.start, start + last.end),)
    if found:
        return found[-1].text, ((start + found[-1].start, start + found[-1].end),)
    short = re.search(
        r"(?<![\u4e00-\u9fff])?(?:县|市|区)(财政局|人民政府|[\u4e00-\u9fff]{2,8}局)(?=[^\u4e00-\u9fff]*\S{0,6}$)",
        clause,
    )
    if short and region and region[0].endswith(short.group()[0]):
        return region[0][:-1] + short.group(), ((start + short.start(), start + short.end()), region[1])
    return None


def _region(source: Source) -> tuple[str, Span] | None:
    region = source.tree.profile.region
    at = source.tree.text.find(region) if region else -1
    return (region, (at, at + len(region))) if region and at >= 0 else None
