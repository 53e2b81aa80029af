"""Persons in Chinese text: a surname and one or two characters, or any name, where a title or a form field says it
is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.library.identities.ordinary import BREAKS, ends_word, is_han, ordinary, starts_word

_HAN = "一-鿿"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元顾孟平黄穆萧尹姚邵汪祁毛狄米贝明臧计成戴谈宋庞熊纪舒屈项祝董"
    "梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔"
    "吉钮龚程嵇邢裴陆荣翁荀甄曲家封储靳段富巫乌焦巴牧山谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀"
    "蒲从鄂索咸赖卓蔺屠蒙池乔阴胥苍闻党翟谭贡劳姬申冉宰雍桑桂牛边燕冀尚农温庄晏柴瞿阎慕连习艾鱼容向古易慎戈廖庾终居衡步都耿满"
    "弘匡国文寇广东欧利师巩聂晁勾敖冷辛简饶曾关游覃闫肖岳涂付"
    "查仝佘阙逄冼盘卜晁钭佟郜缪仉亓邝邰邸郇郏郗郦郯鄢鄞酆阳揭敬智朴粟练肇苟英茅茹莘菅萨蒯虎衷谌谯迟冶隗麦刀罕"
)
_DOUBLE = "欧阳|司徒|司马|上官|诸葛|令狐|尉迟|皇甫|东方|夏侯|公孙|慕容|端木|轩辕|宇文|长孙|鲜于|司空|淳于|单于|申屠|太史|呼延|独孤|南宫|第五|完颜"
_TITLE = (
    "股(?![份权东票金民])|科(?![学技研普目])|室(?![内外温])|会计(?!师事务)|总监理工程师|法定代表人|"
    "监理工程师|法人代表|项目经理|值班人员|第一书记|评审专家|群众代表|填报人|填表人|联系人|经办人|审核人|制表人|复核人|"
    "负责人|报告人|撰写人|代表人|驾驶员|施工员|董事长|护士长|秘书长|承包人|低保户|残疾人|贫困户|脱贫户|联络员|值班员|"
    "签字人|讲解员|技术员|辅导员|管护员|护林员|网格员|安全员|质检员|资料员|保管员|采购员|接收人|领款人|收款人|工程师|"
    "会计师|办公室|大队长|中队长|村支书|村主任|法人|司机|总监|经理|组长|组员|成员|局长|院长|校长|园长|主任|科长|"
    "股长|处长|所长|馆长|站长|县长|市长|区长|镇长|乡长|主席|行长|台长|村长|班长|工长|厂长|社长|会长|干部|出纳|"
    "民警|辅警|撰写|校对|起草|医师|药师|技师|队长|支书|书记|专家|牧民|村民|居民|教师|医生|护士|学生|业主|户主"
)
_FIELD_NAME = re.compile(
    rf"(?:{_TITLE}|审核|填表|制表|复核|填报|经办|联系|审批|编制|报告撰写)(?:姓名)?(?:[（(][^（）()]{{0,12}}[）)])?\s?$"
)
_COLON = re.compile("[:：]")
# 成员：甲、乙（财务股）、丙 — every name of the list.
_FIELD = re.compile(rf"\s*((?:[{_HAN}·]{{2,12}}(?:[（(][^（）()\n]{{1,12}}[）)])?[、， ]{{0,3}}){{1,30}})")
_AFTER_TITLE = re.compile(rf"(?:{_TITLE})(?:包括|为|是|有|由|分别为)?[:：]?(?=[{_HAN}])")
_ACT = "打分|签字|驾驶|牵头|带队|督办|督促|具体负责|负责|介绍|提出|反映|领到|带头|协调|组成|起草|审签|轮班|出诊|翻译|办理|签收|主持|汇报|讲解|指出|参加|驻场|驻点|到场|陪同|演唱"
_ACTS = re.compile(_ACT)
_BEFORE_TITLE = re.compile(
    r"(?:同志|教授|研究员|(?:局长|院长|校长|主任|书记|县长|镇长|乡长|科长|所长|处长|站长)(?!会|办)|副(?:局长|院长|校长|主任|书记|县长|镇长|乡长|科长|所长|处长|站长)|医生|老师|高级工程师|工程师|"
    r"(?:任|担任|为)(?:副?组长|组员|成员)|等\d{1,3}[名户人位]|等[两三四五六七八九十]{1,2}[名户人位]|"
    + _ACT
    + ")"
)
_TRANSLITERATED = re.compile(rf"[{_HAN}]{{2,6}}·[{_HAN}]{{2,6}}(?=[、，。])")
_POINT = re.compile(rf"(?<=[{_HAN}])·(?=[{_HAN}])")
_NAME = re.compile(rf"(?:{_DOUBLE})[{_HAN}]{{1,2}}|[老小阿][{_SURNAMES}]|[{_SURNAMES}][{_HAN}]{{1,2}}")
_COUNTED = re.compile(r"等[\d两三四五六七八九十]{1,4}[名户人位]")
_LIST = re.compile(rf"(?<![{_HAN}、])[{_HAN}]{{2,3}}(?:、[{_HAN}]{{2,3}})+(?![{_HAN}])")
_OFFICE = frozenset("局院校科股室所站队委处馆")
_NOT_LAST = frozenset("到在对向从把被将由的了和与为负等任时因及按")
_LIST_ACTS = re.compile(rf"(?<![{_HAN}、])[{_HAN}]{{2,4}}(?:、[{_HAN}]{{2,4}}?){{1,9}}(?={_ACT})")
_CALLED = re.compile(
    rf"[{_SURNAMES}](?:阿婆|阿公|大爷|大妈|大娘|大伯|大叔|阿姨|奶奶|爷爷|师傅|老汉|某某|某|总(?=[，。、；答介提反说表]))"
)
_ROLE = re.compile(rf"(?<=[长员师])([{_SURNAMES}][{_HAN}]{{2}})(?=[，、。；）]|{_ACT})")
_THREE = re.compile(rf"[{_HAN}]{{3,4}}")
_TITLED = re.compile(rf"[{_HAN}]{{0,4}}(?:{_TITLE})")
_NOT_PERSONS = re.compile(
    "常务|安全|高级|严格|分管|党委|党组|支部|纪检|全体|万元|单位|负责|具体|成员|经办|财务|国库|农业|方面|各|及时|本人|牵头|文件|[组股科室局处站所队办会的了员]"
)


def persons(text: str) -> Iterator[str]:
    """Names after 填报人： and the like, beside titles (局长某某任组长), and transliterated ones (甲乙·丙丁)."""
    for colon in _COLON.finditer(text):
        field = _FIELD.match(text, colon.end())
        if not field or not _FIELD_NAME.search(text, max(0, colon.start() - 24), colon.start()):
            continue
        listed = re.sub(r"[（(][^（）()]*[）)]", "、", field.group(1))
        yield from (name for word in re.split("[、， ]+", listed) if (name := _person(word, _NAME)))
    for title in _AFTER_TITLE.finditer(text):
        yield from _after(text, title.end())
    for listed in _LIST.finditer(text):
        words = listed.group().split("、")
        if all(_person(word, _NAME) for word in words):
            yield from words
    for found in _BEFORE_TITLE.finditer(text):
        yield from _before(text, found.start())
    for found in _ROLE.finditer(text):
        if _person(found.group(1), _NAME):
            yield found.group(1)
    for called in _CALLED.finditer(text):
        if ends_word(text, called.start()):
            yield called.group()
    for listed in _LIST_ACTS.finditer(text):
        words = listed.group().split("、")
        if all(_person(word, _THREE if len(word) > 2 else None) for word in words):
            yield from words
    for point in _POINT.finditer(text):
        if name := _transliterated(text, point.start()):
            yield name


def _after(text: str, at: int) -> Iterator[str]:
    """陆明远 after 局长, with the names that follow in a list; beside a name, what has the look of none (其其格) is one."""
    named = False
    for _ in range(30):
        sizes = (2,) if text[at + 2 : at + 4] in ordinary() else (3, 2, 4)
        words = (text[at : at + size] for size in sizes)
        fits = (word for word in words if _stops(text, at + len(word)))
        forms = (_NAME, None, _THREE) if named else (_NAME, None)
        name = next((word for word in fits for form in forms if _fits(word, form, text, at)), None)
        if name is None and (foreign := _TRANSLITERATED.match(text, at)):
            name = foreign.group()
        if name is None:
            return
        yield name
        named, at = True, at + len(name)
        if text[at : at + 1] != "、":
            return
        title = _TITLED.match(text, at + 1)
        at = title.end() if title else at + 1


def _stops(text: str, at: int) -> bool:
    """Whether a name may end at `at`: not before the point of a longer one."""
    return (starts_word(text, at) and text[at : at + 1] != "·") or text[at] in "任兼户两"


def _fits(word: str, form: re.Pattern[str] | None, text: str, at: int) -> bool:
    end = at + len(word)
    if form is None and len(word) < 3 and not _COUNTED.search(text, at, at + 12):
        return False
    if form is None and len(word) > 3 and is_han(text[end : end + 1] or "。") and not _ACTS.match(text, end):
        return False
    return bool(_person(word, form))


def _person(word: str, form: re.Pattern[str] | None) -> str | None:
    """A word that can be a name: in the given form, or without one a Chinese name or three or four letters that
    hold no ordinary word.
    """
    if not 2 <= len(word) <= 4 or not all(map(is_han, word)) or _NOT_PERSONS.search(word) or _has_word(word):
        return None
    if (form or _NAME).fullmatch(word) and word[-1] not in _NOT_LAST:
        return word
    return word if form is None and not BREAKS.intersection(word) else None


def _has_word(word: str) -> bool:
    return any(word[at : at + 2] in ordinary() for at in range(len(word) - 1))


def _before(text: str, end: int) -> Iterator[str]:
    """阙志明 before 局长: a name with an ordinary word or a mark before it, and the names of a list that ends there."""
    form = _NAME
    while True:
        starts = (
            end - size
            for size in (4, 3, 2)
            if end >= size and (ends_word(text, end - size) or text[end - size - 1] in _OFFICE)
        )
        start = next((start for start in starts if _person(text[start:end], form)), None)
        if start is None:
            return
        yield text[start:end]
        if not start or text[start - 1] != "、":
            return
        form, end = _THREE, start - 1


def _transliterated(text: str, point: int) -> str:
    """巴特尔·苏和 around its point: ordinary words before and after the name do not belong to it."""
    start, end = point, point + 1
    while (
        start > 0
        and point - start < 6
        and is_han(text[start - 1])
        and (point - start < 2 or not ends_word(text, start))
    ):
        start -= 1
    while (
        is_han(text[end : end + 1] or "。")
        and end - point < 7
        and (end - point < 3 or not starts_word(text, end))
    ):
        end += 1
    return text[start:end] if point - start >= 2 and end - point > 2 else ""
