"""The types of what identifies a report: each is a slot's label in masked text, 〔单位1〕 〔金额3〕."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """A type of name or figure; its value is the Chinese word in the slot."""

    UNIT = "单位"
    PLACE = "地名"
    PERSON = "人名"
    COMPANY = "企业"
    PROJECT = "项目"
    AMOUNT = "金额"
    RATE = "比率"
    COUNT = "数量"
    SCORE = "分值"
    DATE = "日期"
    YEAR = "年份"
    NUMBER = "文号"
    TITLE = "文件"
    PHONE = "电话"
    EMAIL = "邮箱"
    WEB = "网址"
    CODE = "证号"
    CREDIT_CODE = "信用代码"
    ACCOUNT = "账号"
    PLATE = "车牌"
    CONTRACT = "编号"
    POSTCODE = "邮编"

    @property
    def is_name(self) -> bool:
        """A name (unit, place, person, company, project), as against a figure, a date or a reference."""
        return self in _NAMES


_NAMES = frozenset({Label.UNIT, Label.PLACE, Label.PERSON, Label.COMPANY, Label.PROJECT})


# A slot as it stands in masked text: its label and its number.
SLOT = re.compile(f"〔({'|'.join(label.value for label in Label)})(\\d{{1,6}})〕")


@dataclass(frozen=True, order=True)
class Identity:
    """One thing that belongs to one report alone, as written there: (单位, 青溪县水利局), (金额, 12.5万元)."""

    type: Label
    text: str
