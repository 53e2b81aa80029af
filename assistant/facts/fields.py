"""The field types of the facts: text, amounts (万元), rates, dates; each with its limits, its clean-up and its input.

A value is never a float: loaders hand over `Decimal`, `int`, `str` or `date` (facts/load.py).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from assistant.facts import inputs

MAX_TEXT = 4000
MAX_ITEMS = 500

# Control characters, private-use characters (the plan marks provenance with them), surrogates, non-characters (no XML
# file can hold them), and what is invisible: soft hyphens, direction marks, zero-width spaces.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u3164\uffa0\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_BREAKS = re.compile(r"\s*[\t\n\x0b\x0c\r\x85\u2028\u2029]\s*")
_DATE_FORMS = (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"), re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"))


def fault(message: str) -> PydanticCustomError:
    """A validation error whose message goes to the user as it is."""
    return PydanticCustomError("fact", "{message}", {"message": message})


def printable(text: str) -> str:
    """The text on one line, without characters that cannot be seen, printed or saved."""
    return _UNPRINTABLE.sub("", _BREAKS.sub(" ", text)).strip()


def _text(value: Any) -> str:
    if value is None:  # an empty item of a list
        raise fault("不能为空")
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal | date):
        raise fault("应为一段文字")
    text = printable(value.isoformat() if isinstance(value, date) else str(value))
    if not text:
        raise fault("不能为空")
    if len(text) > MAX_TEXT:
        raise fault(f"过长（{len(text)}字），最多{MAX_TEXT}字")
    return text


def _unit(value: Any) -> str:
    return _text(value).replace("％", "%")


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise fault("应为数字")
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise fault("应为数字，不带单位和逗号") from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise fault("应为有限的数字")
    # Looked at before any arithmetic: an exponent at the edge overflows there.
    if (number and number.adjusted() >= 12) or exponent < -10:
        raise fault("数值超出合理范围")
    return number + 0  # neither -0 nor an exponent: both would show when written


def _amount(value: Any) -> Decimal:
    number = _number(value)
    if not inputs.AMOUNT.holds(number):
        raise fault(inputs.AMOUNT.expected)
    return number


def _percent_points(value: Any) -> Decimal:
    number = _number(value)
    if not inputs.POINTS.holds(number):
        raise fault(inputs.POINTS.expected)
    return number


def _fraction(value: Any) -> Decimal:
    number = _number(value)
    if not inputs.FRACTION.holds(number):
        raise fault(inputs.FRACTION.expected)
    return number


def _count(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value() or not inputs.COUNT.holds(number):
        raise fault(inputs.COUNT.expected)
    return int(number)


def _year(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value() or not inputs.YEAR.holds(number):
        raise fault(inputs.YEAR.expected)
    return int(number)


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _DATE_FORMS:
        found = form.fullmatch(str(value).strip())
        if found:
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                raise fault("没有这一天，应为真实日期，如2024-03-01") from None
    raise fault(inputs.DATE.expected)


Text = Annotated[str, BeforeValidator(_text), inputs.TEXT]
Unit = Annotated[str, BeforeValidator(_unit), inputs.TEXT]
Number = Annotated[Decimal, BeforeValidator(_number), inputs.NUMBER]
Amount = Annotated[Decimal, BeforeValidator(_amount), inputs.AMOUNT]
Points = Annotated[Decimal, BeforeValidator(_percent_points), inputs.POINTS]
Fraction = Annotated[Decimal, BeforeValidator(_fraction), inputs.FRACTION]
Count = Annotated[int, BeforeValidator(_count), inputs.COUNT]
Year = Annotated[int, BeforeValidator(_year), inputs.YEAR]
Day = Annotated[date, BeforeValidator(_date), inputs.DATE]


def _list(value: Any) -> Any:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise fault("应为列表，每项一行，以“- ”开头")
    if len(value) > MAX_ITEMS:
        raise fault(f"共{len(value)}项，最多{MAX_ITEMS}项")
    return tuple(value)


Texts = Annotated[tuple[Text, ...], BeforeValidator(_list)]
ListOf = BeforeValidator(_list)


class FactGroup(BaseModel):
    """A group of facts; unknown keys are errors, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def lacking(self) -> tuple[str, ...]:
        """The names of its essential fields that are not filled in."""
        essential = (name for name, one in type(self).model_fields.items() if _is_essential(one))
        return tuple(name for name in essential if getattr(self, name) is None)


def _is_essential(described: FieldInfo) -> bool:
    extra = described.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("essential"))


def field(
    title: str,
    help: str = "",
    *,
    unit: str = "",
    example: str = "",
    long: bool = False,
    yearly: bool | None = None,
    essential: bool = False,
    sheet: str = "",
    default: Any = None,
) -> Any:
    """A fact's one description, for the form, the errors and the documents.

    Chinese title, help, unit of its figure, `example` for the form (a placeholder, never a value; lines for a list), `long`
    for text of several lines, `essential` where a row of a table says nothing without it, `yearly` where next year's form must ask anew (by default: figures and dates), `sheet` for the
    page of the form on which a top-level group stands.
    """
    words = {"unit": unit, "example": example, "sheet": sheet}
    extra: dict[str, JsonValue] = {key: value for key, value in words.items() if value}
    extra |= {"long": True} if long else {}
    extra |= {"essential": True} if essential else {}
    extra |= {"yearly": yearly} if yearly is not None else {}
    return Field(default=default, title=title, description=help or None, json_schema_extra=extra or None)


def required(title: str, help: str = "", **more: Any) -> Any:
    """As `field`, for a fact without which there is no report."""
    return field(title, help, default=..., **more)
