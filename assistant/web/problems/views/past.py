"""How past reports put a like problem, names and figures masked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.advice.suggestion import Precedent
from assistant.outline.kinds import Kind
from assistant.web.views.words import plain, with_slots


def past(found: Sequence[Precedent]) -> str:
    """The passages, best first."""
    if not found:
        return '<div class="note"><p>往年报告库中没有类似的问题。</p></div>'
    items = "".join(_item(one) for one in found)
    return (
        '<section class="past" aria-label="往年写法"><p class="hint">往年写法供参考，单位、金额等已隐去，不会照抄进报告。</p>'
        f"{items}</section>"
    )


def _item(one: Precedent) -> str:
    kind = Kind(one.kind).label if one.kind in {kind.value for kind in Kind} else ""
    about = "，".join(filter(None, (str(one.year) if one.year else "", one.unit_type, kind)))
    return (
        f"<details open><summary>{plain(one.document)}{f'（{plain(about)}）' if about else ''}</summary>"
        f"<p>{with_slots(one.text)}</p></details>"
    )
