"""What is done and when: content, planned and actual dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.proposals.source import DAY, Found, Sentence, Source

_WHERE = (Kind.OVERVIEW, Kind.PROCESS, Kind.FUNDS_ARRANGED, Kind.GOALS, Kind.OUTPUTS)
_CONTENT = re.compile(
    r"(?:建设|主要|项目|实施|采购|工作)?内容(?:主要)?(?:包括|为|有)[:：]?\s*([^。]{4,300}?)(?=，(?:受益|总投资|项目|由|工期|投资)|$)"
)
_TO = r"\s*(?:至|到|—|－|-|~|～)\s*"
_RANGE = re.compile(rf"({DAY}){_TO}({DAY})")
_BEGUN = re.compile(rf"({DAY})\s*(?:正式|实际)?(?:开工|开始|启动|动工|进场)|实际自\s*({DAY})")
_DONE = re.compile(
    rf"({DAY})\s*(?:之?前)?(?:全部|主体|正式)?(?:完工|竣工(?!验收)|完成(?![^，。；]{{0,6}}验收)|上线|建成|投入(?:使用|运行))"
)
_DUE = re.compile(rf"({DAY})\s*(?:之?前)(?:全部|主体)?(?:完工|完成|竣工|上线|建成)")
_PLAN = re.compile("计划|批复工期|合同工期|合同约定|原定|要求")
_PART = re.compile("标段|批(?!复)|乡|镇|村|段|站|机|仪|终验|初验|小组|问卷|打分|核对")
_BENEFIT = re.compile(r"受益(?:对象|群体|人群|群众)(?:主要)?(?:为|是|包括)[:：]?\s*([^，。；]{3,40})")
_TURN = re.compile("根据|依据|按照|组织实施|内容|计划|预算|批复|目标|资金")


def read(source: Source) -> Iterator[Found]:
    """Background, content, who benefits, and the period of the work."""
    yield from _background(source)
    yield from _content(source)
    for sentence in source.sentences(Kind.OVERVIEW, Kind.GOALS, Kind.FUNDS_ARRANGED):
        if found := _BENEFIT.search(sentence.text):
            yield Found("project.beneficiaries", found.group(1), (sentence.span(found, 1),), 0.75, "受益对象")
            break
    seen: set[str] = set()
    for sentence in source.sentences(*_WHERE):
        for one in _period(source, sentence):
            if one.path not in seen:
                seen.add(one.path)
                yield one


def _background(source: Source) -> Iterator[Found]:
    """The sentences before the first that tells of the project itself."""
    for section in source.sections(Kind.OVERVIEW):
        for sentence in source.sentences(*section.kinds):
            if sentence.section is not section:
                continue
            if _TURN.search(sentence.text):
                return
            start, end = sentence.whole
            yield Found(
                "project.background[]", source.tree.text[start:end], (sentence.whole,), 0.5, "概况段开头"
            )
        if section.body:
            return


def _content(source: Source) -> Iterator[Found]:
    for sentence in source.sentences(Kind.OVERVIEW, Kind.FUNDS_ARRANGED, Kind.PROCESS):
        if found := _CONTENT.search(sentence.text):
            start, end = sentence.span(found, 1)
            for part in _items(source.plain[start:end], start):
                yield Found(
                    "project.content[]", source.tree.text[part[0] : part[1]], (part,), 0.75, "内容包括"
                )
            return


def _items(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The members of a list: A、B和C; or A，B，并C where two commas or more part it."""
    mark = "；" if "；" in text else "，" if text.count("，") >= 2 else "、"
    if mark == "、":
        text = text.split("，")[0]
    position = 0
    parts = text.split(mark)
    for index, part in enumerate(parts):
        lead = re.match(r"\s*(?:并|以及|及|和)?", part)
        skip = lead.end() if lead else 0
        cut = re.search(r"(?<=.{4})和(?=.{3})", part) if mark == "、" and index == len(parts) - 1 else None
        pieces = [(skip, cut.start()), (cut.end(), len(part))] if cut else [(skip, len(part))]
        for left, right in pieces:
            if right - left >= 2:
                yield start + position + left, start + position + right
        position += len(part) + 1


def _period(source: Source, sentence: Sentence) -> Iterator[Found]:
    """Clause by clause: what is planned, and what was; not the dates of a part of the work."""
    days = {day.start: day for day in source.days(sentence)}
    planned = False
    for clause in re.finditer("[^，；]+", sentence.text):
        text, offset = clause.group(), sentence.start + clause.start()
        planned = bool(_PLAN.search(text)) or (planned and "实际" not in text)
        if _PART.search(text):
            continue
        for name, form in (("start", _BEGUN), ("end", _DONE)):
            if planned and sentence.section and Kind.OVERVIEW not in sentence.section.kinds:
                break
            found = form.search(text)
            group = next(
                (number for number in (1, 2) if found and found.re.groups >= number and found.group(number)),
                0,
            )
            if found and (day := days.get(offset + found.start(group))):
                path = f"project.period.{'planned' if planned or '前' in found.group() else 'actual'}_{name}"
                yield Found(
                    path, day.value.isoformat(), day.spans, 0.85 if name == "start" else 0.8, "开工完工日期"
                )
        whole = _RANGE.search(text)
        if whole and (planned or "实际" in text):
            for name, group in (("start", 1), ("end", 2)):
                if day := days.get(offset + whole.start(group)):
                    path = f"project.period.{'planned' if planned else 'actual'}_{name}"
                    yield Found(path, day.value.isoformat(), day.spans, 0.9, "起止日期")
        in_goals = sentence.section is not None and Kind.GOALS in sentence.section.kinds
        due = _DUE.search(text) if in_goals else None
        if due and (day := days.get(offset + due.start(1))):
            yield Found(
                "project.period.planned_end", day.value.isoformat(), day.spans, 0.75, "目标中的完成期限"
            )
