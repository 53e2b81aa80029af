"""Claims of a text that another place of it, or the facts, belie: 按时完成 beside 工期延期, 无偏差 beside a missed target.

Each is a form of the claim, a form of what speaks against it, and the message; a wish, a negation or a claim about a
counted part (按期完工3座) is no claim about the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.review.rules.paper import Paper
from assistant.review.rules.rule import Fault, Limits, Rule, Section, at
from assistant.review.sentences import sentences

_LATE = re.compile(
    r"(?:工期|工程|项目|建设|完工|竣工|完成)[^，。；\n]{0,6}(?:延期|延误|滞后|拖延)|延期(?:完工|竣工|完成)|(?:进度|进展)[^，。；\n]{0,4}(?:滞后|缓慢|偏慢)|"
    r"(?:完工|竣工|完成时间|工期)[^，。；\n]{0,10}(?:推迟|晚于)|比计划(?:推迟|晚)|(?:未能?|没有)(?:按期|按时|如期)(?:完成|完工|竣工)"
)
# What turns a claim into a wish, a rule, a negation or a part.
_WISH = re.compile("确保|争取|力争|保证|要求|应当|应该|督促|推动|促使|尽快|以便|为了|如果|若|才能|需要")
_NO_CLAIM = re.compile("[不未没]|将|拟|须|应|计划|预期能|目标|能否|是否|基本")
_ABOUT_PART = re.compile(
    r"[\d一二三四五六七八九十][\d.]{0,6}(?:个|座|条|项|户|套|名|公里|%|％|处|所|台|家)|率|部分|其中"
)


@dataclass(frozen=True)
class _Clash:
    claim: re.Pattern[str]
    against: re.Pattern[str]
    message: str


_ON_TIME = _Clash(
    re.compile(
        r"(?:按时|按期|如期|准时)(?:、?按质|、?按量|、?保质|、?保量|、?高质量|地)*(?:全部|全面|顺利|圆满)?(?:完成|完工|竣工|建成|交付)"
    ),
    _LATE,
    "这里说按时完成，另一处却说“{against}”，请统一：未按期的写明推迟多久和原因",
)
_SYSTEMS = _Clash(
    re.compile(
        r"(?:制度|机构|体系)(?:较为?|比较|基本|均)?(?:健全|完善|完备)|分工明确|职责(?:清晰|明确)|管理(?:规范|严格)(?=[、，。；]|$)"
    ),
    re.compile(
        r"(?:未|没有|尚未|无)(?:单独|专门|另行|及时)?(?:建立|制定|设立|出台|形成)[^，。；\n]{0,14}(?:制度|办法|规定|细则)|(?:未|没有|尚未)(?:专门|单独)?成立[^，。；\n]{0,12}(?:小组|机构|专班)|制度(?:不健全|不完善|缺失|缺位)"
    ),
    "这里说“{claim}”，另一处却说“{against}”，请按实际情况统一",
)
_DONE = _Clash(
    re.compile(
        r"(?:项目|工程|建设任务|各项任务|建设内容|任务)(?:已|均已|已经|已全部|均)?(?:全部|全面|圆满|顺利)(?:完成|完工|竣工|建成)(?:并(?:通过)?验收)?|(?:全部|均)(?:已)?(?:通过(?:竣工)?验收|验收合格)"
    ),
    re.compile(
        r"(?:尚未|未|没有|还未)(?:能)?(?:全部|全面)?(?:完工|竣工|动工|开工|建成|通过验收|竣工验收|组织验收)(?!的)|(?:竣工)?验收(?:没有|尚未|未)(?:能)?完成|正在(?:建设|施工)(?!中的)"
    ),
    "这里说全部完成，另一处却说“{against}”，请核对完成情况、得分和效益",
)

# 按期完工率 is an indicator; 按时完成了自评 is not about the project.
_OTHER_WORK = re.compile(r"率|的|\d|了?[^，。；\n]{0,6}(?:自评|评价|报送|上报|填报|公开)")
# How far before a claim its own clause is read.
_REACH = 40


def on_time(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """14: 按时完成 beside a delay."""
    yield from _clashes(paper, _ON_TIME)


def systems(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """15: 制度健全 beside rules or a group that do not exist."""
    yield from _clashes(paper, _SYSTEMS)


def unfinished(paper: Paper, limits: Limits) -> Iterator[Fault]:
    """17: everything finished beside work that is not finished or not accepted."""
    yield from _clashes(paper, _DONE)


def _clashes(paper: Paper, clash: _Clash) -> Iterator[Fault]:
    against = delay(paper, clash.against)
    if not against:
        return
    for section in paper.sections:
        found = next(claims(section, clash.claim), None)  # once a section is enough
        if found:
            yield at(section, found.span(), clash.message.format(claim=found.group(), against=against))


def delay(paper: Paper, form: re.Pattern[str] = _LATE) -> str | None:
    """The first words of a report that say so (by default: that the work was late), which are no wish."""
    for found in form.finditer(paper.whole):
        before = paper.whole[max(0, found.start() - 8) : found.start()]
        if not re.search("防止|避免|杜绝|如|若|因|对|不得|不再|未|没有", before):
            return found.group()
    return None


def claims(section: Section, form: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Where a section makes a claim: not wished, not denied, not of a counted part."""
    for sentence in sentences(section.text):
        for found in form.finditer(section.text, *sentence.span()):
            since = max(sentence.start(), found.start() - _REACH)
            clause = re.split("[，,：]", section.text[since : found.start()])[-1] + found.group()
            tail = section.text[found.end() : found.end() + 12]
            wished = _WISH.search(section.text, since, found.start()) or _NO_CLAIM.search(
                clause[: -len(found.group())]
            )
            if not (wished or _ABOUT_PART.search(clause) or _OTHER_WORK.match(tail)):
                yield found


RULES = (
    Rule("on_time", (14,), "按时完成与延期不并存", "report", on_time),
    Rule("systems", (15,), "制度健全与未建制度不并存", "report", systems),
    Rule("unfinished", (17,), "全部完成与未完工不并存", "report", unfinished),
)
