"""A number as Word prints it in one of its list formats (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from assistant.outline.numbering import chinese

_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
    *("taiwaneseCountingThousand", "ideographEnclosedCircle"),
    # Printed as 壹, 贰; an outline is read by the plain figures.
    *("chineseLegalSimplified", "ideographLegalTraditional"),
}
_FIGURES = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def written(number: int, form: str) -> str:
    """`number` in Word's format `form`; in digits where the format is unknown or does not reach so far."""
    if form in _CHINESE and 1 <= number <= 99:
        return chinese(number)
    if form in _FIGURES and number >= 0:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form in _SERIES and 1 <= number <= len(_SERIES[form]):
        return _SERIES[form][number - 1]
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 780:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "decimalEnclosedParen":
        return f"({number})"
    if form == "decimalEnclosedFullstop":
        return f"{number}."
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
