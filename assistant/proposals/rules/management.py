"""Who manages, by which rules, how it was bought, supervised and accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline.kinds import Kind
from assistant.proposals.rules.basis import SYSTEM
from assistant.proposals.source import AMOUNT, DAY, Found, Sentence, Source
from assistant.review.names import names

_WHERE = (
    Kind.INTERNAL_CONTROL, Kind.PROCESS, Kind.OVERVIEW, Kind.FUNDS_ARRANGED, Kind.FUNDS_USED, Kind.OUTPUTS,
)  # fmt: skip
_TITLE = re.compile(r"《([^《》\n]{3,60})》")
_METHOD = re.compile(
    "公开招标|邀请招标|竞争性磋商|竞争性谈判|询价采购|单一来源采购|单一来源|框架协议|电子卖场|网上竞价|比选"
)
_AWARDED = re.compile(
    rf"({DAY})\s*(?:定标|成交|中标|开标|确定(?:成交|中标)(?:供应商|单位)?|发出(?:中标|成交)通知书)"
)
_CONTRACT = re.compile(
    rf"合同(?:总价|总额|总金额|金额|额合计|额|价款|价)(?:合计|共|为|计|连同[^，。；]{{2,20}}为)?\s*({AMOUNT})|(?<![产单])总价\s*({AMOUNT})"
)
_ACCEPTED = re.compile(
    rf"({DAY})\s*[^，。；]{{0,18}}?(?:(?:完成|通过|组织|经)?[^，。；]{{0,8}}验收)(?:合格|通过)?"
)
_RESULT = re.compile(r"验收[^，。；]{0,10}(?:，\s*结果)?((?:全部|均)?(?:合格|通过|优良))|终验(合格)")
_MISSING = re.compile(
    r"(?:尚无|没有(?:制定|建立|专门的)?|未(?:制定|建立)|缺少)([\u4e00-\u9fff]{4,24}?(?:办法|制度|规定|细则))"
)
_PLAIN_SYSTEMS = re.compile(
    r"(?:执行|按照|依照|遵循)(?:本单位|我[局院校馆]|国家|本[局院校馆]|局|的)*([\u4e00-\u9fff、]{4,90}?(?:制度|办法|规定|细则))(?=[，。；]|$)"
)
_ORGANISED = re.compile(r"牵头|负责.{2,40}(?:负责|配合|管)|配合|(?:股|科|室|处|部)[管负].{2,30}，")


def read(source: Source) -> Iterator[Found]:
    """Organisation, systems, procurement, supervision, acceptance."""
    sentences = list(source.sentences(*_WHERE))
    quoted = list(_systems(source))
    yield from quoted or _unquoted(source)
    yield from _missing(source)
    yield from _organisation(source)
    yield from _procured(source, sentences)
    yield from _supervised(sentences)
    yield from _accepted(source, sentences)


def _systems(source: Source) -> Iterator[Found]:
    told: set[str] = set()
    for sentence in source.sentences(*_WHERE[:5]):
        for found in _TITLE.finditer(sentence.text):
            if SYSTEM.search(found.group(1)) and found.group(1) not in told:
                told.add(found.group(1))
                planned = re.search("修订|制定|起草|拟", sentence.text[: found.start()][-8:])
                sure = 0.5 if planned else 0.88
                span = sentence.span(found, 1)
                yield Found("management.systems[]", found.group(1), (span,), sure, "执行的制度")


def _unquoted(source: Source) -> Iterator[Found]:
    """执行局财务管理制度和采购管理办法: rules named without 《》."""
    for sentence in source.sentences(*_WHERE[:5]):
        for found in _PLAIN_SYSTEMS.finditer(sentence.text):
            start = sentence.start + found.start(1)
            for part in re.finditer(r"([^、]+?(?:制度|办法|规定|细则))(?:和|、|$)", found.group(1)):
                span = (start + part.start(1), start + part.end(1))
                yield Found("management.systems[]", part.group(1), (span,), 0.7, "执行的制度（无书名号）")


def _missing(source: Source) -> Iterator[Found]:
    for sentence in source.sentences(*_WHERE):
        if found := _MISSING.search(sentence.text):
            yield Found(
                "management.missing_systems[]",
                found.group(1),
                (sentence.span(found, 1),),
                0.75,
                "尚未建立的制度",
            )


def _organisation(source: Source) -> Iterator[Found]:
    for sentence in source.sentences(Kind.INTERNAL_CONTROL, Kind.PROCESS, Kind.OVERVIEW):
        if _ORGANISED.search(sentence.text) and re.search("股|科|室|部|站", sentence.text):
            start, end = sentence.whole
            yield Found(
                "management.organisation", source.tree.text[start:end], (sentence.whole,), 0.6, "组织分工句"
            )
            return


def _procured(source: Source, sentences: list[Sentence]) -> Iterator[Found]:
    methods = {found.group(): (s, found) for s in sentences for found in _METHOD.finditer(s.text)}
    if len(methods) == 1:
        sentence, found = next(iter(methods.values()))
        yield Found("management.procurement.method", found.group(), (sentence.span(found),), 0.9, "采购方式")
    agencies = {}
    for sentence in sentences:
        for one in names(sentence.text):
            if one.type == "organisation" and re.search(
                "交易中心$|招标.{0,6}公司$|采购代理.{0,4}公司$|采购中心$", one.text
            ):
                agencies.setdefault(one.text, (sentence.start + one.start, sentence.start + one.end))
    if len(agencies) == 1:
        name, span = next(iter(agencies.items()))
        yield Found("management.procurement.agency", name, (span,), 0.9, "采购代理或交易机构")
    yield from _award(source, sentences)
    yield from _contract(sentences)


def _award(source: Source, sentences: list[Sentence]) -> Iterator[Found]:
    for sentence in sentences:
        for found in _AWARDED.finditer(sentence.text):
            at = sentence.start + found.start(1)
            day = next((one for one in source.days(sentence) if one.start == at), None)
            if day:
                yield Found(
                    "management.procurement.award_date", day.value.isoformat(), day.spans, 0.9, "中标成交日期"
                )
                return


def _contract(sentences: list[Sentence]) -> Iterator[Found]:
    found: dict[str, tuple[float, Sentence, re.Match[str]]] = {}
    for sentence in sentences:
        figures = {one.start: one for one in sentence.amounts()}
        for match in _CONTRACT.finditer(sentence.text):
            one = figures.get(sentence.start + match.start(1 if match.group(1) else 2))
            if one:
                whole = bool(re.search("总|合计|金额", match.group()))
                found.setdefault(one.text, (0.85 if whole else 0.6, sentence, match))
    if not found:
        return
    best = max(sure for sure, _, _ in found.values())
    top = [(value, one) for value, one in found.items() if one[0] == best]
    sure = best if len(top) == 1 else 0.6
    value, (_, sentence, match) = top[0]
    yield Found("management.procurement.contract_amount", value, (sentence.span(match),), sure, "合同金额")


def _supervised(sentences: list[Sentence]) -> Iterator[Found]:
    told: dict[str, tuple[int, int]] = {}
    for sentence in sentences:
        for one in names(sentence.text):
            if one.type == "organisation" and re.search("监理.*公司$", one.text):
                told.setdefault(one.text, (sentence.start + one.start, sentence.start + one.end))
    if len(told) == 1:
        name, span = next(iter(told.items()))
        yield Found("management.supervision", name, (span,), 0.85, "监理单位")


def _accepted(source: Source, sentences: list[Sentence]) -> Iterator[Found]:
    dated: list[Found] = []
    for sentence in sentences:
        for found in _ACCEPTED.finditer(sentence.text):
            at = sentence.start + found.start(1)
            day = next((one for one in source.days(sentence) if one.start == at), None)
            if day:
                dated.append(
                    Found("management.acceptance.date", day.value.isoformat(), day.spans, 0.7, "验收日期")
                )
    if dated:
        yield dated[0]
    for sentence in sentences:
        if found := _RESULT.search(sentence.text):
            group = 1 if found.group(1) else 2
            yield Found(
                "management.acceptance.result",
                found.group(group),
                (sentence.span(found, group),),
                0.7,
                "验收结果",
            )
            return
