"""What a report is about: title, unit, evaluated year, region, project, type of project — guessed from cover
and title.

Guesses are None where nothing supports them; nothing here is ever used as a fact of another report.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from assistant.library.documents import cells_of, is_row
from assistant.library.identities.cover import fields
from assistant.library.identities.places import BOUNDARY

_HAN = "一-鿿"
# The filler's own field before the department's above it.
_UNIT_FIELDS = (
    *(
        "填报单位",
        "自评单位",
        "评价单位",
        "项目单位",
        "实施单位",
        "项目实施单位",
        "预算单位",
        "部门单位",
        "单位名称",
    ),
    *("资金使用单位", "预算部门单位", "预算部门", "部门名称", "地方主管部门"),
)
_NAME_FIELDS = ("项目名称", "转移支付名称", "专项名称", "资金名称")
_YEAR_FIELDS = ("评价年度", "自评年度", "项目年度", "预算年度", "年度")
_FILED_FIELDS = ("填报日期", "填报时间", "报告日期", "填表日期")
UNIT_ENDINGS = (
    "委员会|人民政府|办公室|管理处|管理站|服务中心|管理中心|指挥中心|监督所|派出所|交警大队|大队|支队|公安局|公安分局|"
    "局|中心|医院|卫生院|保健院|学校|中学|小学|幼儿园|大学|学院|研究院|图书馆|文化馆|博物馆|福利院|残联|联合会|委|厅|院|馆|(?<!网)站"
)
_UNIT_IN_TITLE = re.compile(rf"^([{_HAN}]{{2,20}}?(?:{UNIT_ENDINGS}))(?=[{_HAN}\d（“《])")
_UNIT_LINE = re.compile(rf"[{_HAN}]{{2,24}}(?:{UNIT_ENDINGS})")
_UNIT_VALUE = re.compile(rf"[{_HAN}·]{{3,40}}")
_REPORT = re.compile(r"(报告|自评表|总结|汇报)(（[^）]*）)?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
_HAN_YEAR = re.compile(r"([一二][〇零○九一二三四五六七八]{3})年")
_YEAR_LINE = re.compile(r"^[（(]?\s*((?:19|20)\d\d)\s*年度?\s*[）)]?$", re.MULTILINE)
_TAIL = re.compile(
    r"(年度)?(财政)?(预算)?(支出)?(重点)?(部门)?(绩效)?(自评|评价|目标)?(情况)?(报告|自评表|总结|汇报)$"
)
REGION = re.compile(rf"([{_HAN}]{{1,8}}?(?:自治区|自治州|自治县|地区|省|市|州(?!市)|盟|县|旗|区|镇|乡|街道))")
# As in the facts schema.
PROJECT_TYPES = {
    "informatization": "信息化建设",
    "construction": "工程建设",
    "procurement": "货物采购",
    "subsidy": "补助发放",
    "operation": "运行维护",
    "service": "购买服务",
    "other": "其他",
}
_TYPES: tuple[tuple[str, str], ...] = (
    ("informatization", r"信息化|智慧|平台|系统|视频|数字|网络|软件|智能"),
    ("construction", r"工程|建设|改造|修缮|清淤|疏浚|绿化|拆除|新建|扩建|维修|整治|加固|硬化|修复|治理"),
    ("procurement", r"采购|购置|设备|装备|配备|更新"),
    ("subsidy", r"补助|补贴|奖补|奖励|救助|资助|扶持|保险|津贴|免费开放"),
    ("operation", r"运行|运维|维护|管护|保障|经费|清扫|保洁"),
    ("service", r"服务|培训|宣传|检测|监测|体检|筛查|活动"),
)


@dataclass(frozen=True)
class Profile:
    """`projects` are the project's names on cover and title, without unit and year; `project_type` is one of
    the facts schema's words (construction … other).
    """

    title: str
    unit: str | None
    year: int | None
    region: str | None
    projects: tuple[str, ...]
    project_type: str


def profile(preamble: str, text: str, name: str = "") -> Profile:
    """The profile of a report; `preamble` is what stands before its first heading, `name` the file's."""
    cover = fields(preamble, text)
    title = _title(preamble) or name
    unit = _unit(cover, preamble, title, text)
    found = REGION.match(unit or title)
    region = found.group(1) if found else None
    named = next((cover[label] for label in _NAME_FIELDS if label in cover), None)
    projects = _projects(named, title, unit, region)
    year = _year(cover, preamble, title, text)
    return Profile(title, unit, year, region, projects, type_of(projects[0] if projects else title))


