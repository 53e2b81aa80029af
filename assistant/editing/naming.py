"""Which sections an instruction names: 第三部分, “资金使用情况”一节, 存在的问题部分."""

from __future__ import annotations

import re

from assistant.editing.sheet import Leaf, Sheet
from assistant.errors import InputError
from assistant.outline.numbering import number_from_chinese, read

_PART = re.compile(r"第([一二三四五六七八九十]+|\d+)(?:个)?(?:部分|章|大?节|大点)")
_QUOTED_PART = re.compile(r"[“\"「『]([^”\"」』]{2,30})[”\"」』](?:这)?(?:一)?(?:节|部分|章|小节)")


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
        found = [
            (at, [leaf])
            for leaf in sheet.leaves
            for at in [instruction.find(bare(leaf) + end) for end in ("一节", "部分", "这节", "这一节")]
            if at >= 0 and len(bare(leaf)) >= 3
        ]
    return [leaves for _, leaves in sorted(found, key=lambda one: one[0])]


def unnamed(instruction: str) -> str:
    """The instruction without the words that name a section."""
    return re.sub(
        r"^(?:请)?(?:在|把|将)?的?(?:里|中|里面)?的?", "", _QUOTED_PART.sub("", _PART.sub("", instruction))
    )


def _part(sheet: Sheet, number: int) -> list[Leaf]:
    tops = [index for index, leaf in enumerate(sheet.leaves) if (n := read(leaf.heading)) and n.level == 1]
    if not 1 <= number <= len(tops):
        return []
    start = tops[number - 1]
    end = tops[number] if number < len(tops) else len(sheet.leaves)
    return list(sheet.leaves[start:end])
