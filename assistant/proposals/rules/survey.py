"""The satisfaction survey: how many forms went out and came back, and how it was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.proposals.source import DAY, Found, Sentence, Source

_N = r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})"
_SENT = re.compile(rf"(?:发放|发出|派发|下发)[^，。；]{{0,14}}?\s*{_N}\s?[份张人户]")
_BACK = re.compile(rf"(?:收回|回收)(?:有效)?(?:问卷|答卷)?(?:有效)?\s*{_N}\s?[份张]")
_WHEN = re.compile(rf"({DAY})[^，。；]{{0,6}}(?:发放|开展|完成)[^，。；]{{0,8}}(?:问卷|调查)")
_HOW = re.compile(
    "(?:现场|入户|微信|扫码|电话|网络|线上|匿名|随机)[\u4e00-\u9fff]{0,12}(?:问卷|走访|调查|填表|回访)"
)


def read(source: Source) -> Iterator[Found]:
    """Sample, returned and method. Several surveys give several values, which is for a person to decide."""
    for path, form in (("sample", _SENT), ("returned", _BACK)):
        told: set[str] = set()
        for sentence in source.sentences():
            for found in form.finditer(sentence.text):
                value = found.group(1).replace(",", "")
                if value not in told and _about_satisfaction(source, sentence):
                    told.add(value)
                    yield Found(
                        f"satisfaction_survey.{path}", value, (sentence.span(found),), 0.9, "满意度问卷份数"
                    )
    for sentence in source.sentences():
        if found := _WHEN.search(sentence.text):
            day = next(
                (one for one in source.days(sentence) if one.start == sentence.start + found.start(1)), None
            )
            if day:
                yield Found(
                    "satisfaction_survey.as_of", day.value.isoformat(), day.spans, 0.75, "发放问卷的日期"
                )
                break
    for sentence in source.sentences():
        if (found := _HOW.search(sentence.text)) and "满意" in sentence.text:
            value = found.group()
            yield Found("satisfaction_survey.method", value, (sentence.span(found),), 0.65, "满意度调查方式")
            return


def _about_satisfaction(source: Source, sentence: Sentence) -> bool:
    around = source.tree.text[max(0, sentence.start - 60) : sentence.start + len(sentence.text) + 80]
    return "满意" in around
