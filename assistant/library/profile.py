"""What a report is about: title, unit, evaluated year, region, project, type of project — guessed from cover
and title.

Guesses are None where nothing supports them; nothing here is ever used as a fact of another report.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from assistant.library.places import BOUNDARY

_HAN = "一-鿿"
_UNIT_FIELD = re.compile(
    r"(?:预算部门|评价单位|填报单位|预算单位|项目单位|部门名称|单位名称|实施单位|部门单位)(?:名称)?"
    r"\s*(?:[（(](?:公章|盖章|单位)[）)])?\s*[:：]\s*(?:[（(](?:公章|盖章)[）)])?\s*"
    rf"([{_HAN}·]{{3,40}}?)\s*(?:[（(].*)?$",
    re.MULTILINE,
)
UNIT_ENDINGS = (
    "委员会|人民政府|办公室|管理处|管理站|服务中心|管理中心|指挥中心|监督所|派出所|交警大队|大队|支队|公安局|公安分局|"
    "局|中心|医院|卫生院|保健院|学校|中学|小学|幼儿园|大学|学院|研究院|图书馆|文化馆|博物馆|福利院|残联|联合会|委|厅|院|馆|(?<!网)站"
)
_UNIT_IN_TITLE = re.compile(rf"^([{_HAN}]{{2,20}}?(?:{UNIT_ENDINGS}))(?=[{_HAN}\d（“《])")
_REPORT = re.compile(r"(报告|自评表|总结)(（[^）]*）)?$")
_NAME_FIELD = re.compile(r"^(?:项目名称)\s*[:：]\s*(.+)$", re.MULTILINE)
_YEAR_FIELD = re.compile(r"(?:评价年度|自评年度|年度)\s*[:：]\s*(20\d\d)")
_FILED = re.compile(r"(?:填报日期|填报时间|报告日期)\s*[:：]\s*(20\d\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?")
_TAIL = re.compile(
    r"(年度)?(财政)?(预算)?(支出)?(重点)?(部门)?(绩效)?(自评|评价|目标)?(情况)?(报告|自评表|总结)$"
)
REGION = re.compile(rf"([{_HAN}]{{1,8}}?(?:自治区|自治州|自治县|地区|省|市|州(?!市)|盟|县|旗|区|镇|乡|街道))")
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
    title = _title(preamble) or name
    unit = _unit(preamble, title, text)
    found = REGION.match(unit or title)
    region = found.group(1) if found else None
    projects = _projects(preamble, title, unit, region)
    kind = _type(projects[0] if projects else title)
    return Profile(title, unit, _year(preamble, title, text), region, projects, kind)


def _title(preamble: str) -> str:
    """The longest line that ends as a report's title does; a title set in two lines is put together."""
    lines = [line.strip() for line in preamble.splitlines() if line.strip()]
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


def _unit(preamble: str, title: str, text: str) -> str | None:
    if field := _UNIT_FIELD.search(preamble):
        return field.group(1)
    if found := _UNIT_IN_TITLE.match(re.sub(r"^(20\d\d年度?)", "", title)):
        return found.group(1)
    called = re.search(
        rf"([{_HAN}]{{4,25}})（以下简称[“\"「]?(我局|我单位|我院|我校|我委|本单位|我中心|本级|市局|县局)",
        text,
    )
    if called:
        name = called.group(1)
        return name[max((mark.end() for mark in BOUNDARY.finditer(name)), default=0) :]
    return None


def _year(preamble: str, title: str, text: str) -> int | None:
    if field := _YEAR_FIELD.search(preamble):
        return int(field.group(1))
    if years := _YEAR.findall(title):
        return max(map(int, years))
    if filed := _FILED.search(preamble):
        return int(filed.group(1)) - 1
    years = Counter(re.findall(r"((?:19|20)\d\d)年", text))
    return int(years.most_common(1)[0][0]) if years else None


def _projects(preamble: str, title: str, unit: str | None, region: str | None) -> tuple[str, ...]:
    field = _NAME_FIELD.search(preamble)
    title = re.sub(r"[（(][^（()）]*[）)]$", "", title)
    named = _bare(title, unit)
    named = named[: named.rindex("项目") + 2] if "项目" in named[2:] else _TAIL.sub("", named)
    names = [*([_bare(field.group(1), unit)] if field else []), named]
    names = [name.strip("“”《》 ").removeprefix(region or "") for name in names]
    general = {"预算项目", "部门预算项目"}
    return tuple(
        dict.fromkeys(name for name in names if len(name.removesuffix("项目")) >= 4 and name not in general)
    )


def _bare(name: str, unit: str | None) -> str:
    name = name.strip().replace(unit, "") if unit else name.strip()
    return re.sub(r"(?:19|20)\d\d\s*(?:[—–-](?:19|20)\d\d)?年(度)?", "", name)


def _type(name: str) -> str:
    """The last telling word decides: 平台运维 is operation, 水库除险加固工程 is construction."""
    places = [
        (max(found.end() for found in hits), kind)
        for kind, pattern in _TYPES
        if (hits := list(re.finditer(pattern, name)))
    ]
    return max(places)[1] if places else "other"
