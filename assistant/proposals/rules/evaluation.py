"""How the evaluation was done: notice, team, steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.proposals.rules.basis import cited_document
from assistant.proposals.source import Found, Sentence, Source
from assistant.review.citations import document_numbers

_NOTICE = re.compile(r"《([^《》\n]{4,80}(?:绩效|自评|评价)[^《》\n]{0,40}(?:通知|函|方案))》")
_SIZE = re.compile(
    r"(?:小组|工作组|专班)[^。；，]{0,6}?(?:共|为|有)?\s*([0-9]{1,2})\s?人|([0-9]{1,2})\s?人(?:的)?(?:绩效)?(?:自评|评价)?(?:工作)?小组|由\s*([0-9]{1,2})\s?人组成|共(?:计)?\s*([0-9]{1,2})\s?(?:人|名)(?!为成员)|([0-9]{1,2})\s?名成员"
)
_LEADER = re.compile(
    r"由([\u4e00-\u9fff]{2,14}?)(?:担任|任|为)(?:自评)?(?:小组)?组长|组长(?:由|为|是)([\u4e00-\u9fff]{2,16}?)(?:担任|兼任|[，；。、]|$)|以([\u4e00-\u9fff]{2,14}?)为组长|(?:^|[，；])([\u4e00-\u9fff]{2,12}?)带队|(?:^|[，；])([\u4e00-\u9fff]{2,12}?)(?:担任|任)组长"
)
_MEMBERS = re.compile(
    r"(?:组员|成员)(?:为|包括|来自|由)?\s*([^。；]{4,90})|[，、；]([^。；，]{4,90}?)(?:[0-9]人)?(?:参加|为成员|人员为成员|各派[0-9一]人)|由([^。；，]{4,90}?)组成"
)
_LISTED_STEPS = re.compile(r"步骤(?:依次)?(?:为|是|包括)[:：]?\s*([^。]{6,400})")
_WHERE = (Kind.EVALUATION_WORK, Kind.SCORE)


def read(source: Source) -> Iterator[Found]:
    """Notice, team and steps."""
    yield from _notice(source)
    yield from _team(source)
    yield from _steps(source)


def _notice(source: Source) -> Iterator[Found]:
    for sentence in source.sentences():
        for found in _NOTICE.finditer(sentence.text):
            if re.search("自评|评价", found.group(1)):
                yield from cited_document(source, sentence, found, "evaluation.notice")
                return
    for sentence in source.sentences(*_WHERE):
        for one in document_numbers(sentence.text):
            if "绩" in one.key[1] and sentence.text[one.end :].lstrip("）文").startswith("通知"):
                value = re.sub("^.*(?:财政|教育|卫生)?[局厅委]", "", one.key[1])
                span = (sentence.start + one.end - len(value), sentence.start + one.end)
                yield Found("evaluation.notice.number", value, (span,), 0.88, "通知的文号")
                return


def _team(source: Source) -> Iterator[Found]:
    told: set[str] = set()
    for sentence in source.sentences(*_WHERE):
        if not re.search("组|人", sentence.text):
            continue
        yield from _once(told, "evaluation.team.size", sentence, _SIZE, 0.9, "自评小组人数")
        yield from _once(told, "evaluation.team.leader", sentence, _LEADER, 0.85, "自评小组组长")
    for sentence in source.sentences(*_WHERE):
        if "组" not in sentence.text:
            continue
        for found in _MEMBERS.finditer(sentence.text):
            members = list(_members(source, *sentence.span(found, found.lastindex or 0)))
            yield from members
            if members:
                return


def _members(source: Source, start: int, end: int) -> Iterator[Found]:
    """The offices in a list like 财务科2人、设备科2人."""
    for part in re.finditer(r"[^、，和（）]+(?:（[^（）]*）)?", source.plain[start:end]):
        value = re.sub(r"(?:等)?(?:有关|相关)?(?:人员|各派1人|参加|为成员)+$", "", part.group().strip())
        if re.search("[股科室部站处队中心院长任]", value) and 2 <= len(value) <= 24 and "组长" not in value:
            at = start + part.start() + len(part.group()) - len(part.group().lstrip())
            yield Found("evaluation.team.members[]", value, ((at, at + len(value)),), 0.65, "自评小组成员")


def _once(
    told: set[str], path: str, sentence: Sentence, form: re.Pattern[str], sure: float, rule: str
) -> Iterator[Found]:
    found = form.search(sentence.text)
    if not found or path in told:
        return
    group = next(number for number, one in enumerate(found.groups(), 1) if one)
    value = found.group(group)
    start, end = sentence.span(found, group)
    if path.endswith("leader"):
        lead = re.match("(?:成立了?|组建了?|由|以|我[局院校馆单位]{1,2})+", value)
        skip = lead.end() if lead else 0
        value, start = value[skip:], start + skip
        if len(value) < 2:
            return
    told.add(path)
    yield Found(path, value, ((start, end),), sure, rule)


def _steps(source: Source) -> Iterator[Found]:
    """The steps listed as such; else what the section on the course of the evaluation tells of who did what."""
    for sentence in source.sentences(*_WHERE):
        if found := _LISTED_STEPS.search(sentence.text):
            for part in re.finditer(r"[^；;]+", found.group(1)):
                value = re.sub("，在此基础上.*$", "", part.group())
                at = sentence.start + found.start(1) + part.start()
                yield Found("evaluation.steps[]", value, ((at, at + len(value)),), 0.75, "步骤为")
            return
    for section in source.sections(Kind.EVALUATION_WORK):
        if not re.search("过程|步骤|程序", section.heading):
            continue
        for sentence in source.sentences(*section.kinds):
            if sentence.section is not section or _NOTICE.search(sentence.text):
                continue
            for part in re.finditer(r"[^；;]+", sentence.text):
                if re.search(
                    "核对|收集|打分|实地|复核|汇总|计分|审定|整理|导出|清点|问卷|撰写", part.group()
                ):
                    span = (
                        sentence.span(part)
                        if part.re is None
                        else (sentence.start + part.start(), sentence.start + part.end())
                    )
                    yield Found(
                        "evaluation.steps[]",
                        source.tree.text[span[0] : span[1]].strip(),
                        (span,),
                        0.5,
                        "自评过程",
                    )
