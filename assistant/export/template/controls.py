"""Content controls and form fields of a template: taken off, their prompts (单击此处输入文字) turned into blanks.

A control that holds one line could not take a section's paragraphs, and one that is locked would not let them be mended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.template.changes import unwrap
from assistant.files.wordbody import is_contents

if TYPE_CHECKING:
    from lxml.etree import _Element

BLANK = "____"
_PROMPTS = ("placeholdertext", "占位符文本")


def free(root: _Element) -> None:
    """Take off every control but the table of contents; those nested in others too."""
    for paragraph in [*root.iter(qn("w:p"))]:
        _free_form_fields(paragraph)
    for control in reversed([*root.iter(qn("w:sdt"))]):
        content = control.find(qn("w:sdtContent"))
        if content is None:
            control.getparent().remove(control)
            continue
        if is_contents(control):
            continue
        if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
            _blank(content)
        for child in list(control):
            if child is not content:
                control.remove(child)
        unwrap(content)
        unwrap(control)


def _blank(content: _Element) -> None:
    """Its prompt away, a blank in its place: one for each paragraph, or one where it stands in a line."""
    for holder in [*content.iter(qn("w:p"))] or [content]:
        runs = [*holder.iter(qn("w:r"))]
        for run in runs[1:]:
            run.getparent().remove(run)
        for run in runs[:1]:
            properties = run.find(qn("w:rPr"))
            style = properties.find(qn("w:rStyle")) if properties is not None else None
            if properties is not None and style is not None:
                properties.remove(style)
            for child in [one for one in run if one is not properties]:
                run.remove(child)
            text = run.makeelement(qn("w:t"), {})
            text.text = BLANK
            run.append(text)


def _free_form_fields(paragraph: _Element) -> None:
    """The grey fields of older forms: off, a blank in the place of each."""
    inside = False
    for run in [*paragraph.iter(qn("w:r"))]:
        sign = run.find(qn("w:fldChar"))
        kind = sign.get(qn("w:fldCharType")) if sign is not None else ""
        if sign is not None and kind == "begin" and sign.find(qn("w:ffData")) is not None:
            inside = True
            run.remove(sign)
            text = run.makeelement(qn("w:t"), {})
            text.text = BLANK
            run.append(text)
        elif inside:
            inside = kind != "end"
            run.getparent().remove(run)
