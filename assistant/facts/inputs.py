"""What a form lets a person put into a field: text, figures with their limits, dates, one of several choices.

The limits and what is said of a value outside of them stand here once, for validation, for the web form and for the
spreadsheet to fill in offline.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

InputKind = Literal["text", "number", "count", "year", "date", "choice"]


@dataclass(frozen=True)
class Input:
    """An input: `expected` is what a wrong value is told, `choices` are (code, Chinese title) in the order to show."""

    kind: InputKind
    expected: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[tuple[str, str], ...] = ()

    def holds(self, number: Decimal) -> bool:
        """Whether the number is within the limits."""
        above = self.minimum is None or number >= self.minimum
        return above and (self.maximum is None or number <= self.maximum)

    def shown(self, value: object) -> str:
        """A code by its Chinese title; any other value as text."""
        return dict(self.choices).get(str(value), str(value))


TEXT = Input("text", "应为一段文字")
NUMBER = Input("number", "应为数字，不带单位和逗号")
AMOUNT = Input("number", "金额不能为负（单位：万元）", Decimal(0))
POINTS = Input("number", "应在0到100之间", Decimal(0), Decimal(100))
FRACTION = Input("number", "应在0到1之间（完成程度，如0.8）", Decimal(0), Decimal(1))
COUNT = Input("count", "应为不小于0的整数", Decimal(0))
YEAR = Input("year", "应为四位年份，如2024", Decimal(2000), Decimal(2100))
DATE = Input("date", "应为日期，写作2024-03-01")


def choice(names: dict[str, str], expected: str = "") -> Input:
    """One of the codes, shown by its Chinese title."""
    listed = "、".join(f"{code}（{title}）" for code, title in names.items())
    return Input("choice", expected or f"应为下列之一：{listed}", choices=tuple(names.items()))
