"""Names nearly as another report has them: short for a name, or one character off it.

What is short for a name is listed beforehand; what is one character off is looked for among a text's own names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.library.identities.labels import Label
from assistant.library.identities.ordinary import ordinary

_HAN = "一-鿿"
_PLACED = re.compile(
    rf"(?P<stem>[{_HAN}]{{2,4}}?)(?P<level>自治县|[省市县区旗])(?P<rest>[{_HAN}（）()]{{2,30}})"
)
_LEGAL = re.compile("(?:集团)?(?:有限责任公司|股份有限公司|有限公司|集团公司|公司)$")
_LEVELLED = re.compile(rf"([{_HAN}]{{2,3}})(?:自治县|[省市县区旗镇乡])")
# A short name that is made and not read must be long enough to mean nobody else.
_SHORTEST = 4
# A company's own name, its trade and something more.
_CORE = 5
# One character of four may be another name altogether (禾岭县, 禾坪县).
_NEAR = 5


def short_for(label: Label, name: str) -> Iterator[str]:
    """What people write for a name of a unit, a company or a place: without its county, without its legal form."""
    if label is Label.PLACE:
        if found := _LEVELLED.fullmatch(name):
            yield found.group(1)
        return
    if label not in (Label.UNIT, Label.COMPANY):
        return
    placed = _PLACED.fullmatch(name)
    if placed and label is Label.UNIT:
        yield from _long_enough(placed.group("stem") + placed.group("rest"))
    if label is Label.COMPANY:
        place = placed.group("stem") + placed.group("level") if placed else ""
        yield from _company(name, place)


def _company(name: str, place: str) -> Iterator[str]:
    """苍岩仓储 and 苍岩公司 of 砺山县苍岩仓储工程有限公司, unless an ordinary word begins it."""
    # The patterns of names take a tenth of a second to compile; only where there is a library are there companies.
    from assistant.library.identities.companies import short_names

    core = _LEGAL.sub("", name.removeprefix(place))
    shorter = [name.removeprefix(place)] if place else []
    shorter += short_names(name, place)
    if core != name and len(core) >= _CORE:
        shorter += [core[:4], core[:2] + "公司"]
    yield from (one for one in _long_enough(*shorter) if one[:2] not in ordinary())


def _long_enough(*names: str) -> Iterator[str]:
    yield from (name for name in names if len(name) >= _SHORTEST)


def one_apart(one: str, other: str) -> bool:
    """Whether two texts differ by one character changed, put in or left out; equal ones do not."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]


class NearNames:
    """Names of five and more characters, to be found by one that is a character off."""

    def __init__(self, names: Iterable[str]) -> None:
        # One character off leaves the first or the second half as it is.
        self._by_half: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            if len(name) >= _NEAR:
                middle = len(name) // 2
                self._by_half["<" + name[:middle]].append(name)
                self._by_half[name[middle:] + ">"].append(name)

    def near(self, written: str) -> list[str]:
        """The names that a written one is one character off, in the order given."""
        halves = []
        for size in (len(written) - 1, len(written), len(written) + 1):
            middle = size // 2
            halves += [f"<{written[:middle]}", f"{written[len(written) - size + middle :]}>"]
        found = (name for half in dict.fromkeys(halves) for name in self._by_half.get(half, ()))
        return list(dict.fromkeys(name for name in found if one_apart(name, written)))
