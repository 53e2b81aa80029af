"""Which fact a label of a cover or a signature asks for: the words of the 自评表, and those that only reports use."""

from __future__ import annotations

import re

from assistant.facts.table.captions import caption, fields

_SEAL = re.compile(r"[（(]?(?:盖章|公章|签章|盖公章|签字)[）)]?$")
_MORE = {
    "report.unit": ("单位", "报告单位", "编报单位", "编制单位", "报送单位", "申报单位", "部门"),
    "report.filled_on": (
        "日期",
        "报告日期",
        "自评日期",
        "评价日期",
        "报送日期",
        "编制日期",
        "填写日期",
        "时间",
    ),
    "report.filled_by": ("填报人姓名", "填写人", "编制人"),
    "report.phone": ("联系人电话", "联系人及电话", "手机", "手机号码"),
    "report.year": ("自评年度", "绩效评价年度", "报告年度"),
    "project.name": ("评价项目名称", "自评项目名称", "项目全称", "评价项目"),
}
_BY_WORD = {word: path for path, words in _MORE.items() for word in words}


def fact_of(label: str) -> str | None:
    """The path of the fact; None for a label that no fact answers."""
    said = caption(_SEAL.sub("", "".join(label.split()).rstrip("：:")))
    return fields().get(said) or _BY_WORD.get(said)
