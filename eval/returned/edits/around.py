"""Edits beside the text: comments, cover, tables, notes."""

from __future__ import annotations

from typing import Any

from eval.returned.base import Base
from eval.returned.changes import Change
from eval.returned.edits.edit import LI, ZHANG, Edit, paragraphs, text_change
from eval.returned.word import W, Word, made, run, text_of, write


def _comments(word: Word, report: Base) -> list[Change]:
    line, heading = paragraphs(report, "purpose")[0], report.heading("suggestions")
    word.comment(word.find(line), line[3:9], "依据是否写全？", ZHANG, "0A000001")
    answer = word.id()
    word.write_comment(answer, "已核对。", LI, "0A000002")
    word.comment(word.find(heading), "有关建议", "建议再具体一些", LI)
    word.comment(word.find("填报人"), "填报人", "请换成经办人", ZHANG)
    word.add_part(
        "commentsExtended.xml",
        "commentsExtended",
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="0A000001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/></w15:commentsEx>',
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    )
    return [
        ("comment", "purpose", line[3:9], ZHANG, "依据是否写全？"),
        ("reply", ZHANG, LI, "已核对。"),
        ("comment", "suggestions", "有关建议", LI, "建议再具体一些"),
        ("comment", "", "填报人", ZHANG, "请换成经办人"),
    ]


def _table(word: Word, report: Base) -> list[Change]:
    rows = list(word.body.findall(f"{W}tbl"))[-1].findall(f"{W}tr")
    name = next(text_of(cell) for cell in rows[2].findall(f"{W}tc") if len(text_of(cell)) > 5)
    cell = next(one for one in rows[2].findall(f"{W}tc") if any(c.isdigit() for c in text_of(one)))
    before = text_of(cell)
    paragraph = cell.find(f"{W}p")
    write(paragraph, "999")
    last = rows[-1]
    properties = last.find(f"{W}trPr")
    properties.append(made(f'<w:del w:id="8" w:author="{ZHANG}" w:date="2025-04-02T10:00:00Z"/>'))
    gone = [text_of(one) for one in last.findall(f"{W}tc") if text_of(one)]
    return [
        ("table", _longest(rows[2], name), before, "999"),
        ("table", _longest(last, ""), "　".join(gone), ""),
    ]


def _longest(row: Any, otherwise: str) -> str:
    texts = [text_of(one) for one in row.findall(f"{W}tc")]
    named = [one for one in texts if one and not all(c in "0123456789.,%≥≤=—-" for c in one)]
    return max(named, key=len, default=otherwise)[:30]


def _cover(word: Word, report: Base) -> list[Change]:
    lines = {line.label: line.value for line in report.paper.cover}
    write(word.find("填报人"), "填报人：赵六")
    title = report.paper.title
    write(next(one for one in word.paragraphs if text_of(one) == title), f"{title}（修改稿）")
    signature = report.paper.signature
    assert signature is not None
    write(word.find(signature.date), "2021年3月30日")
    return [
        ("cover", "填报人", lines["填报人"], "赵六"),
        ("title", "", title, f"{title}（修改稿）"),
        ("signature", "", signature.date, "2021年3月30日"),
    ]


def _inserted_table(word: Word, report: Base) -> list[Change]:
    goals = paragraphs(report, "goals")
    cells = "".join(f"<w:tc><w:tcPr/><w:p>{run(text)}</w:p></w:tc>" for text in ("指标", "目标值"))
    word.find(goals[-1]).addnext(made(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>"))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    word.add_part(
        "footnotes.xml",
        "footnotes",
        f'<w:footnotes {space}><w:footnote w:id="2"><w:p>{run("数据来自台账。")}</w:p></w:footnote></w:footnotes>',
    )
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('内部资料')}</w:p></w:txbxContent></w:pict></w:r>"
    word.find(report.heading("work")).append(made(box))
    return [
        text_change("goals", [*goals, "指标　目标值"]),
        ("unknown", "goals", "table", "指标　目标值"),
        ("apart", "文本框", "内部资料"),
        ("apart", "脚注", "数据来自台账。"),
    ]


EDITS: dict[str, Edit] = {
    "批注和回复（正文、标题、封面）": _comments,
    "自评表改了一格，删了一行（修订）": _table,
    "封面、标题、落款日期改了": _cover,
    "正文里插入表格、文本框和脚注": _inserted_table,
}
