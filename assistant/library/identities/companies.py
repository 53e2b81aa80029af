"""Companies in Chinese text: by the legal form that ends the name (有限公司, 合作社), or by a proper name before a
trade (恒砚科技, 鼎塬路桥) where one is spoken of as somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.library.identities.ordinary import BREAKS, is_han, name_start, ordinary, starts_word
from assistant.library.identities.places import BOUNDARY
from assistant.library.identities.scanning import Scan

_HAN = "一-鿿"
_RUN = re.compile(rf"[{_HAN}·（）()]+")
_LEGAL = re.compile(
    r"(?:有限责任公司|股份有限公司|股份公司|有限公司|集团公司|事务所|合作联社|合作社|公司|集团(?![一-鿿（）]{0,12}公司)|经营部|营业部|服务部|修理厂|汽修厂|加工厂|[分支]公司)"
    r"(?:（[一-鿿]{2,8}）)?(?:[一-鿿]{2,10}?[分支]公司)?"
)
_CERTAIN = re.compile("有限|股份|会计师|律师|税务师|专业合作|合作社|集团$|经营部$|厂$|[分支]公司$")
_CORE = re.compile(
    r"(?:集团)?(?:有限责任公司|股份有限公司|股份公司|有限公司|集团公司|公司|集团)(?:.{2,10}分公司)?$"
)
_TRADE = (
    "科技|信息技术|信息|建工集团|建工|建设|路桥|城投|水投|交投|工程咨询|造价咨询|咨询|招标代理|招标|物业|米业|勘测|检测技术|检测|测绘|监理|设计院|农业|"
    "家庭农场|农场|餐饮店|餐饮|饭店|酒店|商行|商贸|服饰厂|厂|营造社|古建筑|工程队|建筑队|施工队|超市|药业|园林|环保|环境|电力|通信|数字|软件|传媒|广告|印务|劳务|保安|保洁|"
    "家政|照明|汽修|智联|智控|联创|岩土|造价|保险|财险|农机|种业|食品|机电|电子|水利|水电|市政|装饰|评估|网络|智能|能源|文化|教育|医疗|生物|物流|石化|数科|控股|实业|农牧|酒业|茶业|置业"
)
_TRADING = Scan.of(rf"(?:古建筑|{_TRADE}){{1,2}}", _TRADE.split("|"))
_LONGER = re.compile(r"(?:（[一-鿿]{2,8}）)?(?:有限|股份|公司|集团)")
_ONE_TRADE = re.compile(_TRADE)
_TRADING_END = re.compile(rf"(?:装备|工程|集团|设备|{_TRADE})+$")
# Trades that are also things done: as a company's only where somebody acts.
_COMMON = (
    "检测 监理 建设 农业 水利 水电 市政 环境 电力 通信 软件 教育 文化 医疗 食品 "
    "网络 智能 能源 电子 生物 评估 测绘 勘测 咨询 招标 餐饮 保安 保洁 家政 劳务 "
    "广告 信息 科技 超市 数字 装饰 物流 环保 园林 厂"
)
_COMMON_TRADES = frozenset(_COMMON.split())
_DOING = re.compile(
    "于|承[担建接诺]|运输|提[供出]|出具|中标|未|已|垫资|投入|派出|拖欠|签订|履行|负责|停工|施工|审[减计]|开发|供货|收[费取]"
)
_ROLE = re.compile("(?:机构|中标人|供应商|施工方|监理方|承包商|中标单位|供货方|成交人|供货商|单位为?)$")
# Who pays, gives, makes or is paid is somebody: a mark or one of these stands before a company.
_BEFORE = frozenset("由向与和为给付经及请从对")
_STEM = 4
_PUBLIC = re.compile(
    rf"[{_HAN}]{{0,4}}?(?:电信|移动|联通|城投|交投|水投|交发集团|传媒|文旅|供电|燃气)(?!服务|事业|业|网|管|设)"
)
_SHOP = re.compile(
    rf"(?:(?![由向与给对把被将是及或按从在至以的了请到于等为付除但和])[{_HAN}]){{2,8}}?(?:厂(?!房|区|家)|苗圃|工程队|建筑队|施工队|经营部|商行|商店|饭店|酒店|超市)(?!扩建|改建|新建|迁建|改造|建设)"
)
_LOT = re.compile("[一二三四五六]标段?|自")
_ACTING = re.compile(
    rf"由([{_HAN}]{{3,6}}?)(?=供货|承建|承保|承运|施工|中标|制作|开发|供应|运维|代建|代管|配送|监造)"
)
_NOT_COMPANY = frozenset("股室科局处站组委院所校办馆镇乡村县区市部队方人员者商户家")


def companies(text: str, starts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of companies; `starts` are the spans of places, which often begin a name."""
    at_place = {start for start, _ in starts}
    ends = {end for _, end in starts}
    for run in _RUN.finditer(text):
        yield from _legal(text, run.start(), run.end(), at_place)
    yield from _trading(text, ends)
    yield from _acting(text)
    for start, end in starts:
        if shop := _SHOP.match(text, end) or (
            text[end - 1] not in "省市县区镇乡" and _PUBLIC.match(text, end)
        ):
            yield start, shop.end()


