"""Places in Chinese text, found by their endings (县, 镇, 村, 水库 …) and by what stands before them.

There is no dictionary: what would be missed would reach a prompt unmasked, so a doubtful name counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "一-鿿"

# Words that cannot be inside a name: it begins after the last of them. Some characters also begin or
# end ordinary words (和平, 数据, 经济), hence the conditions.
BOUNDARY = re.compile(
    "委托|付给|支付给?|拨付|中标|供应商|标段|其中|确定|选定|邀请|聘请|会同|通过|根据|依照|按照|依据|印发|交由|成交|报送|提请|用于|位于|"
    "还有|以及|包括|涉及|分别|改造|更换|新建|整治|安装|覆盖|支持|单位为|项目列入|下拨|收到|"
    "[由向与给对把被将是及或按从在至以的了请到于等为付除但]|(?<!数)(?<!证)据|经(?![济信开贸营])|和(?![平顺谐县田睦林])"
)
_COUNTIES = "自治区|自治州|自治县|地区|街道|省|市(?!场|政(?!府))|州|盟|县|旗|镇|乡"
_LEVEL = _COUNTIES + "|区"
PLACE_HEAD = re.compile(rf"([{_HAN}]{{1,4}}?)({_LEVEL})")
_GENERIC = set("全本我各该县市省区乡镇村两三四五六七八九十多每等这那此其外内某个家所座处条所原属辖驻")
# Characters that verbs and measures end in and place names hardly hold: a place begins after the last one.
_VERBAL = re.compile(
    "[报批复议访付年月日号元米但布修完停跑剩余隐患已未动专食照算责施实加除意邻凭证亩户吨次符合姓台件述交越回]"
)
# 城 of 新城镇, 农 of 新农村: with these before the level it is an ordinary word.
_ORDINARY_END = tuple("城乡农心集部分级关")
# Words of two characters that often stand where a name would.
_COMMON_WORDS = (
    "新建 人民 中山 解放 建设 和平 胜利 环城 滨江 城关 中心 幸福 文化 青年 友谊 团结 民主 光明 东风 红旗 "
    "工业 开发 新华 平安 朝阳 城南 城北 城东 城西 河西 江北 经济 高新 示范 农业 生态 贫困 重点 行政 自然 "
    "特色 美丽 试点 边远 偏远 山区 沿海 沿线 基层 高山 农村 项目 周边 主要 部分 政府 财政 卫生 相关 有关 "
    "集中 所在 试验 核心 功能 服务 产业 商业 居民 工作 保护 公共 学校 "
)
_COMMON = frozenset(_COMMON_WORDS.split())
# A place by its ending. Conditions on the stem's last character keep out 公路, 思路, 行政村, 城区 and the like.
_NATURAL = re.compile(
    rf"(?:(?<=^)|(?<=[^{_HAN}])|(?<=[由在于到至从向对和与及为是的、县市镇乡]))"
    rf"([{_HAN}]{{2,4}})(?<![公道线思电铁管网水养农行然全各该心点困范个小城辖片园校库山灾景矿发新老分专病类型])"
    r"(村(?!民|级|委|庄|组|道|内|里|镇)|社区|派出所|水库(?!移民)|大道|路(?=口|\d|、|，|沿|两)|区(?!域|间|别|分|划|级|片))"
)
_COUNTY = re.compile(
    rf"(?:(?<=^)|(?<=[^{_HAN}])|(?<=[由在于到至从向对和与及为是的县市省州区、]))([{_HAN}]{{1,3}})({_COUNTIES})(?!级|域|直|属|里|长|政府|委)"
)
# Two characters and a level, after any word (围绕清岭市): most names have two.
_ANYWHERE = re.compile(
    rf"([{_HAN}][{_HAN}])(?<![超门夜集菜早股入上城乡村小古水困范进强])(市(?!场|政(?!府))|县|镇|乡)(?!级|域|直|属|里|长|政府|委)"
)
_LISTED = re.compile(
    rf"((?:[{_HAN}]{{2,4}}、){{1,12}}[{_HAN}]{{2,4}}?)(?=等?[\d两三四五六七八九十]+(?:个|处|所|座|条)?(?:派出所|乡镇|镇|乡|村|社区|街道|水库|水源地|学校|小区))"
)
_ROAD = re.compile(r"(?<![A-Za-z])[GSXYCZ]\d{2,4}线?(?!\d)")


def places(text: str) -> Iterator[str]:
    """Counties, towns, villages, reservoirs and roads named in a text."""
    found = {
        named for form in (_COUNTY, _NATURAL) for place in form.finditer(text) if (named := place_in(place))
    }
    found.update(_twice_met(text))
    for listed in _LISTED.finditer(text):
        found.update(name for word in listed.group(1).split("、") if (name := _stem(word)))
    # 顺县 of 和顺县: 和 also means "and".
    yield from (name for name in found if not any(other != name and other.endswith(name) for other in found))
    yield from (road.group() for road in _ROAD.finditer(text))


def _twice_met(text: str) -> Iterator[str]:
    """Places that follow different words (围绕清岭市, 通过清岭市): one such word would be a verb (移交县……)."""
    before: dict[str, set[str]] = {}
    for place in _ANYWHERE.finditer(text):
        if named := place_in(place):
            before.setdefault(named, set()).add(text[max(0, place.start() - 1) : place.start()])
    yield from (named for named, words in before.items() if len(words) > 1)


def place_in(found: re.Match[str], region: str = "") -> str | None:
    """The place that a match holds, without what stands before the name; None where it is an ordinary word.

    `region` is the report's own, which may have a name that is an ordinary word elsewhere (平安县).
    """
    if region and found.group().endswith(region):
        return region
    stem = _stem(found.group(1))
    return stem + found.group(2) if stem else None


def _stem(words: str) -> str | None:
    cut = max((mark.end() for form in (_VERBAL, BOUNDARY) for mark in form.finditer(words)), default=0)
    stem = words[cut:]
    ordinary = set(stem) & _GENERIC or stem in _COMMON or stem.endswith(_ORDINARY_END)
    return stem if len(stem) >= 2 and not ordinary else None


def stems(places: set[str]) -> Iterator[str]:
    """清岭 of 清岭县: the bare name also stands before mountains, brands and schools."""
    for place in places:
        stem = re.sub(rf"(?:{_LEVEL}|村|水库|派出所)$", "", place)
        if stem != place and len(stem) >= 2 and stem not in _COMMON:
            yield stem
