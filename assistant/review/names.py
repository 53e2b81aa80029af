"""Names: organisations, places and persons in Chinese text, found by their endings and by what stands around them.

There is no dictionary. What may be an ordinary word (全县, 我市, 各乡镇) is left; the ledger decides whose a name is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.review.mention import Mention

_HAN = "\u4e00-\u9fff"
_REACH = 28
_COMPANY = re.compile("有限责任公司|股份有限公司|有限公司|集团公司|分公司|会计师事务所|律师事务所|专业合作社")
_BODY = re.compile(
    "监督管理局|管理局|委员会|人民政府|政府(?!采购)|医院|卫生院|保健院|学校|中学|小学|幼儿园|公安局|财政局|(?<![布格结全开当])局(?!部|面|限|势|长)|"
    "派出所|管理所|监测站|检测站|管理站|中心(?![校组环区])|大队|支队|图书馆|文化馆|博物馆"
)
_LEVEL = "自治州|自治县|自治区|(?<!节)省(?![钱时力事心工去下略级内外直])|市(?![场级直域区内外]|民(?!政)|政(?!府))|县(?![级域内外直])"
_TOWN = "镇(?![级区域内痛静])|乡(?![镇村级间亲下愁音])|街道(?!办?上|两)|社区(?![居民服治])|水库(?![移大])|村(?![民级委庄组道内里镇前后头口规屯落务集干容])"
_PLACE = re.compile(f"{_LEVEL}|{_TOWN}")
# A name begins after the last of these. Some of the characters also begin names (和平, 经济), hence the conditions.
_BOUNDARY = re.compile(
    "委托|执行|支付|拨付|中标|通过|根据|按照|依照|依据|印发|成交|报送|提请|用于|位于|以及|包括|涉及|分别|建议|协助|覆盖|支持|改造|提升|提高|改善|进一步|不断|"
    "[由向与给对把被将是及或按从在至以的了请到于等为付除但使让]|和(?![平顺谐田睦林])|经(?![济信开贸营纬])"
)
# Characters of verbs, measures and set words that place names hardly hold.
_ORDINARY = re.compile(
    "[报批复议访付年月日号元米布修完停跑剩余隐患已未动专照算责施实加除意邻凭证亩户吨次符合姓件述有此靠交后撒网即如若凡因该本全各我每某其"
    "这那个两三四五六七八九多]"
)
_NO_STEM = frozenset(
    [
        "城市",
        "都市",
        "超级",
        "县市",
        "省市",
        "区县",
        "市县",
        "乡镇",
        "村镇",
        "城镇",
        "集镇",
        "建制",
        "中心",
        "重点",
        "山区",
        "农村",
        "行政",
        "自然",
        "美丽",
        "特色",
        "示范",
        "贫困",
        "试点",
        "小城",
        "地级",
        "直辖",
        "所在",
        "沿线",
        "基层",
        "中小型",
        "中型",
        "小型",
        "大型",
        "居民",
        "夜间",
        "早餐",
        "农贸",
        "超级",
        "上级",
        "下级",
        "新农",
        "城中",
        "城乡",
        "相关",
        "有关",
        "项目",
        "易地",
        "搬迁",
        "周边",
        "偏远",
        "主要",
        "部分",
    ]
)
_SURNAME = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻柏章苏潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷"
    "罗毕郝邬安常于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴谈宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路娄江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡"
    "凌霍虞万柯管卢莫房解应丁宣邓洪包左石崔吉龚程邢裴陆荣翁曲段侯武刘龙叶司黎白赖卓蒙乔谭冉桂牛尚温庄晏柴瞿阎连习艾向易廖耿匡文欧聂辛"
    "简饶曾关覃肖岳涂付欧宁仇景焦甘盖柴屠闻党翟劳冉边燕游阳成居"
)
_POST = "组长|副组长|组员|局长|副局长|院长|校长|主任|副主任|科长|股长|所长|馆长|站长|书记|队长"
_PERSON = re.compile(
    rf"(?:填报人|填表人|联系人|经办人|审核人|负责人)\s{{0,3}}[:：]\s{{0,3}}([{_SURNAME}][{_HAN}]{{1,2}})(?![{_HAN}])|"
    rf"(?:{_POST})([{_SURNAME}][{_HAN}]{{1,2}}?)(?=任|担任|牵头|同志|带队|[、，；。）])|"
    rf"(?:(?<![{_HAN}])|(?<=[由以]))([{_SURNAME}][{_HAN}]{{1,2}}?)(?=同志|(?:担任|任)(?:{_POST})|(?:{_POST})(?![{_HAN}]))"
)
_NO_PERSON = re.compile(
    "^任|常务|安全|高级|严格|分管|党委|党组|项目|单位|负责|具体|成员|财务|文件|各|全|及时|任何|管理|应急|高度|许可|万元|工程|金额|石油|田间|关于"
)


def names(text: str) -> Iterator[Mention]:
    """Organisations, places and persons, in that order; a place inside an organisation's name is given too."""
    yield from _organisations(text)
    yield from _places(text)
    for found in _PERSON.finditer(text):
        group = found.lastindex or 0
        if not _NO_PERSON.search(found.group(group)):
            yield _named(text, *found.span(group), "person")


def _named(text: str, start: int, end: int, type: str) -> Mention:
    return Mention(start, end, text[start:end], type, (type, text[start:end]))


def _organisations(text: str) -> Iterator[Mention]:
    for ending in _COMPANY.finditer(text):
        start = _begin(text, ending.start(), _REACH)
        if ending.start() - start >= 2:
            yield _named(text, start, ending.end(), "organisation")
    last = 0
    for ending in _BODY.finditer(text):
        start = _begin(text, ending.start(), _REACH, last)
        for level in re.finditer(f"{_LEVEL}|{_TOWN}|[区州]", text[start : ending.end()]):
            stem = _stem(text[start : start + level.start()])
            if stem:
                yield _named(text, start + level.start() - len(stem), ending.end(), "organisation")
                last = ending.end()
                break


def _places(text: str) -> Iterator[Mention]:
    last = 0
    for level in _PLACE.finditer(text):
        start = _begin(text, level.start(), 4, last)
        stem = _stem(text[start : level.start()])
        # Towns and villages: only names that stand apart, since 村 and 镇 end many ordinary words.
        apart = (
            level.group()[0] in "省市县自"
            or start == 0
            or not re.match(f"[{_HAN}]", text[start - 1])
            or start > level.start() - 4
        )
        if stem and apart:
            yield _named(text, level.start() - len(stem), level.end(), "place")
        last = level.end()


def _begin(text: str, end: int, reach: int, last: int = 0) -> int:
    """Where a name that ends at `end` may begin: within reach, in one run of characters, after the last boundary."""
    start = max(last, end - reach, 0)
    run = re.search(rf"(?:[{_HAN}·]|（[{_HAN}]{{1,8}}）)*\Z", text[start:end])
    start += run.start() if run else 0
    return start + max((mark.end() for mark in _BOUNDARY.finditer(text[start:end])), default=0)


def _stem(words: str) -> str | None:
    """The stem of a place (鹤汀 of 鹤汀县) at the end of some words; None for an ordinary word."""
    cut = max((mark.end() for mark in _ORDINARY.finditer(words)), default=0)
    stem = words[cut:]
    ordinary = (
        stem in _NO_STEM
        or re.search("[省市县区乡镇村跨超]$", stem)
        or (stem.endswith("城") and len(stem) > 2)
    )
    return None if ordinary or not 2 <= len(stem) <= 6 else stem
