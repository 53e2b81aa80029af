"""The past passages that were found for each section, masked: names and figures are slots, never what stood there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.drafting.exemplars import Exemplar
from assistant.web.views.blank import blank
from assistant.web.views.words import with_slots


def no_exemplars_yet() -> str:
    """What stands where no draft is yet."""
    return blank("还没有参考段落", "起草时会从往年报告里找写法相近的段落，列在这里。")


def exemplars_list(found: Mapping[str, Sequence[Exemplar]], headings: Mapping[str, str], fault: str) -> str:
    """Passages by section, best first; `fault` says why the library could not be asked."""
    sections = "".join(_section(headings[id], passages) for id, passages in found.items() if passages)
    trouble = f'<p class="trouble">{escape(fault)}</p>' if fault else ""
    if not sections:
        return trouble + blank("没有参考段落", "参考资料库里没有写法相近的段落；草稿只依据事实写成。")
    return (
        f'<div class="exemplars">{trouble}<p class="tally">参考段落只提供写法。其中的单位、金额、日期等已换成〔〕，不会写进草稿。</p>'
        f"{sections}</div>"
    )


def _section(heading: str, passages: Sequence[Exemplar]) -> str:
    return f"<h2>{escape(heading)}</h2>{''.join(map(_passage, passages))}"


def _passage(one: Exemplar) -> str:
    source = one.reference
    return (
        f"<details open><summary><b>{escape(source.document)}</b><span>{escape(source.heading)}</span>"
        f'<span class="score">相近得分 {source.score:.4f}</span></summary><p>{with_slots(str(one.masked))}</p></details>'
    )
