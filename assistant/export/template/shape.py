"""What a template gives a pack: its titles, its labelled blanks, beside the headings that the library found in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.export.template.labels import DATE, slots_in
from assistant.export.template.opening import open_template
from assistant.export.template.pages import Pages, title_of
from assistant.export.template.places import Block, blocks_of, find_headings, is_closing
from assistant.outline.deriving import FoundHeading, TemplateShape
from assistant.outline.numbering import read
from assistant.outline.wording import name_of

# A sentence with a figure of a project: no template has many.
_FIGURES = re.compile(r"[^。\n]*\d(?:\.\d+)?\s*(?:万元|元|%|％|个|分)[^。\n]*。")


def template_shape(name: str, content: bytes, headings: Sequence[FoundHeading]) -> TemplateShape:
    """The shape of a template; what looks like a heading and is none, or stands in a table, is left out. Raises `DocumentError` where the file cannot be used as one."""
    blocks = blocks_of(open_template(name, content))
    found = find_headings(blocks, [(one.heading, one.level) for one in headings])
    found = [one for one in found if read(blocks[one.block].text) or not _is_signed(blocks[one.block])]
    missing = {
        name_of(one.heading) for at, one in enumerate(headings) if at not in {one.section for one in found}
    }
    first = found[0].block if found else len(blocks)
    last = found[-1].block + 1 if found else len(blocks)
    pages = Pages(tuple(blocks[:first]), tuple(blocks[last:]))
    titles = pages.titles
    labels = dict.fromkeys(slot.label for slot in pages.slots if slot.label != DATE)
    return TemplateShape(
        file=name,
        headings=tuple(headings[one.section] for one in found),
        title=title_of(pages.opening, titles[-1]) if titles else "",
        cover_title=title_of(pages.opening, titles[0]) if len(titles) > 1 else "",
        labels=tuple(labels),
        left_out=tuple(sorted(missing - labels.keys())),
        written=sum(len(_FIGURES.findall(one.text)) for one in blocks[first:last]),
    )


def _is_signed(block: Block) -> bool:
    """Whether what was taken for a heading is a label of the signature: 单位（盖章）：."""
    return is_closing(block) or bool(slots_in([block]))
