"""A paper as a Word file: in the unit's own template where its pack was made from one, else in the form of GB/T 9704."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.errors import StoreError
from assistant.export.docx import docx_bytes
from assistant.export.paper import Paper
from assistant.outline.packs import template_of

if TYPE_CHECKING:
    from assistant.export.template.filling import Filled

_TOLD = 5


@dataclass(frozen=True)
class WordFile:
    """The .docx, and what a person should know of how it fits the unit's own template."""

    content: bytes
    notes: tuple[str, ...] = ()


def word_file(
    paper: Paper, pack: str, *, created: datetime | None = None, final: bool = False, own: bool = True
) -> WordFile:
    """The paper as Word; a `final` one has no comments. Not `own`: in the form of GB/T 9704 whatever the pack. Raises
    `InputError` for a final one in which a mark is left, `DocumentError` where the template cannot be used.
    """
    template = template_of(pack) if own else None
    if template is None:
        return WordFile(docx_bytes(paper, created=created, final=final))
    from assistant.export.template.filling import fill

    try:
        content = template.read_bytes()
    except OSError as error:
        raise StoreError(f"读不了单位模板：{error.strerror}", hint="请管理员检查文件权限。") from None
    filled = fill(content, paper, created, final=final)
    return WordFile(filled.content, tuple(_notes(filled)))


def _notes(found: Filled) -> Iterator[str]:
    if found.added:
        yield f"单位模板里没有这些标题，已加在正文末尾：{_listed(found.added)}。"
    if found.blank:
        yield f"单位模板的这些空格没有可填的数据，请在 Word 里填写：{_listed(found.blank)}。"
    if found.untold:
        yield f"这些标题下没有报告的内容，模板的填写说明还留着：{_listed(found.untold)}。"


def _listed(names: tuple[str, ...]) -> str:
    more = f"等{len(names)}处" if len(names) > _TOLD else ""
    return "、".join(names[:_TOLD]) + more
