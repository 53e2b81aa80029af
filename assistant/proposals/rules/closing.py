"""What a report ends with: experience, suggestions, use of the result and its publication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.proposals.rules.problems import points
from assistant.proposals.source import Found, Source

_USE = re.compile("作为|依据|参考|应用|督办|挂钩|用于")
_DISCLOSED = re.compile("公开|公示|网站")


def read(source: Source) -> Iterator[Found]:
    """Lines of experience and suggestions, and the two sentences on application."""
    yield from _lines(source, Kind.EXPERIENCE, "experience[]", "经验条目")
    yield from _lines(source, Kind.SUGGESTIONS, "suggestions[]", "建议条目")
    yield from _applied(source)


def _lines(source: Source, kind: Kind, path: str, rule: str) -> Iterator[Found]:
    for section in source.sections(kind):
        if kind is Kind.SUGGESTIONS and Kind.MEASURES in section.kinds:
            continue
        span = (section.body_start, section.body_start + len(section.body))
        numbered = points(source, span)
        lines = [one.span for one in numbered]
        if not numbered and kind is Kind.EXPERIENCE:
            lines = [
                (one.start, one.start + len(one.text))
                for one in source.sentences(*section.kinds)
                if one.section is section
            ]
        for start, end in lines:
            text = source.tree.text[start:end].strip().rstrip("。；;")
            at = source.tree.text.find(text, start)
            if len(text) >= 6 and not re.match("针对.{4,60}问题，", text):  # a measure, see problems
                yield Found(path, text, ((at, at + len(text)),), 0.7 if numbered else 0.6, rule)


def _applied(source: Source) -> Iterator[Found]:
    for path, form in (("use", _USE), ("disclosure", _DISCLOSED)):
        for sentence in source.sentences(Kind.APPLICATION, Kind.OTHER):
            for part in re.finditer(r"[^；;]+", sentence.text):
                if form.search(part.group()) and re.search("自评|评价|结果|报告|意见", sentence.text):
                    span = (sentence.start + part.start(), sentence.start + part.end())
                    value = source.tree.text[span[0] : span[1]].strip()
                    yield Found(f"application.{path}", value, (span,), 0.7, "结果应用和公开")
                    break
            else:
                continue
            break
