"""A report as a preview: one fragment with its own style sheet, every character of the text escaped.

Colours are fixed, for the sheet stays white paper also where the page around it is dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.export.paper import CoverLine, Paper, PaperSection, Signature
from assistant.export.placeholders import pieces

_STYLE = """
.report-paper{box-sizing:border-box;max-width:50rem;margin:0 auto;padding:3.5rem 3rem;background:#fff;
color:#1c1c1c;border:1px solid #dcdad5;box-shadow:0 1px 4px rgba(0,0,0,.08);overflow-wrap:anywhere;
font:1.05rem/1.9 "Times New Roman",FangSong_GB2312,FangSong,仿宋,STFangsong,"Noto Serif CJK SC",serif}
.report-paper .report-title,.report-paper .report-cover-title{margin:0 0 1.6em;text-align:center;
color:inherit;text-wrap:balance;font:400 1.5em/1.5 FZXiaoBiaoSong-B05S,方正小标宋简体,STSong,SimSun,serif}
.report-paper .report-heading{margin:0;text-indent:2em;font-size:1em;font-weight:400;color:inherit}
.report-paper .report-heading-1{margin-top:.4em;font-family:SimHei,黑体,STHeiti,sans-serif}
.report-paper .report-heading-2{font-family:KaiTi_GB2312,KaiTi,楷体,STKaiti,serif}
.report-paper .report-text{margin:0;text-indent:2em;text-align:justify;color:inherit}
.report-paper .report-cover{margin:0 0 3rem;padding:2rem 0 3rem;border-bottom:1px dashed #c9c6bf}
.report-paper .report-cover-line{display:flex;margin:0 auto .6em;max-width:28em;color:inherit}
.report-paper .report-cover-value{flex:1;min-height:1.9em;border-bottom:1px solid #8a867d}
.report-paper .report-attachment{margin:1.9em 0 0;padding-left:5em;text-indent:-3em;color:inherit}
.report-paper .report-attachment+.report-attachment{margin-top:0;text-indent:0}
.report-paper .report-signature{margin:1.9em 2em 0;text-align:right;color:inherit}
.report-paper .report-placeholder{background:#ffec8b;color:#5c4400;padding:0 .1em;border-radius:2px}
@media(max-width:40rem){.report-paper{padding:1.5rem 1rem}}
""".replace("\n", "")


def to_html(paper: Paper) -> str:
    """A self-contained fragment: a `<style>` and an `<article class="report-paper">`; no script, no link."""
    blocks = "".join(_blocks(paper))
    return f'<style>{_STYLE}</style><article class="report-paper" lang="zh-CN">{blocks}</article>'


def _blocks(paper: Paper) -> Iterator[str]:
    if paper.has_cover:
        yield from _cover(paper)
    if paper.title:
        yield f'<h1 class="report-title">{"<br>".join(map(_text, paper.title.split(chr(10))))}</h1>'
    for number, section in enumerate(paper.sections, 1):
        yield from _section(number, section)
    yield from _attachments(paper.attachments)
    if paper.signature:
        yield _signature(paper.signature)


def _cover(paper: Paper) -> Iterator[str]:
    yield '<header class="report-cover">'
    if paper.cover_title:
        yield f'<p class="report-cover-title">{_text(paper.cover_title)}</p>'
    yield from map(_cover_line, paper.cover)
    yield "</header>"


def _cover_line(line: CoverLine) -> str:
    value = f'<span class="report-cover-value">{_text(line.value)}</span>'
    return f'<p class="report-cover-line"><span>{_text(line.label)}：</span>{value}</p>'


def _section(number: int, section: PaperSection) -> Iterator[str]:
    yield f'<section class="report-section" data-section="{number}">'
    if section.heading:
        tag = f"h{section.level + 1}"
        classes = f"report-heading report-heading-{section.level}"
        yield f'<{tag} class="{classes}">{_text(section.heading)}</{tag}>'
    for paragraph in section.paragraphs:
        yield f'<p class="report-text">{_text(paragraph)}</p>'
    yield "</section>"


def _attachments(names: tuple[str, ...]) -> Iterator[str]:
    for number, name in enumerate(names, 1):
        lead = "附件：" if number == 1 else ""
        mark = f"{number}. " if len(names) > 1 else ""
        yield f'<p class="report-attachment">{lead}{mark}{_text(name)}</p>'


def _signature(signature: Signature) -> str:
    lines = (_text(line) for line in (signature.unit, signature.date) if line)
    return f'<p class="report-signature">{"<br>".join(lines)}</p>'


def _text(text: str) -> str:
    return "".join(
        f'<mark class="report-placeholder">{escape(piece.text)}</mark>'
        if piece.placeholder
        else escape(piece.text)
        for piece in pieces(text)
    )
