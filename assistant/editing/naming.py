"""Which sections an instruction names: 第三部分, “资金使用情况”一节, 存在的问题部分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.editing.sheet import Leaf, Sheet
from assistant.errors import InputError
from assistant.outline.numbering import number_from_chinese, read

_PART = re.compile(r"第([一二三四五六七八九十]+|\d+)(?:个)?(?:部分|章|大?节|大点)")
_QUOTED_PART = re.compile(r"[“\"「『]([^”\"」』]{2,30})[”\"」』](?:这)?(?:一)?(?:节|部分|章|小节)")

_UNQUOTED_END = re.compile(r"这?一节|部分|这节|小节")
_LONGEST_NAME = 30
# So many characters name a section that they are only the end of.
_ENOUGH = 4


def bare(leaf: Leaf) -> str:
    """A heading without its number."""
    numbered = read(leaf.heading)
    return numbered.rest if numbered else leaf.heading


def named_parts(instruction: str, sheet: Sheet) -> list[list[Leaf]]:
    """The parts that the words name, in their order; a top-level part brings what stands under it. Raises `InputError`
    for a quoted heading that is not there.
    """
    found: list[tuple[int, list[Leaf]]] = []
    for match in _PART.finditer(instruction):
        number = int(match.group(1)) if match.group(1).isdigit() else number_from_chinese(match.group(1)) or 0
        if part := _part(sheet, number):
            found.append((match.start(), part))
    for match in _QUOTED_PART.finditer(instruction):
        leaves = [leaf for leaf in sheet.leaves if match.group(1) in bare(leaf)]
        if not leaves:
            headings = "、".join(bare(leaf) for leaf in sheet.leaves)
            raise InputError(f"草稿里没有“{match.group(1)}”这一节", hint=f"现有各节：{headings}。")
        found.append((match.start(), leaves[:1]))
    if not found:
        found = [(start, [leaf]) for start, _, leaf in _unquoted(instruction, sheet)]
    return [leaves for _, leaves in sorted(found, key=lambda one: one[0])]


def unnamed(instruction: str, sheet: Sheet) -> str:
    """The instruction without the words that name a section."""
    rest = _QUOTED_PART.sub("", _PART.sub("", instruction))
    for start, end, _ in reversed(list(_unquoted(rest, sheet))):
        rest = rest[:start] + rest[end:].removeprefix("的")
    return re.sub(r"^(?:请)?(?:在|把|将)?的?(?:里|中|里面)?的?", "", rest)


def _unquoted(instruction: str, sheet: Sheet) -> Iterator[tuple[int, int, Leaf]]:
    """Sections named without quotes, by the last words of their heading at least: 资金使用情况一节."""
    for match in _UNQUOTED_END.finditer(instruction):
        lead = instruction[: match.start()]
        for length in range(min(len(lead), _LONGEST_NAME), 2, -1):
            words = lead[-length:]
            leaves = [leaf for leaf in sheet.leaves if bare(leaf).endswith(words)]
            whole = [leaf for leaf in leaves if bare(leaf) == words]
            if whole or (leaves and length >= _ENOUGH):
                yield match.start() - length, match.end(), (whole or leaves)[0]
                break


def _part(sheet: Sheet, number: int) -> list[Leaf]:
    tops = [index for index, leaf in enumerate(sheet.leaves) if (n := read(leaf.heading)) and n.level == 1]
    if not 1 <= number <= len(tops):
        return []
    start = tops[number - 1]
    end = tops[number] if number < len(tops) else len(sheet.leaves)
    return list(sheet.leaves[start:end])
