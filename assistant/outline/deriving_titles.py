"""Titles with places to fill in: XX单位20XX年度XX项目绩效自评报告 → {unit}{year}年度{project}绩效自评报告."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What is left open on paper: rules to write on, crosses, dots, boxes.
BLANK = r"(?:[_＿]{2,}|[X×xＸ*＊〇○ΟO]{2,}|…+|[.．·]{3,}|\[\s*\]|［\s*］)"
_OPEN, _CLOSE = r"[（(【\[［〔<《{]\s*", r"\s*[）)】\]］〕>》}]"
_YEAR = r"(?:(?:20|２０)?(?:[X×xＸ*＊_＿○〇]{2,4}|(?<=\d)\s+)|\s{2,}|(?:19|20)\d\d)"
_UNIT = "单位|部门|局|厅|委|办|院|校|中心|县|市|区|镇|街道"
_SLOTS = (
    (rf"{_OPEN}(?:评价|自评|预算|项目)?年[度份]{_CLOSE}(?:年度?)?", "{year}年度"),
    (rf"{_OPEN}(?:[^（()）【】]{{0,6}}(?:单位|部门)(?:名称|全称)?){_CLOSE}", "{unit}"),
    (rf"{_OPEN}(?:[^（()）【】]{{0,4}}项目(?:名称|全称)?){_CLOSE}(?:项目(?!支出))?", "{project}"),
    (rf"{_YEAR}\s*(?=年)", "{year}"),
    (rf"{BLANK}\s*项目", "{project}"),
    (rf"(?:{BLANK}(?:{_UNIT}))+", "{unit}"),
)
_NAMED = re.compile(r"\{(unit|project|year)\}")
_FORMS = {"year": r"(?P<year>\d{4})", "unit": r"(?P<unit>.+?)", "project": r"(?P<project>.+?)"}


def slotted(title: str) -> str:
    """The title with {unit}, {project}, {year} where it leaves them open, without line breaks and wide spaces. A blank of
    which nothing is said stands for the project, or for the unit where the project has its place already.
    """
    found = re.sub(r"[\n\t]", "", title.strip()).replace("{", "").replace("}", "")
    for pattern, slot in _SLOTS:
        name = _NAMED.findall(slot)[0]
        if f"{{{name}}}" not in found:
            found = re.sub(pattern, slot, found, count=1)
    for name in ("project", "unit"):
        if f"{{{name}}}" not in found:
            found = re.sub(BLANK, f"{{{name}}}", found, count=1)
    return re.sub(r"\s+", "", found)


def is_open(title: str) -> bool:
    """Whether a title leaves something to fill in; a year that is named does not count."""
    return (
        re.search(BLANK, title) is not None
        or bool(_NAMED.search(slotted(title).replace("{year}", "", 1)))
        or ("{year}" in slotted(title) and re.search(r"(?:19|20)\d\d\s*年", title) is None)
    )


def filled(title: str, values: Mapping[str, str]) -> str | None:
    """A slotted title with its slots filled; None where a value is not known."""
    names = _NAMED.findall(title)
    if not all(values.get(name) for name in names):
        return None
    return _NAMED.sub(lambda slot: values[slot.group(1)], title)


def read_by(title: str, written: str) -> dict[str, str] | None:
    """The values by which a slotted title becomes the written one; None where it cannot."""
    pattern = "".join(_FORMS.get(part, re.escape(part)) for part in _NAMED.split(title))
    found = re.fullmatch(pattern, "".join(written.split()))
    return found.groupdict() if found else None
