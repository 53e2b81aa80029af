"""What of a template's text waits to be filled in and what it fixes: hints, blanks, empty lines against sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from assistant.export.template.letters import is_underlined
from assistant.outline.deriving_titles import BLANK

if TYPE_CHECKING:
    from lxml.etree import _Element

_BRACKETED = re.compile(
    r"[（(【\[［〔][^（）()【】\[\]［］〔〕]*(?:[（(][^（）()]*[）)][^（）()【】]*)*[）)】\]］〕][。.；;]?"
)
_ASKING = re.compile(
    r"^(?:请|简要|简述|概述|概括|填写|填报|描述|阐述|阐明|写明|说明|介绍|包括|反映|列明|列示|列举|逐项|围绕|对照.{0,20}(?:说明|分析|填写)|"
    r"(?:主要|重点|应当?|需要?|此处|本部分|该部分)(?:请)?(?:说明|反映|填写|包括|阐述|描述|介绍|写明|填报)|"
    r"(?:填[写报表]|编[写制])(?:说明|要求|提示)|(?:提示|说明|要求|示例|例如?|参考格式)[：:])"
)
# What makes a remark in brackets a hint, wherever it stands.
_HINT_WORDS = re.compile(
    r"请|填|没有|简[要述]|说明|概述|阐述|描述|反映|包括|列[明示出]|[字页]以[内上下]|不[超少]过|参考|示例|例如|"
    r"单击|点击|此处|如[有无]|可另附|根据.{0,12}情况|\.{3}|…|[X×xＸ]{2}|[_＿]{2}|等(?:情况|内容|方面)?$"
)
_PROMPT = re.compile(
    r"(?:单击|点击)[^。]{0,6}(?:此处|这里|选择|输入)[^。]{0,12}|选择一项。?|Click[^.]{0,40}text\.?"
)
_DOTS = re.compile(rf"(?:{BLANK}|[\s_＿.．·…。，、；：:\-—–])+")
# Wide spaces inside a sentence are a blank too: 得分：   分.
_GAP = re.compile(rf"{BLANK}|_|(?<=\S)[ \u3000]{{3,}}|{_PROMPT.pattern}")
_SENTENCE = re.compile(r"[^。；！？]*[。；！？]*[”’」』]?")
_QUIET = {"auto", "000000"}


def is_gap(text: str) -> bool:
    """Whether there is nothing but blanks, dots and rules, or nothing at all."""
    return not text.strip() or _DOTS.fullmatch(text.strip()) is not None


def is_hint(text: str, paragraph: _Element | None = None) -> bool:
    """Whether a paragraph under a heading only says what to write there: in brackets, as a request, or (where the
    paragraph is given) in another colour or slanted throughout.
    """
    said = text.strip()
    if not said or is_gap(said):
        return False
    if _BRACKETED.fullmatch(said) or _ASKING.search(said) or _PROMPT.fullmatch(said):
        return True
    return paragraph is not None and _is_set_apart(paragraph)


def hint_in(text: str) -> tuple[int, int] | None:
    """Where a remark in brackets that asks for something stands in a line that says more than that."""
    return next(
        ((one.start(), one.end()) for one in _BRACKETED.finditer(text) if _HINT_WORDS.search(one.group())),
        None,
    )


def open_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences with a blank in them, as places in the text."""
    found = (one.span() for one in _SENTENCE.finditer(text) if one.group())
    return [(start, end) for start, end in found if _GAP.search(text[start:end])]


def _is_set_apart(paragraph: _Element) -> bool:
    """Whether all words are slanted or in a colour: how templates set what is to be overwritten."""
    runs = [
        run for run in paragraph.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t"))).strip()
    ]
    return bool(runs) and all(_is_marked(run) for run in runs)


def _is_marked(run: _Element) -> bool:
    look = run.find(qn("w:rPr"))
    if look is None or is_underlined(run):
        return False
    slanted, colour = look.find(qn("w:i")), look.find(qn("w:color"))
    if slanted is not None and slanted.get(qn("w:val"), "1") not in ("0", "false"):
        return True
    return colour is not None and (colour.get(qn("w:val")) or "auto").lower() not in _QUIET
