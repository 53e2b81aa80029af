"""Passages as they stand and masked, side by side: what may reach a model is the right column only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.web.views.blank import blank
from assistant.web.views.words import plain, with_slots

if TYPE_CHECKING:
    from assistant.library.finding.search import Hit
    from assistant.library.passages import Passage


def no_search_yet() -> str:
    """Before the first search."""
    return blank("还没有检索", "输入要写的内容，例如“设备到货晚，影响进度”，再点“检索”。")


def hits_list(text: str, hits: Sequence[Hit]) -> str:
    """The passages found, best first."""
    if not hits:
        return blank("没有找到段落", "请换个说法，或改选“全部类别”。")
    lead = f"“{plain(text)}”找到 {len(hits)} 段，最相近的在前。每份报告最多列两段。"
    return f'<div class="hits"><p class="tally">{lead}</p>{"".join(map(_hit, hits))}</div>'


def both(passage: Passage) -> str:
    """The two texts of a passage."""
    return (
        f'<div class="both"><div><h4>原文</h4><p>{plain(passage.text)}</p></div>'
        f"<div><h4>脱敏后（只有它会给大模型看）</h4><p>{with_slots(str(passage.masked))}</p></div></div>"
    )


def section_of(passage: Passage) -> str:
    """The id of the section that a passage begins in (`part` is document:section:number)."""
    return passage.part.rsplit(":", 2)[-2]


def _hit(hit: Hit) -> str:
    passage = hit.passage
    place = f"第{passage.page}页" if passage.page else ""
    facts = (
        passage.kind.label,
        plain(passage.unit or ""),
        f"{passage.year}年" if passage.year else "",
        place,
    )
    shared = f'<span class="tag info">{hit.copies} 份报告都这样写</span>' if hit.copies > 1 else ""
    return (
        f'<article class="hit"><header><button type="button" class="link open" data-open="{plain(passage.document_id)}" '
        f'data-section="{plain(section_of(passage))}">{plain(passage.document)}　{plain(passage.heading)}</button>'
        f"<span>{'　'.join(fact for fact in facts if fact)}</span>{shared}"
        f'<span class="score">相近得分 {hit.score:.4f}</span></header>{both(passage)}</article>'
    )
