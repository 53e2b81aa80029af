"""Faults of the text: something left out, left over, copied, private, or broken in its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from eval.seeded.clean import Clean
from eval.seeded.planting import Change, Edit, Kind, edit, ends, places

_RESIDUE = ("项目实施地点为XX。", "20XX年项目已完成。", "（参考格式）", "（100字以内）", "具体数据为XX万元。")
_NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(r"^(?P<open>[（(]?)(?P<number>[一二三四五六七八])(?P<close>[、）)])")
_CLAUSE = re.compile(r"[^；。\n]+[；。]?")
_KEY = 4


def _dropped(clean: Clean, name: str, figure: str, sections: str) -> tuple[Change, ...]:
    """Removes every clause that speaks of an indicator by most of its name or by its figure."""
    stem = re.compile(rf"{re.escape(name[:_KEY])}|{re.escape(name)}|(?<![\d.]){re.escape(figure)}")
    return tuple(
        Change(index, *clause.span(), "")
        for index, one in enumerate(clean.sections)
        if re.search(sections, one.heading)
        for clause in _CLAUSE.finditer(one.text)
        if stem.search(clause.group()) and not re.search("指标包括|指标有", clause.group())
    )


def _omissions(clean: Clean, sections: str) -> Iterator[Edit]:
    for number, one in enumerate(clean.facts.indicators):
        if one.name and one.actual is not None and one.unit:
            changes = _dropped(clean, one.name, f"{one.actual.normalize():f}{one.unit}", sections)
            lost = sum(change.end - change.start for change in changes)
            # Where one long clause tells of many things, more than the one indicator would be lost.
            if changes and lost < clean.characters / 5:
                yield Edit(changes, path=f"indicators[{number}]")


def indicator_dropped(clean: Clean, rng: Random) -> Iterator[Edit]:
    """An indicator of which nothing is told anywhere."""
    yield from _omissions(clean, "")


def residue(clean: Clean, rng: Random) -> Iterator[Edit]:
    """Words of the form that nobody filled in."""
    for index, end in ends(clean):
        yield edit(index, end, end, rng.choice(_RESIDUE))


def repeated(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A paragraph's sentence that stands once more in another section."""
    for source, found in places(clean, r"(?m)(?<=[。\n])[^。；\n【】]{35,}。"):
        for index, end in ends(clean):
            if index > source:
                yield edit(index, end, end, found.group())
                break


def copied(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A sentence of another report, with a figure or name that is not ours."""
    other = rng.choice(clean.others)
    sentences = [one for one in re.findall(r"[^。；\n|#]{30,90}。", other.report) if _foreign(one, clean)]
    for index, end in ends(clean):
        if sentences:
            yield edit(index, end, end, rng.choice(sentences).strip())


def _foreign(sentence: str, clean: Clean) -> bool:
    figures = re.findall(r"\d+\.\d+(?=万元|%)|\d{3,}(?=[人户个])", sentence)
    return any(one not in clean.whole for one in figures)


def phone(clean: Clean, rng: Random) -> Iterator[Edit]:
    """Somebody's mobile number."""
    for index, end in ends(clean):
        yield edit(index, end, end, f"如有疑问请与经办人联系，手机号为13{rng.randrange(10**8, 10**9)}。")


def identity(clean: Clean, rng: Random) -> Iterator[Edit]:
    """Somebody's identity number."""
    for index, end in ends(clean):
        number = f"990{rng.randrange(100, 999)}1985{rng.randrange(1, 13):02}{rng.randrange(1, 29):02}{rng.randrange(100, 1000)}X"
        yield edit(index, end, end, f"受益人身份证号为{number}。")


def account(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A bank account."""
    for index, end in ends(clean, "资金|概况|执行"):
        yield edit(index, end, end, f"资金转入账号{rng.randrange(10**15, 10**16)}。")


def heading_jump(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A heading whose number skips one."""
    for index, one in enumerate(clean.sections):
        if found := _HEADING.match(one.heading):
            number = _NUMERALS[_NUMERALS.index(found["number"]) + 2]
            yield Edit(
                heading=(index, f"{found['open']}{number}{found['close']}" + one.heading[found.end() :])
            )


def unpaired(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A bracket without its partner."""
    for index, found in places(clean, r"（[^（）\n]{2,40}）|《[^《》\n]+》|“[^“”\n]+”"):
        yield edit(index, *found.span(), found.group()[:-1], whole_sentence=True)


def broken(clean: Clean, rng: Random) -> Iterator[Edit]:
    """A sentence cut into two lines."""
    for index, found in places(clean, r"(?<=[，、][\u4e00-\u9fff]{6})(?=[\u4e00-\u9fff]{6})"):
        if found.start() > 20:
            yield edit(index, *found.span(), "\n")


KINDS = (
    Kind("indicator left out", "omission", indicator_dropped),
    Kind("template residue", "leftover", residue),
    Kind("sentence repeated", "leftover", repeated),
    Kind("sentence of another report", "leftover", copied),
    Kind("mobile number", "privacy", phone),
    Kind("identity number", "privacy", identity),
    Kind("bank account", "privacy", account),
    Kind("heading's number jumps", "layout", heading_jump, "info"),
    Kind("bracket without partner", "layout", unpaired, "info"),
    Kind("sentence broken in two", "layout", broken, "info"),
)
