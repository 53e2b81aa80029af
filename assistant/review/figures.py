"""Figures in digits: amounts, rates, scores, dates, counts, each read once from left to right.

Every form is matched at a number and bounded in length, so reading is linear whatever the text. Item numbers, ordinals
(第3批) and the numbers of annexes and tables are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.review.mention import Key, Mention
from assistant.review.numerals import decimal, plain

_NUM = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}+(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
_NUMBER = re.compile(_NUM)
_S = r"\s{0,3}"
_SEP = rf"{_S}(?:至|到|—{{1,2}}|–|-|~|～|、|和|或|及|与){_S}"
# 做好3个方面工作 counts nothing that a fact could know.
_PARTS = re.compile(rf"[0-9]{{1,2}}{_S}个(?:方面|层面|维度|环节|步骤)")
# 2月15日至25日: the second day is of the same month.
_SAME_MONTH = re.compile(rf"(?P<d>[0-9]{{1,2}}){_S}[日号]")
_MONTH_BEFORE = re.compile(rf"([0-9]{{1,2}}){_S}月{_S}[0-9]{{1,2}}{_S}[日号]?{_SEP}$")
_STANDARD = re.compile(
    r"(?<![A-Za-z])[A-Z]{2,4}(?:/[A-Z]{1,2})?[ ]?[0-9]{3,6}(?:[.\-—][0-9]{1,4}){0,2}(?![A-Za-z0-9])"
)
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-]*+)")
_ITEM = re.compile(r"(?:(?m:^)[#\s]{0,8}|[：:；;。，]\s{0,3})(?P<n>[0-9]{1,2})[.、．](?![0-9])")
_BRACKETED = re.compile(r"(?:(?m:^)[#\s]{0,8}|(?<=[：:；;。，、第）)])\s{0,3})[（(][0-9]{1,2}[)）]")
# 1.3条小巷 may be an item or a decimal: a date decides at once, otherwise the run of items that it stands in.
_DOUBTFUL_ITEM = re.compile(
    r"(?m)^[#\s]{0,8}(?P<n>[0-9]{1,2})\.(?=[0-9])(?P<sure>(?:19|20)[0-9]{2}年|[0-9]{1,2}月)?"
)
_ORDINAL = re.compile(
    rf"第{_S}{_NUM}(?:{_SEP}{_NUM}){{0,6}}(?!{_S}[名位])|(?:附件|附表|附录|表|图|注){_S}[0-9]{{1,2}}(?![0-9.%])(?=[\s:：、，。）)]|$)"
)

_DATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "date",
        re.compile(
            rf"(?P<y>[0-9]{{4}}){_S}年(?:度)?{_S}(?P<m>[0-9]{{1,2}}){_S}月{_S}(?P<d>[0-9]{{1,2}}){_S}[日号]"
        ),
    ),
    (
        "date",
        re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9.])"),
    ),
    ("month", re.compile(rf"(?P<y>[0-9]{{4}}){_S}年(?:度)?{_S}(?P<m>[0-9]{{1,2}}){_S}月")),
    ("month_day", re.compile(rf"(?P<m>[0-9]{{1,2}}){_S}月{_S}(?P<d>[0-9]{{1,2}}){_S}[日号]")),
    ("year", re.compile(rf"(?P<y>(?:19|20)[0-9]{{2}}){_S}年(?!{_S}期)")),
    ("year", re.compile(rf"(?P<y>(?:19|20)[0-9]{{2}})(?={_SEP}(?:19|20)[0-9]{{2}}{_S}年)")),
    ("month_only", re.compile(rf"(?P<m>[0-9]{{1,2}}){_S}月")),
    ("month_only", re.compile(rf"(?P<m>[0-9]{{1,2}})(?={_SEP}[0-9]{{1,2}}{_S}月(?!{_S}[0-9]))")),
)
_SCALE = {
    "亿元": Decimal(10000), "亿": Decimal(10000), "千万元": Decimal(1000), "百万元": Decimal(100), "十万元": Decimal(10),
    "万元": Decimal(1), "万": Decimal(1), "千元": Decimal("0.1"), "百元": Decimal("0.01"), "元": Decimal("0.0001"),
}  # fmt: skip
_AMOUNT = (
    r"(?:亿|千万|百万|十万|万|千|百)?[余多]?元(?![旦件月素])|[亿万](?:[余多])?(?![\u4e00-\u9fff0-9A-Za-z])"
)
_UNIT = (
    rf"(?P<points>(?:个?百分点))|(?P<rate>[%])|(?P<permille>‰)|(?P<amount>{_AMOUNT})|"
    r"(?P<score>分(?![钟之布别类支工成米贝辨公局所标期批册店院校]))"
)
_TAIL = re.compile(rf"{_S}[余多]?{_S}(?:{_UNIT})")
# 10至12万元, 5.5、71.3和59.3个百分点: the unit stands at the last of them only.
_SHARED = re.compile(rf"(?:{_SEP}{_NUM}){{1,6}}{_S}(?:{_UNIT}|(?P<count>[\u4e00-\u9fff]{{1,3}}))")
_COUNT = re.compile(rf"{_S}[余多]?(?P<scale>[万亿](?!元))?(?P<unit>[\u4e00-\u9fff]{{0,3}})")
_JOINING = re.compile("[至到和或及与]")


def codes(text: str) -> Iterator[Mention]:
    """Letters with digits: GB/T 19001-2016, GB18030, PM2.5, 100M."""
    for found in _STANDARD.finditer(text):
        yield Mention(*found.span(), found.group(), "code", ("code", found.group().replace(" ", "")))
    for found in _CODE.finditer(text):
        text = found.group().rstrip(".-")
        if re.search("[0-9]", text) and re.search("[A-Za-z]", text):
            yield Mention(found.start(), found.start() + len(text), text, "code", ("code", text))


def ordinals(text: str) -> Iterator[tuple[int, int]]:
    """Spans of numbers that only count items, parts or annexes."""
    for form in (_ITEM, _BRACKETED, _ORDINAL, _PARTS):
        yield from (found.span() for found in form.finditer(text))
    yield from _doubtful_items(text)


def _doubtful_items(text: str) -> Iterator[tuple[int, int]]:
    """Marks like that of 1.3条小巷, where the lines around them are numbered too or a date follows."""
    doubtful = {found.start("n"): found for found in _DOUBTFUL_ITEM.finditer(text)}
    sure = {found.start("n"): int(found.group("n")) for found in _ITEM.finditer(text)} if doubtful else {}
    marks = sorted(
        [
            *((at, number, None) for at, number in sure.items()),
            *((at, int(f.group("n")), f) for at, f in doubtful.items()),
        ]
    )
    for index, (_, number, found) in enumerate(marks):
        if found is None:
            continue
        before = index and marks[index - 1][1] == number - 1 and _certain(marks[index - 1])
        after = index + 1 < len(marks) and marks[index + 1][1] == number + 1 and _certain(marks[index + 1])
        if found.group("sure") or before or after:
            yield found.start("n"), found.start("n") + len(found.group("n")) + 1


def _certain(mark: tuple[int, int, re.Match[str] | None]) -> bool:
    return mark[2] is None or bool(mark[2].group("sure"))


def digit_figures(text: str) -> Iterator[Mention]:
    """Every figure in digits of a text at half width in which all that was found before is blanked."""
    position = 0
    while found := _NUMBER.search(text, position):
        mention = _dated(text, found.start()) or _measured(text, found)
        yield mention
        position = mention.end


def _dated(text: str, start: int) -> Mention | None:
    if (day := _SAME_MONTH.match(text, start)) and (
        month := _MONTH_BEFORE.search(text, max(0, start - 20), start)
    ):
        key = ("month_day", str(int(month.group(1))), str(int(day.group("d"))))
        return Mention(start, day.end(), day.group(), "month_day", key)
    for kind, form in _DATES:
        found = form.match(text, start)
        if found:
            parts = found.groupdict()
            key = (kind, *(str(int(parts[name])) for name in "ymd" if parts.get(name)))
            return Mention(start, found.end(), text[start : found.end()], kind, key)
    return None


def _measured(text: str, number: re.Match[str]) -> Mention:
    start, end = number.span()
    value = decimal(number.group())
    if tail := _TAIL.match(text, end):
        return Mention(start, tail.end(), text[start : tail.end()], *_keyed(tail, value))
    if shared := _SHARED.match(text, end):
        kind, key = (
            _keyed(shared, value)
            if not shared.group("count")
            else ("count", ("count", plain(value), shared.group("count")))
        )
        return Mention(start, end, text[start:end], kind, key)
    counted = _COUNT.match(text, end)
    scale, unit = (counted.group("scale"), counted.group("unit")) if counted else (None, "")
    value *= {"万": 10_000, "亿": 100_000_000}.get(scale or "", 1)
    shown = counted.start("unit") if counted and scale else end
    return Mention(
        start,
        shown,
        text[start:shown],
        "count",
        ("count", plain(value), _JOINING.split(unit)[0]),
    )


def _keyed(tail: re.Match[str], value: Decimal) -> tuple[str, Key]:
    parts = tail.groupdict()
    if unit := parts["amount"]:
        scaled = plain(value * _SCALE[re.sub("[余多]", "", unit)])
        return "amount", ("amount", scaled)
    if parts["permille"]:
        return "rate", ("rate", plain(value / 10))
    kind = next(name for name in ("points", "rate", "score") if parts[name])
    return kind, (kind, plain(value))