def _legal(text: str, begin: int, stop: int, at_place: set[int]) -> Iterator[tuple[int, int]]:
    for ending in _LEGAL.finditer(text, begin, stop):
        if ending.start() < begin:
            continue
        low = max(begin, ending.start() - 28)
        head = text[low : ending.start()]
        start = low + _cut(head)
        start = _after_lead(text, start, ending.start(), at_place)
        begin = ending.end()
        stem = text[start : ending.start()]
        certain = _CERTAIN.search(text[start:begin])
        proper = len(stem) >= 4 and stem[:2] not in ordinary() and not BREAKS.intersection(stem[:2])
        if (
            len(stem) >= 2
            and (certain or proper or start in at_place)
            and (certain or not _all_ordinary(stem))
        ):
            yield start, begin


def _cut(head: str) -> int:
    """After the last word that no name holds. A verb may stand in one (云衢建筑安装工程公司), before ordinary words only."""
    marks = list(BOUNDARY.finditer(head))
    while marks and len(marks[-1].group()) > 1 and _all_ordinary(head[marks[-1].end() :]):
        marks.pop()
    return marks[-1].end() if marks else 0


def _acting(text: str) -> Iterator[tuple[int, int]]:
    """海川智联 of 由海川智联供货: who delivers, builds or insures is a company where no other name fits."""
    words = ordinary()
    for found in _ACTING.finditer(text):
        name = found.group(1)
        heads = any(name[at : at + 2] in words for at in range(len(name) - 1))
        if len(name) >= 3 and not heads and not BREAKS.intersection(name) and name[-1] not in _NOT_COMPANY:
            yield found.span(1)


def _after_lead(text: str, start: int, end: int, at_place: set[int]) -> int:
    """Ordinary words before the name (监理单位, 公司) do not belong to it; a place after them begins it."""
    words, at = ordinary(), start
    while at + 4 <= end and at not in at_place:
        lot = _LOT.match(text, at)
        size = (
            len(lot.group()) if lot else next((size for size in (3, 2) if text[at : at + size] in words), 0)
        )
        if not size:
            break
        at += size
    if _all_ordinary(text[at:end]):
        # 智慧数字科技有限公司: then there is no telling where the name begins, and all of it counts.
        at = start
    begin = next((place for place in range(at, min(at + 3, end)) if place in at_place), at)
    return begin + (text[begin] in "（）()")


def _all_ordinary(stem: str) -> bool:
    words = ordinary()
    return len(stem) % 2 == 0 and all(stem[at : at + 2] in words for at in range(0, len(stem), 2))


def _trading(text: str, ends: set[int]) -> Iterator[tuple[int, int]]:
    for trade in _TRADING.finditer(text):
        at = trade.start()
        start, sure = name_start(text, at, _STEM)
        if at - start < 2 and at >= 2 and (at == 2 or not is_han(text[at - 3])):
            start, sure = at - 2, True
        stem = text[start:at]
        if (
            not 2 <= len(stem) <= 3
            or not all(map(is_han, stem))
            or not sure
            or stem in ordinary()
            or not _free(text, trade.end())
        ):
            continue
        before = text[start - 1] if start else "。"
        told = (
            before in _BEFORE
            or _DOING.match(text, trade.end())
            or _ROLE.search(text, max(0, start - 6), start)
        )
        if told or start in ends or (trade.group() not in _COMMON_TRADES and not is_han(before)):
            yield start, trade.end()


def _free(text: str, at: int) -> bool:
    """Whether a trade ends there that is not the middle of a longer name."""
    return starts_word(text, at) and not _LONGER.match(text, at)


def short_names(name: str, place: str) -> Iterator[str]:
    """万里建设 of 鹤汀县万里建设有限公司: what a report calls a company the second time. `place` begins the name."""
    core = _CORE.sub("", name.removeprefix(place))
    if core != name and 3 <= len(core) <= 8:
        yield core
    if core != name and core[2:4] not in ordinary() and _ONE_TRADE.fullmatch(core, 4):
        yield core[2:]
    trade = _TRADING_END.search(core)
    if trade and 2 <= trade.start() <= 4:
        yield core[: trade.start()] + "公司"
    first = next((one for at in (2, 3, 4) if (one := _ONE_TRADE.match(core, at))), None)
    if first and len(core) > first.end():
        yield core[: first.end()]
