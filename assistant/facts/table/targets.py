"""Target and actual value of an indicator, as forms print them: ≥95%, =512人, 不超过160万元, 明显提升.

`read_pair` and `write_pair` are inverse: what the usual print would not give back is written with titles.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.facts.quantities import number_text
from assistant.facts.table.captions import is_dash
from assistant.facts.table.figures import Figure, figure_in, half
from assistant.facts.table.titled import indicator_titles, read_titled, titled
from assistant.files.grid import Cell

TARGET_FIELDS = ("op", "target", "unit", "target_text")
ACTUAL_FIELDS = ("actual", "actual_text", "rate")
_SIGNS = {
    **dict.fromkeys(("≥", "≧", "⩾", ">=", "=>", "大于等于", "不低于", "不少于", "不小于", "至少"), ">="),
    **dict.fromkeys(
        ("≤", "≦", "⩽", "<=", "=<", "小于等于", "不高于", "不超过", "不大于", "不多于", "控制在"), "<="
    ),
    **dict.fromkeys(("=", "==", "等于", "＝"), "="),
}
_STRICT = {">": ">=", "<": "<=", "大于": ">=", "小于": "<=", "高于": ">=", "低于": "<="}
_BEFORE = re.compile("|".join(sorted(map(re.escape, (*_SIGNS, *_STRICT)), key=len, reverse=True)))
_AFTER = {
    "以上": ">=",
    "及以上": ">=",
    "(含)以上": ">=",
    "以下": "<=",
    "及以下": "<=",
    "以内": "<=",
    "之内": "<=",
}
_PRINTED = {">=": "≥", "<=": "≤", "=": "="}
# A year or a month is a date, not a quantity: 2024年12月底前.
_DATE = re.compile(r"(?:年|月|日|号|季度|前|底|\.|/)")
_DONE = re.compile(r"(.+)（完成程度(\d+(?:\.\d+)?)%）", re.DOTALL)
_WORDS = {"定性", "定性指标", "定量", "定量指标", "文字描述", "定性描述"}


@dataclass(frozen=True)
class Pair:
    """What was read: fields of the indicator, and what a person should look at."""

    fields: dict[str, Any]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One cell of the pair: its text, and its stored figure where it has one."""

    text: str
    number: Decimal | None = None

    @classmethod
    def of(cls, cell: Cell | None) -> Part:
        """The cell's text and figure; nothing for no cell or a dash."""
        if cell is None or is_dash(cell.text):
            return cls("")
        return cls(cell.text.strip(), cell.number)

    def figure(self) -> Figure | None:
        """The figure that the part consists of."""
        found = figure_in(self.text)
        if self.number is None or found is None:
            return found
        return Figure(self.number, found.unit)


def operator(text: str) -> str | None:
    """≥, 大于等于 … → >=; None for anything else, such as 定性."""
    said = "".join(half(text).split())
    return _SIGNS.get(said) or _STRICT.get(said)


def read_pair(target: Part, actual: Part, op: str = "", unit: str = "") -> Pair:
    """The fields of an indicator told by its target and actual value; `op` and `unit` from columns of their own."""
    fields, doubts = _target(target, op, unit)
    told = read_titled(actual.text, indicator_titles(), (*ACTUAL_FIELDS, "unit")) if actual.text else {}
    if told is not None:
        return Pair({**fields, **_typed(told)}, tuple(doubts))
    figure = actual.figure()
    wanted = fields.get("unit", "")
    if figure and "target_text" not in fields and _is_quantity(figure) and _fits(figure.unit, wanted, fields):
        fields["actual"] = figure.number
        if figure.unit and not wanted:
            fields["unit"] = figure.unit
        return Pair(fields, tuple(doubts))
    if figure and "target" in fields and figure.unit and _is_quantity(figure):
        doubts.append(f"实际完成值的单位“{figure.unit}”与指标值的单位“{wanted or '（无）'}”不同，请核对")
    return Pair({**fields, **_words(actual.text)}, tuple(doubts))


