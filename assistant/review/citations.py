"""Citations: document numbers (某财预〔2024〕1号, in any brackets), titles in 《》 and the name behind 项目名称."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.review.mention import Mention

_OPEN, _CLOSE = "〔\\[【(（［", "〕\\]】)）］"
_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{0,12}}[{_OPEN}]\s{{0,3}}((?:19|20)[0-9]{{2}})\s{{0,3}}[{_CLOSE}]\s{{0,3}}第?\s{{0,3}}([0-9]{{1,6}})\s{{0,3}}号"
)
_HAN = re.compile(r"[\u4e00-\u9fff]*")
# Words that lead up to a document number and are no part of it.
_LEAD = re.compile(
    r".*(?:根据|按照|依照|依据|以及|印发|下达|文件|通知|批复|[以按由及年月日]|(?<=.)[的和与为])"
)
_PROJECT = re.compile(r"项目名称[：:][^\S\n]{0,3}([^\s，。；：:|【】\x00][^，。；：:|\n【】\x00]{2,60})")
# Where a report says what it is about: 组织实施…, 评价对象为…. The name ends its clause.
_SUBJECT = re.compile(
    r"(?:(?<![\u4e00-\u9fff]{2}针)对(?=[^，。；\n]{4,60}(?:开展|进行)了?(?:绩效)?(?:自评|评价))|组织实施了?|评价对象(?:为|是)|自评对象(?:为|是)|评价的项目(?:为|是)|本次(?:评价|自评)的?(?:是|为))"
    r"(?P<name>[^，。；：:|\n《》【】〔〕\x00]{4,60}?)(?=[，。；\n（(]|$|(?:开展|进行)了?(?:绩效)?(?:自评|评价))"
)
# What a name of a project ends in; 组织实施采购 and 组织实施方案 name none.
_PROJECT_END = re.compile(
    "(?:项目|工程|补助|补贴|服务|资金|经费|专项|计划|行动|改造|建设|购置|采购|运行|抽检|维修|维护|治理|管护|整治|提升|开放|推广|监测|保障|救助|配备|升级|供养)$"
)
_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]{1,60}》){2,100}》")


def document_numbers(text: str) -> Iterator[Mention]:
    """Every document number; its key has the standard brackets and no spaces."""
    for found in _NUMBER.finditer(text):
        issuer = _HAN.match(found.group())
        words = issuer.group() if issuer else ""
        lead = _LEAD.match(words)
        cut = lead.end() if lead and lead.end() < len(words) else 0
        start, end = found.start() + cut, found.end()
        key = f"{words[cut:]}〔{found.group(1)}〕{found.group(2)}号"
        yield Mention(start, end, text[start:end], "document_number", ("document_number", key))


def project_names(text: str) -> Iterator[Mention]:
    """What stands behind 项目名称： and where a report says what it is about."""
    for found in _SUBJECT.finditer(text):
        if _PROJECT_END.search(found["name"]):
            yield Mention(
                *found.span("name"), found["name"], "project", ("project", re.sub(r"\s", "", found["name"]))
            )
    for found in _PROJECT.finditer(text):
        name = found.group(1).strip()
        yield Mention(
            found.start(1), found.start(1) + len(name), name, "project", ("project", re.sub(r"\s", "", name))
        )


def titles(text: str) -> Iterator[Mention]:
    """Every title in 《》, the outer one of two."""
    for found in _TITLE.finditer(text):
        yield Mention(
            *found.span(), found.group(), "title", ("title", re.sub(r"\s", "", found.group()[1:-1]))
        )
