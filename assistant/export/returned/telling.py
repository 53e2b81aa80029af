"""What came back besides changed text, in sentences for a person: headings, sections, tables, cover, what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.export.returned.comparing import HeadingChange, Returned, Unknown
from assistant.export.returned.edges import Difference
from assistant.export.returned.words import words_of

_EDGES = {"cover": "封面", "title": "封面和标题", "signature": "附件说明、落款", "table": "自评表"}
_FOREIGN = 0.2
_MOST = 20  # sentences of one kind


def told(found: Returned, headings: Mapping[str, str]) -> list[str]:
    """One sentence for every matter that is no change of a section's text; `headings` by the section's id."""
    out = [*found.notes]
    if found.alike < _FOREIGN:
        out.append("文件与本报告差别很大，请核对是否取错了文件。")
    out += _some([_heading(one, headings) for one in found.headings])
    out += _gone(found, headings)
    if found.moved:
        out.append(f"章节顺序变了：{_listed(found.moved, headings)}移了位置。章节顺序由模板决定，没有改。")
    out += _some([_unknown(one, headings) for one in found.unknown])
    out += _some([_difference(one) for one in found.edges])
    out += [f"{kind}没有放进正文，内容是：“{text}”。" for kind, text in found.apart]
    return out


def _some(sentences: list[str]) -> Iterator[str]:
    yield from sentences[:_MOST]
    if len(sentences) > _MOST:
        yield f"同类情况还有{len(sentences) - _MOST}处，请对照 Word 文件。"


def _heading(one: HeadingChange, headings: Mapping[str, str]) -> str:
    if not one.after:
        return f"标题“{one.before}”在Word中不见了，它的正文还在，仍归这一节。"
    if words_of(one.before) == words_of(one.after):
        return f"标题“{one.before}”在Word中的编号变成了“{one.after}”。编号由模板决定，没有改。"
    return f"标题“{one.before}”在Word中改成了“{one.after}”。标题由模板决定，没有改。"


def _gone(found: Returned, headings: Mapping[str, str]) -> Iterator[str]:
    kept = [one for one in found.gone if one not in found.texts]
    emptied = [one for one in found.gone if one in found.texts]
    if kept:
        yield f"Word中没有这些章节：{_listed(kept, headings)}。它们的内容没有改。"
    if emptied:
        yield f"Word中删去了这些章节：{_listed(emptied, headings)}。标题由模板决定；正文是否删去，请在下面逐处决定。"


def _unknown(one: Unknown, headings: Mapping[str, str]) -> str:
    where = headings.get(one.section, one.section)
    if one.kind == "table":
        return f"“{where}”里新增了一个表格，已按行转成文字，列为这一节的修改。"
    return f"Word中新增了标题“{one.text}”，已作为正文列在“{where}”的修改里。"


def _difference(one: Difference) -> str:
    place = _EDGES[one.edge] + (f"“{one.where}”" if one.where else "")
    source = "请到“项目事实”中改" if one.edge in ("cover", "table") else "它由数据和模板生成"
    if not one.before:
        return f"{place}多了“{one.after}”，没有放进报告。"
    if not one.after:
        return f"{place}少了“{one.before}”；{source}，没有跟着改。"
    return f"{place}：“{one.before}”在Word中是“{one.after}”；{source}，没有跟着改。"


def _listed(ids: tuple[str, ...] | list[str], headings: Mapping[str, str]) -> str:
    return "、".join(f"“{headings.get(one, one)}”" for one in ids)
