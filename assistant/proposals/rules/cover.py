"""Who reports, for which year: the cover's fields, the title, and the names that the text repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.library.identities.profile import REGION, type_of
from assistant.proposals.source import Found, Source, Span

_LABELS = {
    "report.department": "主管部门",
    "report.filled_by": "填报人(?:姓名)?|填表人",
    "report.phone": "联系电话|电话",
    "report.finance_authority": "财政部门",
}
_FILED = re.compile(
    r"(?:填报|填表|报告)(?:日期|时间)\s*[:：]\s*((?:19|20)\d\d)\s?[年.\-/]\s?(\d{1,2})\s?[月.\-/]\s?(\d{1,2})"
)
_DEPARTMENT = re.compile(
    r"主管部门(?:为|是)([\u4e00-\u9fff]{4,20}?(?:局|委员会|委|厅|院|办公室))(?=[，。；])"
)
_SEALS = re.compile(r"[（(](?:公章|盖章|签章|单位公章)[）)]")


def read(source: Source) -> Iterator[Found]:
    """Year, unit, region, department, who filled it in and when; the project's name and type."""
    yield from _labelled(source)
    yield from _of_profile(source)
    yield from _project(source)
    yield from _authority(source)
    if found := _DEPARTMENT.search(source.tree.text):
        yield Found("report.department", found.group(1), (found.span(1),), 0.85, "正文中的主管部门")
    if filed := _FILED.search(source.plain):
        try:
            day = date(*map(int, filed.groups()))
        except ValueError:
            return
        yield Found(
            "report.filled_on", day.isoformat(), ((filed.start(1), filed.end(3)),), 0.95, "封面填报日期"
        )


def _labelled(source: Source) -> Iterator[Found]:
    first = source.tree.sections[0].start if source.tree.sections else len(source.plain)
    for path, labels in _LABELS.items():
        found = re.search(
            rf"(?m)^(?:.*\s)?(?:{labels})(?:[（(][^（()）]*[)）])?\s*[:：][^\S\n]*([^\s:：]{{2,40}})",
            source.plain[:first],
        )
        if not found:
            continue
        value = _SEALS.sub("", found.group(1))
        if re.search(r"[\u4e00-\u9fff0-9]{2}", value) and not re.search("X{2}|x{2}|＿|_", value):
            start = found.start(1)
            yield Found(path, value, ((start, start + len(value)),), 0.95, "封面栏目")


def _of_profile(source: Source) -> Iterator[Found]:
    profile = source.tree.profile
    if profile.year and source.year_span:
        yield Found("report.year", str(profile.year), (source.year_span,), 0.95, "封面和标题中的年度")
    if profile.unit and (at := source.tree.text.find(profile.unit)) >= 0:
        span = (at, at + len(profile.unit))
        yield Found("report.unit", profile.unit, (span,), 0.95, "封面和标题中的单位")
        if region := REGION.match(profile.unit):
            end = at + region.end()
            yield Found("report.region", region.group(1), ((at, end),), 0.9, "单位名称中的地区")
            rest = profile.unit[region.end(1) - 1 :]
            if rest and rest in source.tree.text.replace(profile.unit, ""):
                place = _elsewhere(source.tree.text, rest, span)
                yield Found("report.unit_short", rest, (place,), 0.85, "正文中的简称")


def _elsewhere(text: str, words: str, full: Span) -> Span:
    """A place of the words outside of the full name."""
    for found in re.finditer(re.escape(words), text):
        before = text[max(0, found.start() - 8) : found.start()]
        if not (full[0] <= found.start() < full[1]) and not re.search(r"[\u4e00-\u9fff]{2}$", before):
            return found.span()
    at = text.find(words)
    return at, at + len(words)


def _project(source: Source) -> Iterator[Found]:
    text = source.plain
    labelled = re.search(
        r"(?m)^\|?\s*(?:项目名称|专项名称|转移支付名称)\s*[:：|]\s*([^\n|]{3,60}?)\s*(?:\||$)", text
    )
    names = [(labelled.group(1), labelled.start(1), 0.95)] if labelled else []
    names = names or [
        (name, at, 0.75) for name in source.tree.profile.projects[:1] if (at := text.find(name)) >= 0
    ]
    region = source.tree.profile.region
    if not labelled and names and region and (at := source.tree.text.find(region + names[0][0])) >= 0:
        names = [(region + names[0][0], at, 0.75)]
    for name, at, sure in names:
        span = (at, at + len(name))
        yield Found("project.name", name, (span,), sure, "封面项目名称" if labelled else "标题中的项目名称")
        if (kind := type_of(name)) != "other":
            yield Found("project.type", kind, (span,), 0.7, "项目名称的用词")


def _authority(source: Source) -> Iterator[Found]:
    """The finance office of the unit's own region, written out or as 县财政局."""
    unit = source.tree.profile.unit
    region = REGION.match(unit or "")
    if not unit or not region:
        return
    name = f"{region.group(1)}财政局"
    if (at := source.tree.text.find(name)) >= 0:
        yield Found("report.finance_authority", name, ((at, at + len(name)),), 0.9, "正文中的财政局")
        return
    short = re.search(rf"(?<![\u4e00-\u9fff]{{2}}){name[len(region.group(1)) - 1]}财政局", source.tree.text)
    short = short or re.search(rf"{name[len(region.group(1)) - 1]}财政局", source.tree.text)
    at = source.tree.text.find(region.group(1))
    if short and at >= 0:
        spans = (short.span(), (at, at + len(region.group(1)) - 1))
        yield Found("report.finance_authority", name, spans, 0.85, "正文中的财政局简称和地区")
