"""Public units in Chinese text: a place and what ends a unit's name (青溪县水利局), or a proper name before a school,
a hospital or a station (红枫中学). 县财政局 and 我局 are nobody's in particular.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.library.identities.ordinary import ends_word, is_han, name_start, ordinary
from assistant.library.identities.place_endings import NAMING_WORDS
from assistant.library.identities.profile import UNIT_ENDINGS
from assistant.library.identities.scanning import Scan

_HAN = "一-鿿"
_ENDINGS = (
    rf"{UNIT_ENDINGS}|政府(?!采购)|交易中心|检测站|试验站|供水站|文化站|监测站|研究所|检测所|管理所|事务所|卫生室|卫生所|银行|支行|分行|营业部|信用社|联合社|联社|"
    "经济开发区|经济技术开发区|高新区|开发区|工业园区|工业园|产业园|示范区|分局|党校|血站|客运站|汽车站|车站|客运中心|民中|职中|职高|附中|少年宫|基金会|协会|联合会|红十字会|总工会|法院|检察院|海关|日报社|报社|电视台|气象台|广播台|组织部|宣传部|统战部|武装部|街道办事处|办事处|管委会|剧团|文工团|"
    "城管|公安|[一二三四](?:小|幼)(?!学|儿)|一中|[二三四五六](?:中)(?!学)|林场|陵园|敬老院|福利院|纪念馆|体育馆|科技馆|中队|警务站|消防站|消防救援站"
)
# Between a place and a unit's ending 和 stands only as in 文化和旅游局.
_TAIL = re.compile(
    rf"(?:(?:(?!和)[{_HAN}（）()]){{0,14}}?(?:{_ENDINGS})|(?:(?!和)[{_HAN}]){{1,9}}和(?:(?!和)[{_HAN}]){{2,6}}?(?:局|委员会|厅|中心))"
    r"(?!托|员会|(?<=委)会|卫生|小学|中学|医院|幼儿|学校|管理|党校|血站|组织部|宣传部|统战部|政法委)(?:国库(?:集中)?支付(?:中心|局)|[一-鿿]{0,10}?(?:支行|分行|营业部|分局|分院))?"
)
_PROPER = Scan.of(
    "(?:(?:第[一二三四五六七八九十])?(?:实验|中心|职业技术|师范|特殊教育|九年一贯制|完全)?(?:小学|中学|幼儿园|学院|学校)|"
    "(?:骨科|中医|专科|妇产|儿童|口腔|眼科|康复|精神病)?医院|(?:中心)?卫生院|卫生室|社区卫生服务(?:中心|站)|派出所|消防救援站|流域管理(?:处|局)|福利院|敬老院|"
    "图书馆|文化馆|纪念馆|博物馆|林场|农商银行|村镇银行|水文站|收费站|客运站|汽车站|污水处理厂|自来水厂|菜市场|交警[一二三四五六七八九]中队|[一二三四五六七八九]中队)(?:[一-鿿]{2,6}?(?:支行|分行|分理处))?"
)
# A bureau's branch for a county (市生态环境局芳田分局), and what a province or county founded (省立慈和医院).
_NAMED_APART = re.compile(
    rf"[省市州][{_HAN}]{{2,8}}?局[{_HAN}]{{2,3}}分局|[省市县区]立[{_HAN}]{{1,4}}?(?:医院|中学|小学|图书馆|幼儿园)"
)
_WITHIN = frozenset("[由向与给对把被将是及或按从在至以的了请到于等为付除但]")
_LEVELS = frozenset("省市县区州")
_STEM = 5


def units(text: str, starts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of units; `starts` are the spans of places and their bare names."""
    reached = 0
    for start, end in sorted(starts, key=lambda span: (span[0], -span[1])):
        if start < reached:
            continue
        tail = _TAIL.match(text, end)
        if tail and not _WITHIN.intersection(tail.group().replace("支付", "")):
            reached = tail.end()
            yield start, reached
    yield from (found.span() for found in _NAMED_APART.finditer(text))
    yield from _proper(text)


def _proper(text: str) -> Iterator[tuple[int, int]]:
    for ending in _PROPER.finditer(text):
        at = ending.start()
        start, sure = name_start(text, at, _STEM)
        if not sure:
            start = at - 3
        if start == at and text[at - 1] in "和安" and not ends_word(text, at - 1):
            start = at - 2
        stem = text[start:at]
        if text.startswith("交警", at):
            yield at, ending.end()
        elif text[at] == "第" and text[at - 1 : at] in _LEVELS:
            yield at - 1, ending.end()
        elif text[at - 2 : at] in NAMING_WORDS and not is_han(text[at - 3 : at - 2] or "。"):
            yield at - 2, ending.end()
        elif len(stem) >= 2 and stem not in ordinary() and stem[-1] not in "乡县市区镇村级所类型家个层性的":
            yield start, ending.end()
