"""The style sheet of the HTML view: the measures of the printed page (measures.py) as CSS.

Colours are fixed, for the sheet stays white paper also where the page around it is dark.
"""

from __future__ import annotations

import re

from assistant.export import measures
from assistant.export.look import Look

TITLE_POINTS, COVER_POINTS = 22, 26
_TWIPS = 20
# What a character of the body takes, in points.
_PITCH = measures.BODY_POINTS + measures.CHARACTER_SPACE / 4096
_LATIN = re.compile(r"[\w -]{1,40}")
_FANGSONG = 'FangSong_GB2312,仿宋_GB2312,FangSong,仿宋,STFangsong,"Noto Serif CJK SC",serif'
_SONG = 'SimSun,宋体,STSong,"Noto Serif CJK SC",serif'
_TITLE = f"FZXiaoBiaoSong-B05S,方正小标宋简体,STZhongsong,{_SONG}"
_HEI = 'SimHei,黑体,STHeiti,"Noto Sans CJK SC",sans-serif'
_KAI = 'KaiTi_GB2312,楷体_GB2312,KaiTi,楷体,STKaiti,"Noto Serif CJK SC",serif'


def _points(twips: float) -> str:
    return f"{twips / _TWIPS:g}pt"


STYLE = f"""
.report-paper{{color:#1c1c1c;font-size:{measures.BODY_POINTS}pt;line-height:var(--report-line);
font-family:var(--report-latin),{_FANGSONG};letter-spacing:{_PITCH - measures.BODY_POINTS:.3f}pt;text-align:left;text-autospace:normal}}
.report-paper .report-sheet{{box-sizing:border-box;width:{_points(measures.PAGE_WIDTH)};
min-height:{_points(measures.PAGE_HEIGHT)};margin:0 auto 16px;background:#fff;outline:1px solid #dcdad5;
box-shadow:0 1px 4px rgba(0,0,0,.08);overflow-wrap:anywhere;
padding:{" ".join(map(_points, (measures.TOP, measures.RIGHT, measures.BOTTOM, measures.LEFT)))}}}
.report-paper .report-wide{{width:{_points(measures.PAGE_HEIGHT)};min-height:{_points(measures.PAGE_WIDTH)};
padding:{" ".join(map(_points, (measures.LEFT, measures.TOP, measures.RIGHT, measures.BOTTOM)))}}}
.report-paper p,.report-paper .report-heading,.report-paper .report-title{{margin:0;font-size:inherit;
line-height:inherit;font-weight:400;color:inherit}}
.report-paper .report-title,.report-paper .report-cover-title{{text-align:center;font-family:{_TITLE}}}
.report-paper .report-title{{margin-bottom:var(--report-line);font-size:{TITLE_POINTS}pt}}
.report-paper .report-cover-title{{padding:120pt 0;font-size:{COVER_POINTS}pt;line-height:43pt}}
.report-paper .report-heading,.report-paper .report-text{{text-indent:{2 * _PITCH:.3f}pt}}
.report-paper .report-heading-1{{font-family:{_HEI}}}
.report-paper .report-heading-2{{font-family:{_KAI}}}
.report-paper .report-bold{{font-weight:700}}
.report-paper .report-text{{text-align:justify}}
.report-paper .report-cover-line{{display:flex;margin:0 3em;line-height:40pt}}
.report-paper .report-cover-line>span:first-child{{flex:none;min-width:8.8em}}
.report-paper .report-cover-value{{flex:1;min-height:1.9em;margin-top:5pt;line-height:28pt;border-bottom:1px solid #444}}
.report-paper .report-attachment{{padding-left:6.5em;text-indent:-1.5em}}
.report-paper .report-attachment-first{{margin-top:var(--report-line);text-indent:-4.5em}}
.report-paper .report-attachment-only{{padding-left:5em;text-indent:-3em}}
.report-paper .report-signature{{margin:var(--report-line) 2em 0;text-align:right}}
.report-paper .report-annex-mark{{margin-bottom:var(--report-line);font-family:{_HEI}}}
.report-paper .report-table-title{{text-align:center;font-size:22pt;font-family:{_TITLE}}}
.report-paper .report-table-note{{text-align:center;font-size:12pt;line-height:20pt;font-family:{_SONG}}}
.report-paper .report-table-unit{{text-align:right;font-size:10.5pt;line-height:20pt;font-family:{_SONG}}}
.report-paper .report-table{{width:100%;table-layout:fixed;border-collapse:collapse;letter-spacing:0;
font-size:10.5pt;line-height:15pt;font-family:"Times New Roman",{_SONG}}}
.report-paper .report-table td{{padding:1pt 4pt;border:.75pt solid #1c1c1c;vertical-align:middle;color:inherit;
white-space:pre-line}}
.report-paper .report-table .report-cell-label{{text-align:center;font-family:{_HEI}}}
.report-paper .report-table .report-cell-figure{{text-align:right}}
.report-paper .report-placeholder{{background:#ffec8b;color:#5c4400}}
""".replace("\n", "")


def variables(look: Look) -> str:
    """What an office sets otherwise, as the custom properties that the sheet reads."""
    latin = look.latin if _LATIN.fullmatch(look.latin) else "Times New Roman"
    return f"--report-line:{_points(look.line)};--report-latin:&quot;{latin}&quot;"