def _target(part: Part, op: str, unit: str) -> tuple[dict[str, Any], list[str]]:
    told = read_titled(part.text, indicator_titles(), TARGET_FIELDS) if part.text else None
    if told is not None:
        return _typed(told), []
    fields: dict[str, Any] = {}
    doubts: list[str] = []
    bare = half(part.text).strip()
    sign, given = "", op
    found = _BEFORE.match(bare)
    if found:
        sign, rest = found.group(), bare[found.end() :].strip()
    else:
        rest = bare
        sign = next((end for end in sorted(_AFTER, key=len, reverse=True) if rest.endswith(end)), "")
        rest = rest.removesuffix(sign).strip() if sign else rest
    figure = figure_in(rest) if rest else None
    if figure is None or not _is_quantity(figure):
        if part.text:
            fields["target_text"] = _line(part.text)
        if operator(given):
            fields["op"] = operator(given)
        if unit and not is_dash(unit):
            fields["unit"] = unit
        return fields, doubts
    fields["target"] = part.number if part.number is not None else figure.number
    direction = _SIGNS.get(sign) or _STRICT.get(sign) or _AFTER.get(sign) or operator(given)
    if direction:
        fields["op"] = direction
    if sign in _STRICT or (not sign and "".join(half(given).split()) in _STRICT):
        doubts.append(f"指标值写作“{_line(part.text)}”，已按“{_PRINTED[direction or '=']}”读入，请核对")
    own = figure.unit or unit
    if own and not is_dash(own):
        fields["unit"] = own
    if figure.unit and unit and not is_dash(unit) and figure.unit != half(unit):
        doubts.append(f"指标值的单位“{figure.unit}”与单位栏“{unit}”不同，请核对")
    return fields, doubts


def _is_quantity(figure: Figure) -> bool:
    """Not a date (2024年12月), not a span (1-2次), not a sum in words."""
    whole = figure.number == figure.number.to_integral_value()
    dated = (
        _DATE.match(figure.unit)
        and whole
        and (1900 <= figure.number <= 2100 or figure.unit.endswith(("前", "底")))
    )
    return not dated and not re.search(r"\d|[-~—～至]|[,，;；。]", figure.unit) and len(figure.unit) <= 12


def _fits(own: str, wanted: str, fields: Mapping[str, Any]) -> bool:
    return not own or (not wanted and "target" not in fields) or own == wanted or half(own) == half(wanted)


def _words(text: str) -> dict[str, Any]:
    found = _DONE.fullmatch(text)
    if found and Decimal(found.group(2)) <= 100:
        return {"actual_text": _line(found.group(1)), "rate": Decimal(found.group(2)) / 100}
    return {"actual_text": _line(text)} if text else {}


def _line(text: str) -> str:
    return "".join(part.strip() for part in text.split("\n"))


def _typed(told: Mapping[str, str]) -> dict[str, Any]:
    """Titled texts as values; what is no figure stays text and is refused by the facts with its title."""
    fields: dict[str, Any] = {}
    for field, text in told.items():
        if field in ("target", "actual", "rate"):
            figure = figure_in(text)
            fields[field] = figure.number if figure and not figure.unit else text
        elif field == "op":
            fields[field] = operator(text) or text
        else:
            fields[field] = text
    return fields


def write_pair(fields: Mapping[str, Any], *, split: bool) -> tuple[str, str, str, str]:
    """(direction, target, unit, actual) as printed; direction and unit are empty unless the layout has columns for them
    (`split`). Reading the cells back gives the same fields.
    """
    for printed in (_usual(fields, split=split), _with_titles(fields)):
        op, target, unit, actual = (("" if is_dash(one) else one) for one in printed)
        if read_pair(Part(target), Part(actual), op, unit).fields == dict(fields):
            break
    return printed


def _usual(fields: Mapping[str, Any], *, split: bool) -> tuple[str, str, str, str]:
    op, unit = _PRINTED.get(fields.get("op", ""), ""), fields.get("unit", "")
    target, actual = fields.get("target"), fields.get("actual")
    goal = number_text(target) if target is not None else fields.get("target_text", "")
    done = number_text(actual) if actual is not None else _printed_words(fields)
    if split:
        return op or ("定性" if "target_text" in fields else ""), goal, unit, done
    if actual is not None:
        done += unit
    return "", (f"{op}{goal}{unit}" if target is not None else goal), "", done


def _printed_words(fields: Mapping[str, Any]) -> str:
    words, rate = fields.get("actual_text", ""), fields.get("rate")
    return f"{words}（完成程度{number_text(rate * 100)}%）" if rate is not None and words else words


def _with_titles(fields: Mapping[str, Any]) -> tuple[str, str, str, str]:
    titles = indicator_titles()
    texts = {name: _text(name, value) for name, value in fields.items()}
    wanted = {name: texts[name] for name in TARGET_FIELDS if name in texts}
    reached = {name: texts[name] for name in ACTUAL_FIELDS if name in texts}
    return "", titled(wanted, titles), "", titled(reached, titles)


def _text(name: str, value: Any) -> str:
    if name == "op":
        return _PRINTED[value]
    return number_text(value) if isinstance(value, Decimal) else str(value)
