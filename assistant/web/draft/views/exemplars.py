"""The past passages that a section was written after, masked, with where they are from; folded."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.web.views.blank import blank
from assistant.web.views.words import plain, with_slots
from assistant.workspace.exemplar_sources import Source

ACTS = ()


def exemplars_panel(sources: Sequence[Source]) -> str:
    """The passages in the order in which they were shown, the nearest first."""
    if not sources:
        return blank("没有参考段落", "这一节只依据填报数据写成。")
    items = "".join(map(_source, sources))
    return f'<div class="exemplars"><p class="hint">这段写法供参考，数字和名称已隐去。</p>{items}</div>'


def _source(one: Source) -> str:
    where = "　".join(
        part
        for part in (
            plain(one.heading),
            f"{one.year}年" if one.year else "",
            f"第{one.page}页" if one.page else "",
            f"相近程度{one.score:.2f}",
        )
        if part
    )
    if one.gone:
        return f'<p class="entry"><b>{plain(one.document)}</b> <span class="path">{where}</span><br>{plain(one.gone)}</p>'
    lines = "".join(f"<p>{with_slots(line)}</p>" for line in one.masked.split("\n") if line.strip())
    return (
        f'<details class="exemplar"><summary><b>{plain(one.document)}</b> <span class="path">{where}</span></summary>'
        f"{lines}</details>"
    )
