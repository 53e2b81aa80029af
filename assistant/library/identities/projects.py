"""Projects in Chinese text that the cover does not name: in quotation marks before 项目, after 实施, or begun by a
place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = "一-鿿"
_KIND = "项目|工程|平台|系统|行动|计划|一期|二期|三期|展播|专项|[一-鿿]{0,6}(?:联赛|大赛|比赛|运动会|艺术节|文化节)"
_EVENT = re.compile(rf"[”\"」][{_HAN}]{{0,6}}(?:联赛|大赛|比赛|运动会|艺术节|文化节)$")
_PHASE = rf"(?:（(?:[一二三四五六]期|[一二三四]标段|[{_HAN}]{{2,6}}段)）)?"
_QUOTED = re.compile(
    rf"[“\"「]([{_HAN}A-Za-z0-9（）·+—-]{{3,30}})[”\"」](?:[{_HAN}]{{0,8}}?)(?:{_KIND})"
    rf"|[“\"「]([{_HAN}A-Za-z0-9·]{{2,28}}(?:项目|工程|平台|系统){_PHASE})[”\"」]"
)
_CARRIED_OUT = re.compile(
    rf"(?:组织实施|实施|承建|承担|开工建设|启动)了?((?:(?![的、，由和与本该各])[{_HAN}]){{6,28}}?(?:项目|工程){_PHASE})(?=[，。、；：由（(和\s]|\Z)"
)
_OWN = re.compile("^(?:本|该|各|全部|上述|相关|有关|其他|这|我|主体|附属|配套|预算|部门)")
_AT_PLACE = re.compile(
    rf"(?:(?![由向与给对把被将是或按从在至以的了请到于等为付除但和])[{_HAN}0-9]){{3,26}}?(?:项目|工程){_PHASE}(?![量款师建部负])"
)
_TOO_GENERAL = frozenset({"一般公共预算", "政府购买服务"})


def projects(text: str, starts: list[tuple[int, int]], units: set[str]) -> Iterator[str]:
    """Names of projects; `starts` are the spans of places, which often begin one; `units` do not belong to it."""
    for quoted in _QUOTED.finditer(text):
        name = _without_unit(quoted.group(1) or quoted.group(2), units)
        if _EVENT.search(quoted.group()):
            yield quoted.group()
        if len(name) > 2 and name not in _TOO_GENERAL and not _OWN.match(name):
            yield name
    for found in _CARRIED_OUT.finditer(text):
        if not _OWN.match(found.group(1)):
            yield found.group(1)
    for start, end in starts:
        if found := _AT_PLACE.match(text, end):
            yield text[start : found.end()]
            if len(found.group()) >= 6:
                yield found.group()


def _without_unit(name: str, units: set[str]) -> str:
    end = next((size for size in range(len(name) - 3, 3, -1) if name[:size] in units), 0)
    return name[end:]
