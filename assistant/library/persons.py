"""Persons in Chinese text: a surname and one or two characters, where a title or a form field says it is a
person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "一-鿿"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛狄米贝明臧计成戴谈宋庞熊纪舒屈项祝董"
    "梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔"
    "吉钮龚程嵇邢裴陆荣翁荀甄曲家封储靳段富巫乌焦巴牧山谷车侯宓蓬全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀"
    "蒲从鄂索咸赖卓蔺屠蒙池乔阴胥苍闻党翟谭贡劳姬申冉宰雍桑桂牛边燕冀尚农温庄晏柴瞿阎慕连习艾鱼容向古易慎戈廖庾终居衡步都耿满"
    "弘匡国文寇广东欧利师巩聂晁勾敖冷辛简饶曾关游覃闫肖岳涂付"
)
_CUE = (
    r"填报人|填表人|联系人|经办人|审核人|制表人|复核人|负责人|报告人|撰写人|组长|副组长|组员|成员|局长|副局长|院长|副院长|校长|副校长|"
    r"主任|副主任|科长|股长|处长|所长|馆长|站长|书记"
)
_FIELD = re.compile(
    rf"(?:{_CUE})(?:姓名)?(?:[（(][^（）()]*[）)])?\s*[:：]\s*((?:[{_HAN}]{{2,4}}(?:[（(][^（）()]{{1,12}}[）)])?[、， ]?){{1,30}})"
)
_TITLED = re.compile(
    rf"(?:{_CUE})([{_SURNAMES}][{_HAN}]{{1,2}}?)(?=任|为|担任|牵头|同志|负责|带队|具体|，|、|）|。)"
)
_NAMED = re.compile(
    rf"(?:(?<=[^{_HAN}])|(?<=[由以、]))([{_SURNAMES}][{_HAN}]{{1,2}}?)(?=同志|(?:任|担任)(?:组长|副组长|成员)|(?:副)?(?:局长|院长|校长)[，、任。）])"
)
_NOT_PERSONS = re.compile(
    "常务|安全|高级|严格|分管|党委|党组|支部|纪检|全体|万元|单位|负责|具体|成员|经办|财务|国库|农业|方面|各|及时|本人|牵头|文件|组"
)


def persons(text: str) -> Iterator[str]:
    """Names after 填报人： and the like, and beside titles (局长某某任组长)."""
    for field in _FIELD.finditer(text):
        for name in re.findall(rf"[{_HAN}]{{2,4}}", re.sub(r"[（(][^（）()]*[）)]", "、", field.group(1))):
            if name[0] in _SURNAMES and not _NOT_PERSONS.search(name):
                yield name
    for form in (_TITLED, _NAMED):
        yield from (name for found in form.finditer(text) if not _NOT_PERSONS.search(name := found.group(1)))
