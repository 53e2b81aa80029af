"""39: what must not be published: phone and identity numbers, accounts, private names on the cover, marks of secrecy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.review.rules.rule import Fault, Limits, Rule, Section, at

_ID = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9.])")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z.])(?:0\d{2,3}|[（(]0\d{2,3}[）)])[- —]\s?\d{7,8}(?![0-9.])")
_ACCOUNT = re.compile(
    r"(?:账号|账户|卡号)\s?[:：为]?\s?(\d{4}[ ]?\d{4}[ ]?\d{4}[ ]?\d{0,4}[ ]?\d{0,3})(?!\d)"
)
_FILLER = re.compile(
    r"(?:填报人|填表人|联系人|经办人)(?:姓名)?\s?[:：]\s?(?P<name>[\u4e00-\u9fff〇○*＊]{2,4}(?:·[\u4e00-\u9fff]{1,6})?)(?=\s|$|[，。；])"
)
_CONTACT = re.compile(r"(?:联系)?(?:电话|方式)\s?[:：]\s?$")
_SECRET = re.compile(
    r"(?:绝密|机密|秘密)\s?(?:★|☆|\*)|(?<![\u4e00-\u9fff])内部(?:资料|文件)[，,]?(?:注意保存|不得外传)"
)


def personal(section: Section, limits: Limits) -> Iterator[Fault]:
    """Identity, phone and account numbers."""
    taken: set[int] = set()
    for form, name in (
        (_ID, "身份证号"),
        (_ACCOUNT, "银行账号"),
        (_MOBILE, "手机号"),
        (_LANDLINE, "电话号码"),
    ):
        for found in form.finditer(section.text):
            start, end = found.span(found.lastindex or 0)
            if start not in taken and not _CONTACT.search(section.text[max(0, start - 8) : start]):
                taken.update(range(start, end))
                yield at(
                    section, (start, end), f"这里有{name}，公开前请删去，财政部门要求填写的只在报送件中保留"
                )


def filler(section: Section, limits: Limits) -> Iterator[Fault]:
    """The name and phone of who filled the form: many forms ask for them, the published text must not have them."""
    for form in (_MOBILE, _LANDLINE):
        for found in form.finditer(section.text):
            if _CONTACT.search(section.text[max(0, found.start() - 8) : found.start()]):
                yield at(section, found.span(), "这里有联系电话，公开前请删去，只在报送件中保留")
    for found in _FILLER.finditer(section.text):
        yield at(section, found.span("name"), "这里有填报人姓名，公开前请删去，只在报送件中保留")


def secret(section: Section, limits: Limits) -> Iterator[Fault]:
    """A mark of secrecy in a report that will be published."""
    for found in _SECRET.finditer(section.text):
        yield at(section, found.span(), f"“{found.group()}”是密级或内部标志，涉密内容不得公开，请先定密审查")


RULES = (
    Rule("personal_data", (39,), "没有个人信息", "section", personal),
    Rule("filler", (39,), "填报人姓名和电话公开前删去", "section", filler),
    Rule("secrecy_mark", (39,), "没有涉密标志", "section", secret),
)
