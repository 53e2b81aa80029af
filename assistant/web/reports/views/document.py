"""One document: its head, its section tree to click in, and one section with its passages."""

from __future__ import annotations

from assistant.web.reports.catalogue import pack_name
from assistant.web.reports.opened import Opened
from assistant.web.reports.views.hits import both
from assistant.web.reports.views.listing import doubts, quality
from assistant.web.views.blank import blank
from assistant.web.views.card import trouble
from assistant.web.views.words import plain

_SHOWN_TEXT = 4000


def nothing_open() -> str:
    """Before a document is chosen."""
    return blank("还没有打开报告", "在“报告列表”里点一份报告的标题。")


def head(opened: Opened) -> str:
    """Title, file, quality, remarks of the loader."""
    record = opened.record
    facts = [
        f"文件：{plain(record.name)}",
        f"{record.sections} 节，{record.passages} 段",
        f"地方模板：{plain(pack_name(record.pack)) or '未认出'}",
    ]
    notes = "".join(f"<li>{plain(line)}</li>" for line in record.notes.splitlines() if line.strip())
    corrected = '<span class="tag info">已更正</span>' if record.corrected else ""
    return (
        f'<div class="document"><h2>{plain(record.title)}</h2><p>{"　".join(facts)}</p>'
        f"<div class='marks'><span>写作质量：</span>{quality(record)}{doubts(record.uncertain)}{corrected}</div>"
        f"{f'<ul class=notes>{notes}</ul>' if notes else ''}</div>"
    )


def tree(opened: Opened, chosen: str) -> str:
    """The section tree; each heading opens its section."""
    entries = "".join(_entry(opened, at, chosen) for at in range(len(opened.sections)))
    waiting = len(opened.uncertain)
    lead = f"待核对 {waiting} 处：看看类别对不对，不对就改，改完保存。" if waiting else "没有待核对的章节。"
    return f'<p class="tally">{lead}</p><ol class="tree">{entries}</ol>'


def section(opened: Opened, id: str) -> str:
    """A section's heading, its place and how sure its kinds are."""
    one = opened.section(id)
    if one is None:
        return blank("没有章节", "这份文件里没有认出章节。")
    path = "　›　".join(plain(part) for part in one.path)
    above = f'<p class="path">{path}</p>' if path else ""
    flag = '<span class="tag warning">待核对</span>' if one.id in opened.uncertain else ""
    return f'<div class="section">{above}<h3>{plain(one.heading)}{flag}</h3></div>'


def passages(opened: Opened, id: str) -> str:
    """The passages of a section, original and masked; where it has none, its text as it stands."""
    one = opened.section(id)
    if one is None:
        return ""
    if found := opened.of_section(one.id):
        return "".join(map(both, found))
    if not one.body:
        return '<p class="hint">这个标题下没有直接的正文。</p>'
    cut = "……" if len(one.body) > _SHOWN_TEXT else ""
    why = "这一节没有单独成段：太短，或并入了前一节。原文如下。"
    if opened.passages is None:
        why = "这一节的原文如下；脱敏后的文字可在“检索段落”里看。"
    return (
        f'<p class="hint">{why}</p>'
        f'<div class="both single"><div><p>{plain(one.body[:_SHOWN_TEXT])}{cut}</p></div></div>'
    )


def how_to_undo() -> str:
    """What an empty field means."""
    return '<p class="hint">清空一项再保存，就恢复成程序认出的内容。</p>'


def sure(text: str) -> str:
    """Something was done."""
    return f'<p class="saved" role="status">{plain(text)}</p>'


def fault(text: str) -> str:
    """What is wrong with the field above."""
    return f'<p class="wrong" role="alert">{plain(text)}</p>' if text else ""


def asked(opened: Opened) -> str:
    """The question before a document is removed."""
    return trouble(
        f"要从库中删除“{opened.record.title}”吗？所有使用者都会看不到它。",
        "以后要用时须重新加入原文件；对它的更正到时仍然有效。",
    )


def _entry(opened: Opened, at: int, chosen: str) -> str:
    one = opened.sections[at]
    waiting = one.id in opened.uncertain
    styles = [
        f"level-{min(one.level, 4)}",
        *(["waiting"] if waiting else []),
        *(["chosen"] if one.id == chosen else []),
    ]
    kinds = "、".join(kind.label for kind in one.kinds) or "未认出"
    percent = f"{one.confidence * 100:.0f}%"
    mark = (
        f'<span class="tag warning">待核对 {percent}</span>'
        if waiting
        else f'<span class="sure">{percent}</span>'
    )
    return (
        f'<li class="{" ".join(styles)}"><button type="button" data-section="{plain(one.id)}"'
        f"{' aria-current=true' if one.id == chosen else ''}><b>{plain(one.heading)}</b>"
        f"<span>{kinds}</span>{mark}</button></li>"
    )