def _title(preamble: str) -> str:
    """The longest line that ends as a report's title does; a title set in two lines is put together."""
    lines = [shown for line in preamble.splitlines() if (shown := _shown(line))]
    found: list[str] = []
    for index, line in enumerate(lines):
        if not _REPORT.search(line) or len(line) > 80 or "：" in line:
            continue
        above = lines[index - 1] if index else ""
        split = (
            above
            and not _REPORT.search(above)
            and "：" not in above
            and "附件" not in above
            and "。" not in above
        )
        found.append(
            above + line if split and len(above) <= 40 and not re.search(r"\d年\S+日$", above) else line
        )
    return max(found, key=len, default="")


def _shown(line: str) -> str:
    """A line's words; of a table row only where it holds one cell (a sheet's title is such a row)."""
    if not is_row(line):
        return line.strip()
    cells = {cell for cell in cells_of(line) if cell}
    return cells.pop() if len(cells) == 1 else ""


def _unit(cover: dict[str, str], preamble: str, title: str, text: str) -> str | None:
    for label in _UNIT_FIELDS:
        if found := _UNIT_VALUE.match(cover.get(label, "")):
            return found.group()
    if found := _UNIT_IN_TITLE.match(re.sub(r"^(20\d\d年度?)", "", title)):
        return found.group(1)
    # Under the title, or as signature at the end.
    for line in (*preamble.splitlines(), *text[-200:].splitlines()[-4:]):
        if _UNIT_LINE.fullmatch(line.strip()):
            return line.strip()
    called = re.search(
        rf"([{_HAN}]{{4,25}})（以下简称[“\"「]?(我局|我单位|我院|我校|我委|本单位|我中心|本级|市局|县局)",
        text,
    )
    if called:
        name = called.group(1)
        return name[max((mark.end() for mark in BOUNDARY.finditer(name)), default=0) :]
    return None


def _year(cover: dict[str, str], preamble: str, title: str, text: str) -> int | None:
    for label in _YEAR_FIELDS:
        if found := _YEAR.match(cover.get(label, "")):
            return int(found.group(1))
    if years := _YEAR.findall(title) or [_arabic(one) for one in _HAN_YEAR.findall(title)]:
        return max(map(int, years))
    if found := _YEAR_LINE.search(preamble):
        return int(found.group(1))
    for label in _FILED_FIELDS:
        if found := _YEAR.match(cover.get(label, "")):
            return int(found.group(1)) - 1
    counted = Counter(re.findall(r"((?:19|20)\d\d)年", text))
    return int(counted.most_common(1)[0][0]) if counted else None


def _arabic(year: str) -> str:
    return "".join(str("零一二三四五六七八九".find(digit) if digit not in "〇○" else 0) for digit in year)


def _projects(field: str | None, title: str, unit: str | None, region: str | None) -> tuple[str, ...]:
    title = re.sub(r"[（(][^（()）]*[）)]$", "", title)
    named = _bare(title, unit)
    named = named[: named.rindex("项目") + 2] if "项目" in named[2:] else _TAIL.sub("", named)
    names = [*([_bare(field, unit)] if field else []), named]
    names = [name.strip("“”《》 ").removeprefix(region or "") for name in names]
    general = {"预算项目", "部门预算项目"}
    return tuple(
        dict.fromkeys(name for name in names if len(name.removesuffix("项目")) >= 4 and name not in general)
    )


def _bare(name: str, unit: str | None) -> str:
    name = name.strip().replace(unit, "") if unit else name.strip()
    return re.sub(r"(?:19|20)\d\d\s*(?:[—–-](?:19|20)\d\d)?年(度)?", "", name)


def type_of(name: str) -> str:
    """The type of a project by its name. The last telling word decides: 平台运维 is operation, 水库除险加固工程 is construction."""
    places = [
        (max(found.end() for found in hits), kind)
        for kind, pattern in _TYPES
        if (hits := list(re.finditer(pattern, name)))
    ]
    return max(places)[1] if places else "other"
